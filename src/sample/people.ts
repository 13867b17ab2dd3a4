import type { Random } from './random';
import type { Device, Person } from './truth';

const colleagues: readonly (readonly [string, string])[] = [
  ['alice', 'Alice Moreau'],
  ['bob', 'Bob Lindqvist'],
  ['chen', 'Chen Wei'],
  ['dana', 'Dana Kowalski'],
  ['emeka', 'Emeka Obi'],
  ['fatima', 'Fatima Zahra'],
  ['giulia', 'Giulia Conti'],
  ['hiro', 'Hiro Tanaka'],
  ['ingrid', 'Ingrid Solberg'],
  ['jamal', 'Jamal Carter'],
  ['kira', 'Kira Novak'],
  ['liam', 'Liam O’Connor'],
  ['mei', 'Mei Lin'],
  ['noor', 'Noor Haddad'],
  ['oscar', 'Oscar Jensen'],
  ['priya', 'Priya Raman'],
  ['quinn', 'Quinn Taylor'],
  ['rosa', 'Rosa Delgado'],
  ['sven', 'Sven Bauer'],
  ['tara', 'Tara Singh'],
  ['uma', 'Uma Krishnan'],
  ['viktor', 'Viktor Petrov'],
  ['wanjiru', 'Wanjiru Kamau'],
  ['ximena', 'Ximena Torres'],
  ['yusuf', 'Yusuf Demir'],
  ['zoe', 'Zoe Laurent'],
  ['anders', 'Anders Holm'],
  ['beatriz', 'Beatriz Sousa'],
  ['carlos', 'Carlos Mendes'],
  ['divya', 'Divya Patel'],
  ['elif', 'Elif Aydin'],
  ['felix', 'Felix Wagner'],
  ['grace', 'Grace Mwangi'],
  ['henrik', 'Henrik Dahl'],
  ['isla', 'Isla McKenzie'],
  ['jonas', 'Jonas Meyer'],
];

/** Ids of the company's own people: the cast of nearly all calls. */
export const colleagueIds: readonly string[] = colleagues.map(([id]) => id);

/** People that the sample knows by name. */
export const namedPeople: readonly Person[] = [
  ...colleagues.map(([id, name]): Person => ({ id, name, role: 'user' })),
  { id: 'recorder-egress', name: 'Recorder', role: 'admin' },
  { id: 'obs-main', name: 'Studio (OBS)', role: 'host' },
  { id: 'srt-backup', name: 'Backup encoder', role: 'host' },
  { id: 'whip-camera-2', name: 'Camera 2', role: 'host' },
  { id: '!anon', name: undefined, role: 'anonymous' },
];

const firstNames =
  'ada ben cleo david eva finn gina hugo ida jack kofi lena max nina otto pia ravi sara tom ursula vera will xenia yara zack amir bella cora dina elias flora gus hana ivan jade kai luna milo nora omar paula rene sofia theo vida'.split(
    ' ',
  );

/** The id of somebody of a large public: looks chosen by a person, and is unique by its number. */
export function publicId(random: Random, number: number): string {
  const name = firstNames[random.whole(0, firstNames.length - 1)] ?? 'ada';
  return `${name}_${(number * 37 + 1009).toString(36)}`;
}

export function guestId(random: Random): string {
  const name = firstNames[random.whole(0, firstNames.length - 1)] ?? 'ada';
  return `guest-${random.uuid().slice(0, 8)}-${name}`;
}

/** A name for an id of {@link publicId} or {@link guestId}; undefined for ids of another form. */
export function nameOfPublicId(id: string): string | undefined {
  const name = /^(?:guest-[0-9a-f]{8}-)?([a-z]+)(?:_[0-9a-z]+)?$/.exec(id)?.[1];
  return name === undefined || !firstNames.includes(name)
    ? undefined
    : name.charAt(0).toUpperCase() + name.slice(1);
}

const devices: readonly [Device, ...Device[]] = [
  { sdk: 'stream-react', os: 'macOS 15', browser: 'Chrome 142' },
  { sdk: 'stream-react', os: 'Windows 11', browser: 'Edge 142' },
  { sdk: 'stream-react', os: 'Windows 11', browser: 'Chrome 142' },
  { sdk: 'stream-react', os: 'Ubuntu 24.04', browser: 'Firefox 145' },
  { sdk: 'stream-react', os: 'macOS 15', browser: 'Safari 26' },
];

const phones: readonly [Device, ...Device[]] = [
  { sdk: 'stream-react-native', os: 'iOS 26', browser: undefined },
  { sdk: 'stream-android', os: 'Android 16', browser: undefined },
  { sdk: 'stream-ios', os: 'iOS 26', browser: undefined },
];

export function computerOf(random: Random): Device {
  return random.pick(devices);
}

export function phoneOf(random: Random): Device {
  return random.pick(phones);
}

export const machine: Device = { sdk: 'stream-egress', os: 'Linux', browser: undefined };
export const encoder: Device = { sdk: 'stream-ingress', os: 'Linux', browser: undefined };
