import { text, type Text } from '../text';
import { peakOf, peopleRange } from './concurrency-figures';
import { usersByIngressOnly } from './count-figures';
import type { Measures } from './measure';
import { rowKind } from './placed-rows';
import type { ReconcileInput, ReconcileLine } from './reconcile';

/** What a figure of ours may be; `most` undefined: nobody can tell. */
interface Range {
  readonly least: number;
  readonly most: number | undefined;
}

/**
 * People and peaks against Stream's statistics and call report. How these count anonymous, technical and ingress rows is
 * not documented: a difference is told with what would explain it.
 * @param doubts what would explain any difference
 */
export function peopleLines(input: ReconcileInput, doubts: readonly Text[]): readonly ReconcileLine[] {
  const { measures, totals, windowed } = input;
  const { counts, report } = totals;
  const people = rangeOfPeople(measures);
  const lines: ReconcileLine[] = [];
  const add = (
    what: Text,
    ours: Range,
    streams: number | undefined,
    explain: (streams: number) => readonly Text[],
    ofWindow: boolean,
  ): void => {
    if (streams === undefined) return;
    const line = { what, ours: rangeText(ours), streams: text('{n}', { n: streams }), strict: false };
    if (ofWindow && windowed) {
      const explanation = [text('A window is set, and Stream’s figure is of the whole session')];
      lines.push({ ...line, verdict: 'cannot-be-tested', explanation });
    } else if (streams >= ours.least && streams <= (ours.most ?? Infinity)) {
      const explanation = ours.least === ours.most ? [] : [text('It lies within what ours may be')];
      lines.push({ ...line, verdict: 'agrees', explanation });
    } else {
      lines.push({ ...line, verdict: 'differs', explanation: [...explain(streams), ...doubts] });
    }
  };
  const ofPeople = (streams: number): readonly Text[] => whyPeopleDiffer(measures, streams);
  add(text('People, by Stream’s statistics'), people, counts?.participants, ofPeople, false);
  add(text('People, by Stream’s call report'), people, report?.unique, ofPeople, false);
  const [peakPeople, peakRows] = [rangeOfPeakPeople(measures), rangeOfPeakRows(measures)];
  const ofPeak = (): readonly Text[] => whoIsUndocumented(measures);
  const orRows = (streams: number): readonly Text[] =>
    streams >= peakRows.least && streams <= (peakRows.most ?? Infinity)
      ? [text('It would agree if Stream counts rows at once, not people'), ...ofPeak()]
      : ofPeak();
  add(
    text('Most people at once, by Stream’s statistics'),
    peakPeople,
    counts?.peakConcurrentUsers,
    orRows,
    true,
  );
  add(text('Most people at once, by Stream’s call report'), peakPeople, report?.maxConcurrent, orRows, true);
  add(
    text('Most rows at once, by Stream’s statistics'),
    peakRows,
    counts?.peakConcurrentSessions,
    ofPeak,
    true,
  );
  return lines;
}

function rangeOfPeople({ placed: { users, kinds } }: Measures): Range {
  const anonymous = kinds[rowKind.anonymous];
  return { least: users.length + Math.min(anonymous, 1), most: users.length + anonymous };
}

function rangeOfPeakPeople({ certain, upTo, unbounded }: Measures): Range {
  const known = unbounded.person + unbounded.anonymous === 0;
  return {
    least: peopleRange(certain).least.value,
    most: known ? peopleRange(upTo).most.value : undefined,
  };
}

function rangeOfPeakRows({ certain, upTo, unbounded }: Measures): Range {
  return {
    least: peakOf(certain.rows).value,
    most: unbounded.rows === 0 ? peakOf(upTo.rows).value : undefined,
  };
}

function rangeText({ least, most }: Range): Text {
  if (least === most) return text('{n}', { n: least });
  return most === undefined ? text('at least {n}', { n: least }) : text('{least} to {most}', { least, most });
}

/** First what would make the two equal, then what is not documented. */
function whyPeopleDiffer(measures: Measures, streams: number): readonly Text[] {
  const { placed, input } = measures;
  const { anonymous, ingress, technical } = {
    anonymous: placed.kinds[rowKind.anonymous],
    ingress: usersByIngressOnly({ measures }).size,
    technical: technicalUsers(measures),
  };
  const difference = streams - placed.users.length;
  const would: Text[] = [];
  if (anonymous > 0 && difference === 0)
    would.push(text('It would agree if Stream leaves out anonymous rows'));
  if (ingress > 0 && isSum(difference, ingress, anonymous))
    would.push(text('It would agree if Stream counts who is there by ingress only: {n}', { n: ingress }));
  if (technical > 0 && isSum(difference, technical, anonymous))
    would.push(text('It would agree if Stream counts technical users: {n}', { n: technical }));
  if (ingress > 0 && technical > 0 && isSum(difference, ingress + technical, anonymous)) {
    would.push(
      text('It would agree if Stream counts technical users and who is there by ingress only: {n}', {
        n: ingress + technical,
      }),
    );
  }
  if (difference < 0 && input.technical === undefined)
    would.push(text('It would agree if {n} of the people are technical users', { n: -difference }));
  if (placed.length > 0 && streams === placed.length && streams !== placed.users.length)
    would.push(text('It would agree if Stream counts rows, not people'));
  return [...would, ...whoIsUndocumented(measures)];
}

/** With these, and with the anonymous rows as none or as 1 to so many people. */
function isSum(difference: number, counted: number, anonymous: number): boolean {
  const rest = difference - counted;
  return rest >= 0 && rest <= anonymous;
}

function technicalUsers({ placed, input }: Measures): number {
  const users = new Set<number>();
  if (placed.kinds[rowKind.technical] === 0) return 0;
  const { user } = input.rows.arrays;
  for (let place = 0; place < placed.length; place++)
    if (placed.kind[place] === rowKind.technical) users.add(user[placed.row[place] ?? 0] ?? 0);
  for (const person of placed.users) users.delete(person);
  return users.size;
}

/** What there is of rows that Stream may count in another way. */
function whoIsUndocumented({ placed: { kinds, unknownTypes }, input }: Measures): readonly Text[] {
  const [anonymous, ingress, technical] = [
    kinds[rowKind.anonymous],
    kinds[rowKind.ingress],
    kinds[rowKind.technical],
  ];
  const said: Text[] = [];
  if (anonymous > 0)
    said.push(text('How Stream counts anonymous rows is not documented; there are {n}', { n: anonymous }));
  if (ingress > 0)
    said.push(text('How Stream counts ingress rows is not documented; there are {n}', { n: ingress }));
  if (input.technical === undefined)
    said.push(text('Technical users were not told apart, and how Stream counts them is not documented'));
  else if (technical > 0)
    said.push(text('How Stream counts technical users is not documented; their rows: {n}', { n: technical }));
  if (unknownTypes.length > 0)
    said.push(text('Rows of unknown publisher types count as people here, and may not with Stream'));
  return said;
}
