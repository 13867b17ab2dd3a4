// Stands in for VS Code's native log writer where npm cannot compile it: the same functions, synchronous, so that a line
// is in the file as soon as it was logged.
const fs = require('node:fs');
const path = require('node:path');

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];
const two = (number) => String(number).padStart(2, '0');

function stamp(date) {
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${day} ${time}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

class Logger {
  constructor(type, name, file, maxSize = Infinity, maxFiles = 1) {
    this.toFile = type !== 'stdout_async';
    this.file = file;
    this.maxSize = maxSize > 0 ? maxSize : Infinity;
    this.maxFiles = maxFiles;
    this.level = 2;
    this.plain = false;
    if (this.toFile) fs.mkdirSync(path.dirname(file), { recursive: true });
  }
  write(level, message) {
    if (level < this.level || this.file === undefined) return;
    const line = this.plain ? message : `${stamp(new Date())} [${levels[level]}] ${message}\n`;
    if (!this.toFile) {
      process.stdout.write(line);
      return;
    }
    try {
      this.rotate(Buffer.byteLength(line));
      fs.appendFileSync(this.file, line);
    } catch (error) {
      process.stderr.write(`log writer: ${error.message}\n`);
    }
  }
  rotate(more) {
    const size = fs.statSync(this.file, { throwIfNoEntry: false })?.size ?? 0;
    if (size === 0 || size + more <= this.maxSize) return;
    const { dir, name, ext } = path.parse(this.file);
    const numbered = (n) => path.join(dir, n === 0 ? `${name}${ext}` : `${name}.${n}${ext}`);
    for (let n = this.maxFiles - 1; n > 0; n--) {
      if (fs.existsSync(numbered(n - 1))) fs.renameSync(numbered(n - 1), numbered(n));
    }
  }
  trace(message) {
    this.write(0, message);
  }
  debug(message) {
    this.write(1, message);
  }
  info(message) {
    this.write(2, message);
  }
  warn(message) {
    this.write(3, message);
  }
  error(message) {
    this.write(4, message);
  }
  critical(message) {
    this.write(5, message);
  }
  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  setPattern() {
    this.plain = false;
  }
  clearFormatters() {
    this.plain = true;
  }
  flush() {}
  drop() {
    this.file = undefined;
  }
}

const create = (type) => async (name, file, maxSize, maxFiles) =>
  new Logger(type, name, file, maxSize, maxFiles);

// One by one: VS Code imports this as an ES module, and names are found only in this form.
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = create('rotating');
exports.createAsyncRotatingLogger = create('rotating_async');
