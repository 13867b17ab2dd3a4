import type { RowFlag } from '../row-table';
import { text, type Text } from '../text';
import { utcStamp } from '../time-text';
import type { MassEvent } from './mass-events';
import type { RowsSeen } from './rows-seen';

/** What a flag is and what it means for the figures. @param rows how many rows have it */
export function flagAnomalyText(flag: RowFlag, rows: number): Text {
  const args = { rows };
  switch (flag) {
    case 'no-start':
      return text(
        'Rows without a known start: {rows}. They count as rows and people, and their reported time counts, but they have no place in time: figures of time that rest on them have no upper bound.',
        args,
      );
    case 'no-end':
      return text(
        'Rows without a leave time, and nothing tells when they ended at the latest: {rows}. For certain they last no time; figures of time that rest on them have no upper bound.',
        args,
      );
    case 'end-assumed':
      return text(
        'Rows without a leave time in a session that has ended: {rows}. For certain they last no time, at most up to the session’s end.',
        args,
      );
    case 'open':
      return text(
        'Rows that were still open when they were read: {rows}. They last at most up to then, and are longer at the next read.',
        args,
      );
    case 'negative':
      return text(
        'Rows whose leave time lies before their join time: {rows}. They count as rows and people, but as no time.',
        args,
      );
    case 'identical':
      return text(
        'Rows that Stream sent more than once on one page: {rows}. Each is counted, also in interval time and reported time; presence counts them once.',
        args,
      );
    case 'same-connection':
      return text(
        'Rows that share their user session with another row of the same person, but not the join time: {rows}. Both are counted; where they overlap, presence counts the time once and interval time twice.',
        args,
      );
    case 'revised':
      return text(
        'Rows that Stream sent again with other content: {rows}. The one with a leave time is counted, else the later; earlier figures may have been others.',
        args,
      );
    case 'duration-mismatch':
      return text(
        'Rows whose reported duration differs from join to leave by more than a second: {rows}. Reported time goes by the one, interval time and presence by the other.',
        args,
      );
    case 'outside-session':
      return text(
        'Rows that lie more than a second outside the session: {rows}. Their times are counted as Stream sent them.',
        args,
      );
    case 'joined-after-as-of':
      return text(
        'Rows that joined after the first page was read: {rows}. They count as rows and people, but as no time: figures are as of the first page.',
        args,
      );
    case 'start-from-duration':
      return text(
        'Rows without a join time: {rows}. Their start was reckoned from the leave time and the reported duration, which is in whole seconds.',
        args,
      );
    case 'end-from-duration':
      return text(
        'Rows without a leave time, but with a reported duration: {rows}. It proves their time from the join time on, in whole seconds.',
        args,
      );
    case 'zero':
      return text(
        'Rows that joined and left at the same moment, or left before: {rows}. They count as rows and people, but as no time, and make no peak.',
        args,
      );
  }
}

/**
 * A mass event in words. The share is of all who may have been present, so that it is at least this much.
 * @param returning how many of its people were, or may have been, here before it
 * @param seen where it is not all rows of the session, neither the share nor where the event stands in the session is known
 */
export function massEventText(event: MassEvent, returning: number, seen: RowsSeen): Text {
  const { kind, from, to, people, presentBefore, place } = event;
  const args = {
    people: people.length,
    present: presentBefore,
    from: utcStamp(from),
    seconds: Math.max(1, Math.ceil((to - from) / 1000)),
    percent: Math.min(100, Math.floor((people.length * 100) / Math.max(1, presentBefore))),
  };
  if (seen !== 'all') return partText(kind, seen, args);
  if (kind === 'join') {
    return place === 'start'
      ? text(
          '{people} people joined within {seconds} s from {from}, at the session’s start, where at most {present} were present: this is how most sessions begin. No figure changes by it.',
          args,
        )
      : returning === 0
        ? text(
            '{people} people joined within {seconds} s from {from}, where at most {present} were present just before. None of them had been here before, so that nobody came back after a lost connection. No figure changes by it.',
            args,
          )
        : text(
            '{people} people joined within {seconds} s from {from}, where at most {present} were present just before; {returning} of them were, or may have been, here before. Suspect the network: people who lost their connection come back at once. No figure changes by it.',
            { ...args, returning },
          );
  }
  return place === 'end'
    ? text(
        '{people} people left within {seconds} s from {from}, at the session’s end: {percent} % or more of those present. Everyone leaves when a call ends. No figure changes by it.',
        args,
      )
    : text(
        '{people} people left within {seconds} s from {from}: {percent} % or more of those present just before. Suspect the network: they may not have left by their own will. No figure changes by it.',
        args,
      );
}

function partText(kind: MassEvent['kind'], seen: 'chosen' | 'part', args: Text['args']): Text {
  if (kind === 'join') {
    return seen === 'part'
      ? text(
          'Among the rows at hand, {people} people joined within {seconds} s from {from}, where at most {present} were present just before. Not all rows were read: what others did then was not looked at. No figure changes by it.',
          args,
        )
      : text(
          'Among the rows that the filter chose, {people} people joined within {seconds} s from {from}, where at most {present} were present just before. What others did then was not looked at. No figure changes by it.',
          args,
        );
  }
  return seen === 'part'
    ? text(
        'Among the rows at hand, {people} people left within {seconds} s from {from}, of at most {present} who were present just before. Not all rows were read: what others did then was not looked at. No figure changes by it.',
        args,
      )
    : text(
        'Among the rows that the filter chose, {people} people left within {seconds} s from {from}, of at most {present} who were present just before. What others did then was not looked at. No figure changes by it.',
        args,
      );
}
