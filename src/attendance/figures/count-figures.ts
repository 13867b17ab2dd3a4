import { isAnonymous } from '../people';
import { text, type Text } from '../text';
import { Pair, type CountValue, type Figure, type UnknownValue } from './figure';
import type { FigureGround } from './figure-ground';
import { rowKind } from './placed-rows';
import { rowsWhere } from './rows-behind';
import type { Judged } from './threshold';

/** How many rows and people there are, by what they are. */
export interface CountFigures {
  readonly rows: Figure<CountValue>;
  /** People with an id, and with anonymous rows a range. */
  readonly people: Figure<CountValue>;
  readonly anonymous: Figure<CountValue>;
  readonly ingress: Figure<CountValue>;
  /** People of whom there are no rows but ingress: not absent, and not counted as people. */
  readonly ingressOnly: Figure<CountValue>;
  readonly technical: Figure<CountValue | UnknownValue>;
  /** Of all people in sum. */
  readonly rejoins: Figure<CountValue | UnknownValue>;
}

export function countFigures(ground: FigureGround): CountFigures {
  const { measures, whole } = ground;
  const { placed, input } = measures;
  const { kinds } = placed;
  const of = (kind: number) => () => rowsWhere(placed, (place) => placed.kind[place] === kind);
  const counted = (n: number): CountValue => count(n, whole ? n : undefined);
  const anonymous = kinds[rowKind.anonymous];
  const least = placed.users.length + Math.min(anonymous, 1);
  const most = placed.users.length + anonymous;
  const n = placed.length;
  return {
    rows: ground.figure({
      id: 'rows',
      name: text('Rows'),
      unit: 'rows',
      formula:
        input.selected === undefined
          ? text('Count of all rows (participant sessions)')
          : text('Count of the rows (participant sessions) that the row filter chooses, of {n}', {
              n: input.rows.length,
            }),
      value: counted(n),
      because: () => ground.unread,
      notes: ground.unclipped,
      rows: () => placed.row.slice(),
    }),
    people: ground.figure({
      id: 'people',
      name: text('People'),
      unit: 'people',
      formula: text(
        'Distinct user ids of {n} person rows (webrtc, sip and unknown publisher types, not technical where that is known); anonymous rows add at least 1 person and at most 1 each',
        { n: kinds[rowKind.person] },
      ),
      value: count(least, whole ? most : undefined),
      because: () => [...ground.unread, ...ground.namelessRange],
      notes: [...peopleWithId(ground), ...ground.whoCounts, ...ground.unclipped],
      rows: () =>
        rowsWhere(placed, (place) => {
          const kind = placed.kind[place];
          return kind === rowKind.person || kind === rowKind.anonymous;
        }),
    }),
    anonymous: ground.figure({
      id: 'anonymous',
      name: text('Anonymous rows'),
      unit: 'rows',
      formula: text(
        'Count of the rows with the id !anon, without an id, or of a role that you named anonymous; they are never merged and never split',
      ),
      value: counted(anonymous),
      because: () => ground.unread,
      notes: ground.unclipped,
      rows: of(rowKind.anonymous),
    }),
    ingress: ground.figure({
      id: 'ingress',
      name: text('Ingress rows'),
      unit: 'rows',
      formula: text('Count of the rows published by rtmp, srt, whip or rtsp: machines, no people'),
      value: counted(kinds[rowKind.ingress]),
      because: () => ground.unread,
      notes: ground.unclipped,
      rows: of(rowKind.ingress),
    }),
    ingressOnly: byIngressOnly(ground),
    technical: ground.figure({
      id: 'technical',
      name: text('Technical rows'),
      unit: 'rows',
      formula: text('Count of the rows that Stream chose by is_tech_user'),
      value:
        input.technical === undefined
          ? { kind: 'unknown', why: text('it was not asked which users are technical') }
          : counted(kinds[rowKind.technical]),
      because: () => ground.unread,
      notes: ground.unclipped,
      rows: of(rowKind.technical),
    }),
    rejoins: rejoins(ground),
  };
}

/** Who passes a threshold, who does not, and of whom it cannot be told. */
export interface ThresholdFigures {
  readonly judged: Judged;
  readonly passes: Figure<CountValue>;
  readonly fails: Figure<CountValue>;
  readonly cannotTell: Figure<CountValue>;
}

export function thresholdFigures(ground: FigureGround, judged: Judged): ThresholdFigures {
  const seconds = judged.thresholdMs / 1000;
  const notes = [...ground.namelessLeftOut, ...ground.whoCounts, ...ground.windowed];
  const figure = (id: string, name: Text, formula: Text, people: Uint32Array): Figure<CountValue> =>
    ground.figure({
      id,
      name,
      unit: 'people',
      formula,
      value: count(people.length, ground.whole ? people.length : undefined),
      because: () => ground.unread,
      notes,
      rows: () => ground.people.of(people),
    });
  return {
    judged,
    passes: figure(
      'threshold-passes',
      text('Present for at least {seconds} s', { seconds }),
      text('People whose certain presence is at least {seconds} s, all their rows united', { seconds }),
      judged.passes,
    ),
    fails: figure(
      'threshold-fails',
      text('Present for less than {seconds} s', { seconds }),
      text('People whose presence is less than {seconds} s even with assumed ends, all their rows united', {
        seconds,
      }),
      judged.fails,
    ),
    cannotTell: figure(
      'threshold-cannot-tell',
      text('Whether for {seconds} s cannot be told', { seconds }),
      text(
        'People whose certain presence is less than {seconds} s and who may have been present for so long: a row of theirs has no certain end or no place in time, or was not read',
        { seconds },
      ),
      judged.cannotTell,
    ),
  };
}

export function count(least: number, most: number | undefined): CountValue {
  return { kind: 'count', range: new Pair({ least, most }) };
}

function peopleWithId({ measures: { placed } }: FigureGround): readonly Text[] {
  const [people, anonymous] = [placed.users.length, placed.kinds[rowKind.anonymous]];
  if (anonymous === 0) return [];
  return anonymous === 1
    ? [text('{people} with an id, and 1 anonymous row', { people })]
    : [text('{people} with an id, and {n} anonymous rows (1 to {n} people)', { people, n: anonymous })];
}

function byIngressOnly(ground: FigureGround): Figure<CountValue> {
  const users = usersByIngressOnly(ground);
  const isChosen =
    ground.measures.input.selected !== undefined || ground.basis.coverage.chosenBy === 'server';
  const sees = ground.whole && !isChosen;
  return ground.figure({
    id: 'ingress-only',
    name: text('By ingress only'),
    unit: 'people',
    formula: text(
      'Distinct user ids of {n} ingress rows that no other row has: not counted as people, and not absent either',
      { n: ground.measures.placed.kinds[rowKind.ingress] },
    ),
    // Another row of the same user may be among those that were not read, or not chosen.
    value: sees ? count(users.size, users.size) : count(0, undefined),
    because: () => [...ground.unread, ...(isChosen ? [text('a filter chose among the rows')] : [])],
    notes: ground.unclipped,
    rows: () => {
      const { user } = ground.measures.input.rows.arrays;
      return ground.measures.placed.row.filter((row) => users.has(user[row] ?? 0));
    },
  });
}

/** Numbers of the users of whom all chosen rows are ingress. */
export function usersByIngressOnly({
  measures: { placed, input },
}: Pick<FigureGround, 'measures'>): Set<number> {
  const users = new Set<number>();
  if (placed.kinds[rowKind.ingress] === 0) return users;
  const { user } = input.rows.arrays;
  const userAt = (place: number): number => user[placed.row[place] ?? 0] ?? 0;
  for (let place = 0; place < placed.length; place++)
    if (placed.kind[place] === rowKind.ingress && !isAnonymous(input.rows.userIdOf(userAt(place))))
      users.add(userAt(place));
  for (let place = 0; place < placed.length; place++)
    if (placed.kind[place] !== rowKind.ingress) users.delete(userAt(place));
  return users;
}

function rejoins(ground: FigureGround): Figure<CountValue | UnknownValue> {
  const { measures, people, whole } = ground;
  const { most, fewest } = measures.lanes.rejoins;
  const unplaced = peopleWithoutPlace(ground);
  let [least, atMost] = [0, 0];
  for (let person = 0; person < most.length; person++) {
    // A row without a place may stand in any gap, and may make one.
    if (!unplaced.has(person)) least += fewest[person] ?? 0;
    atMost += most[person] ?? 0;
  }
  const value = count(least, unplaced.size > 0 ? undefined : atMost);
  return ground.figure<CountValue | UnknownValue>({
    id: 'rejoins',
    name: text('Rejoins'),
    unit: 'times',
    formula: text(
      'How often a row of a person starts after all earlier rows of that person have ended, over {n} people; fewest with assumed ends, most with certain ends',
      { n: most.length },
    ),
    value: whole ? value : { kind: 'unknown', why: text('not all rows were read') },
    because: () => (least === atMost && unplaced.size === 0 ? [] : ground.because(ground.tails.people)),
    notes: [...ground.namelessLeftOut, ...ground.whoCounts, ...ground.windowed],
    rows: () => people.of(Uint32Array.from(most.keys()).filter((person) => (most[person] ?? 0) > 0)),
  });
}

function peopleWithoutPlace({ measures: { placed, unbounded } }: FigureGround): ReadonlySet<number> {
  const people = new Set<number>();
  if (unbounded.person === 0) return people;
  for (let place = 0; place < placed.length; place++)
    if (placed.kind[place] === rowKind.person && Number.isNaN(placed.start[place] ?? NaN))
      people.add(placed.person[place] ?? -1);
  return people;
}
