import * as v from 'valibot';

// What everything that the two sides say is made of.

/** A number of things, or an index. */
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** Ms since epoch. */
export const instant = v.pipe(v.number(), v.safeInteger());
/** Ms. */
export const length = v.pipe(v.number(), v.finite(), v.minValue(0));
export const words = v.pipe(v.string(), v.maxLength(200_000));
export const range = v.strictObject({ from: instant, to: instant });
