export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

const steps: readonly number[] = [
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  500,
  ...[1, 2, 5, 10, 15, 30].map((n) => n * second),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * minute),
  ...[1, 2, 3, 6, 12].map((n) => n * hour),
  ...[1, 2, 7, 14, 28, 91, 364, 1820].map((n) => n * day),
];

/** The next round length of time, ms: what ticks and steps of keys are apart. */
export function roundStep(ms: number): number {
  return steps.find((step) => step >= ms) ?? Math.ceil(ms / day) * day;
}
