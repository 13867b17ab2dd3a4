// Writes a picture of a user interface as a small PNG: up to 256 colours, which its few hues and grey text need.
import { crc32, deflateSync } from 'node:zlib';

/** @param {string} type @param {Buffer} data */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

/** The colours used most, and for each of the others the nearest of these. @param {Buffer} pixels @param {number} most */
function paletteOf(pixels, most) {
  /** @type {Map<number, number>} */
  const uses = new Map();
  for (let at = 0; at < pixels.length; at += 4) {
    const colour = pixels.readUIntBE(at, 3);
    uses.set(colour, (uses.get(colour) ?? 0) + 1);
  }
  const ranked = [...uses].sort((a, b) => b[1] - a[1]).map(([colour]) => colour);
  const palette = ranked.slice(0, most);
  const index = new Map(palette.map((colour, place) => [colour, place]));
  for (const colour of ranked.slice(most)) {
    let nearest = 0;
    let distance = Infinity;
    for (const [place, other] of palette.entries()) {
      const red = (colour >> 16) - (other >> 16);
      const green = ((colour >> 8) & 255) - ((other >> 8) & 255);
      const blue = (colour & 255) - (other & 255);
      const apart = red * red + green * green + blue * blue;
      if (apart < distance) [nearest, distance] = [place, apart];
    }
    index.set(colour, nearest);
  }
  return { palette, index };
}

/**
 * @param {Buffer} pixels RGBA, opaque
 * @param {number} width
 * @param {number} height
 * @param {number} [colours] at most 256
 * @returns {Buffer} a PNG
 */
export function smallPng(pixels, width, height, colours = 256) {
  const { palette, index } = paletteOf(pixels, colours);
  const bits = palette.length <= 16 ? 4 : 8;
  const stride = Math.ceil((width * bits) / 8);
  const lines = Buffer.alloc((stride + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const place = index.get(pixels.readUIntBE((y * width + x) * 4, 3)) ?? 0;
      const at = y * (stride + 1) + 1;
      if (bits === 8) lines[at + x] = place;
      else lines[at + (x >> 1)] = (lines[at + (x >> 1)] ?? 0) | (place << (x % 2 === 0 ? 4 : 0));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([bits, 3, 0, 0, 0], 8);
  const colourTable = Buffer.from(
    palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]),
  );
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', colourTable),
    chunk('IDAT', deflateSync(lines, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
