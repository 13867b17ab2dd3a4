import { flagAnomalyText } from '../../attendance/figures/anomaly-texts';
import { measureInSlices, type Measures } from '../../attendance/figures/measure';
import { rowKind } from '../../attendance/figures/placed-rows';
import type { Pausing } from '../../attendance/figures/slices';
import { bitOf, flagNames } from '../../attendance/row-flags';
import type { RowContext, RowView } from '../../attendance/row-table';
import { text, type Text } from '../../attendance/text';
import type { PersonStay } from './person-finding';

/** One person's rows of a session. */
export interface RowsOfPerson {
  readonly rows: RowView;
  /** Indexes of the person's rows. */
  readonly selected: Uint32Array;
  readonly context: RowContext;
  readonly anonymousRoles: ReadonlySet<string> | undefined;
  /** What is known of how the rows were come by. */
  readonly notes: readonly Text[];
}

/** Measures one person's rows by rules 2–6: the same code that measures whole sessions. */
export async function stayOf(person: RowsOfPerson, pausing: Pausing): Promise<PersonStay> {
  const { rows, selected, context, anonymousRoles } = person;
  const measures = await measureInSlices({ rows, context, selected, anonymousRoles }, pausing);
  const { placed, lanes, presenceMs } = measures;
  const anonymous = placed.kinds[rowKind.anonymous];
  return {
    rows: placed.length,
    rejoins: { least: lanes.rejoins.fewest[0] ?? 0, most: lanes.rejoins.most[0] ?? 0 },
    joined: Number.isNaN(placed.firstJoin) ? undefined : placed.firstJoin,
    left: leaveOf(measures, context),
    // A role that stands for nobody in particular: how long each of them was there is not known.
    presence: { certain: presenceMs.certain, upTo: anonymous > 0 ? undefined : presenceMs.upTo },
    notes: [...person.notes, ...kindNotes(measures, anonymous), ...flagNotes(measures)],
  };
}

const openBit = bitOf('open');

/** The last certain leave; where a row may have ended after it, nobody knows. */
function leaveOf({ placed }: Measures, { asOf }: RowContext): PersonStay['left'] {
  const { length, flags, upToEnd, lastCertainLeave } = placed;
  let isOpen = false;
  let isUnknown = Number.isNaN(lastCertainLeave);
  for (let place = 0; place < length; place++) {
    const end = upToEnd[place] ?? NaN;
    // Without an instant to show it by, an open end proves nobody's presence.
    if (((flags[place] ?? 0) & openBit) !== 0 && asOf !== undefined) isOpen = true;
    else if (!(end <= lastCertainLeave)) isUnknown = true;
  }
  if (isOpen) return { kind: 'still-there' };
  return isUnknown ? { kind: 'unknown' } : { kind: 'at', ms: lastCertainLeave };
}

function kindNotes({ placed }: Measures, anonymous: number): readonly Text[] {
  const ingress = placed.kinds[rowKind.ingress];
  const notes: Text[] = [];
  if (ingress > 0)
    notes.push(
      ingress === placed.length
        ? text(
            'By ingress only: a stream was fed in under this id ({rows} rows), which proves nobody’s presence.',
            { rows: ingress },
          )
        : text('Rows of an ingress under this id: {rows}. They count as no presence.', { rows: ingress }),
    );
  if (anonymous > 0)
    notes.push(
      text(
        'Rows under a role that counts as anonymous: {rows}. They may be of several people: no presence is told from them.',
        { rows: anonymous },
      ),
    );
  return notes;
}

function flagNotes({ placed }: Measures): readonly Text[] {
  return flagNames.flatMap((flag) => {
    const bit = bitOf(flag);
    let rows = 0;
    for (const flags of placed.flags) if ((flags & bit) !== 0) rows++;
    return rows === 0 ? [] : [flagAnomalyText(flag, rows)];
  });
}
