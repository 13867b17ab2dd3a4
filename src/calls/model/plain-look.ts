import { text } from '../../attendance/text';
import { liveDay, unknownDay } from './children';
import type { DayNode, Look } from './node';
import type { Words } from './words';

/** A heading of Recent. */
export function dayLook(node: DayNode, words: Words): Look {
  const label = dayLabel(node.day, words);
  return {
    label,
    description: '',
    icon:
      node.day === liveDay ? { name: 'circle-large-filled', color: 'charts.green' } : { name: 'calendar' },
    tokens: [],
    accessibility: label,
    folding: 'expanded',
    act: undefined,
  };
}

function dayLabel(day: string, words: Words): string {
  if (day === liveDay) return words.say(text('Live now'));
  if (day === unknownDay) return words.say(text('Start not known'));
  return words.day(day);
}

/** A line that says something and does nothing. */
export function plainLook(label: string, icon: string, words: Words): Look {
  return {
    label,
    description: '',
    icon: { name: icon },
    tokens: [],
    accessibility: words.spoken([label]),
    folding: 'none',
    act: undefined,
  };
}
