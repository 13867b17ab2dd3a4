import { text, type Text, type Translate } from '../text';

/** Why a row could be neither taken nor left. The order is that of their bits: see {@link reasonBit}. */
export const reasons = [
  'no duration',
  'no join time',
  'no leave time',
  'no roles',
  'is_live not read',
  'is_tech_user not read',
  'published_tracks not read',
] as const;

export type UnjudgedReason = (typeof reasons)[number];

/** What the judgement of one row is: exactly {@link no}, exactly {@link yes}, or else bits of what was missing. One byte. */
export type Verdict = number;

export const no: Verdict = 0;
export const yes: Verdict = 1;

/** "Unknown, because of this", as a verdict. */
export function reasonBit(reason: UnjudgedReason): Verdict {
  return 2 << reasons.indexOf(reason);
}

/** The reasons in verdicts. */
export function reasonsIn(verdict: Verdict): readonly UnjudgedReason[] {
  return reasons.filter((_, at) => (verdict & (2 << at)) !== 0);
}

/** How many rows lacked what. A row that lacks two things is counted in both. */
export interface UnjudgedCount {
  readonly reason: UnjudgedReason;
  readonly rows: number;
}

/** "3 rows could not be judged (no duration)". Undefined: all rows were judged. */
export function unjudgedText(
  judged: { readonly unknown: readonly UnjudgedCount[]; readonly unknownRows: { readonly length: number } },
  say: Translate,
): Text | undefined {
  const n = judged.unknownRows.length;
  if (n === 0) return undefined;
  const args = { reasons: judged.unknown.map(({ reason }) => say(reasonText(reason))).join(', ') };
  return n === 1
    ? text('1 row could not be judged ({reasons})', args)
    : text('{n} rows could not be judged ({reasons})', { ...args, n });
}

function reasonText(reason: UnjudgedReason): Text {
  switch (reason) {
    case 'no duration':
      return text('no duration');
    case 'no join time':
      return text('no join time');
    case 'no leave time':
      return text('no leave time');
    case 'no roles':
      return text('no roles');
    case 'is_live not read':
      return text('not read which rows are live');
    case 'is_tech_user not read':
      return text('not read which users are technical');
    case 'published_tracks not read':
      return text('not read which tracks were published');
  }
}

/** The same without a language at hand: one sentence for each thing that rows lacked. */
export function unjudgedTexts(counts: readonly UnjudgedCount[]): readonly Text[] {
  return counts.map(({ reason, rows: n }) => {
    switch (reason) {
      case 'no duration':
        return text('Rows that could not be judged, since they have no duration: {n}.', { n });
      case 'no join time':
        return text('Rows that could not be judged, since they have no join time: {n}.', { n });
      case 'no leave time':
        return text('Rows that could not be judged, since they have no leave time: {n}.', { n });
      case 'no roles':
        return text('Rows that could not be judged, since they have no roles: {n}.', { n });
      case 'is_live not read':
        return text('Rows that could not be judged, since it is not known which are live: {n}.', { n });
      case 'is_tech_user not read':
        return text('Rows that could not be judged, since it is not known who is technical: {n}.', { n });
      case 'published_tracks not read':
        return text('Rows that could not be judged, since published tracks are not known: {n}.', { n });
    }
  });
}
