import { text } from '../../attendance/text';
import { isKeyRefused, type StreamFailure } from '../../stream/errors';
import { waitText } from '../../stream/wait-text';
import { commands } from '../../shell/commands';
import type { ContextToken } from './context-value';
import type { Look, SignNode } from './node';
import { keyOf, type Reads } from './reads';
import type { Words } from './words';

/**
 * Rows about a list: *Load more*, being read or waiting, failed, stopped.
 * @param of how many there are of what a `further` row shows more of, where that is known
 */
export function signLook(node: SignNode, reads: Reads, of: number | undefined, words: Words): Look {
  switch (node.kind) {
    case 'more':
      return node.list.what === 'people' ? readOnLook(node, reads, words) : moreLook(node, reads, words);
    case 'further':
      return furtherLook(node, of, words);
    case 'reading':
      return readingLook(node, reads, words);
    case 'failure':
      return failureLook(reads.failure(node.list), words);
    case 'stopped':
      return sign(
        words.say(text('Loading was stopped')),
        words.say(text('Load')),
        'debug-pause',
        ['retry'],
        {
          command: commands.retry,
          title: words.say(text('Load')),
        },
        words,
      );
  }
}

function moreLook(node: SignNode, reads: Reads, words: Words): Look {
  const list = reads.reading(node.list);
  const label = moreLabel(node, reads, words);
  const more = sign(label, '', 'chevron-down', [], { command: commands.loadMore, title: label }, words);
  // What is held needs no request, whatever else is being read.
  if (reads.hides(node.list)) return more;
  if (list.wait !== undefined) {
    return sign(
      label,
      words.say(waitText(list.wait, words.localNow())),
      'watch',
      ['loading', 'waiting'],
      undefined,
      words,
    );
  }
  if (list.loading) return sign(label, words.say(text('loading…')), 'spinner', ['loading'], undefined, words);
  return more;
}

/** What was held is shown further: no request. */
function furtherLook({ id, list }: SignNode, of: number | undefined, words: Words): Look {
  const shown = words.number(Number(id.slice(id.lastIndexOf('/') + 1)));
  const all = of === undefined ? shown : words.number(of);
  const label =
    list.what === 'held' && list.of === undefined
      ? words.say(text('Show more people ({shown} of {of})', { shown, of: all }))
      : words.say(text('Show more rows ({shown} of {of})', { shown, of: all }));
  return sign(label, '', 'chevron-down', [], { command: commands.loadMore, title: label }, words);
}

/** People of half the rows are people of no session: the row that reads the others, or tells that it does. */
function readOnLook(node: SignNode, reads: Reads, words: Words): Look {
  if (node.list.what !== 'people') return moreLook(node, reads, words);
  const { session } = node.list;
  const rows = reads.rowsHeld(session);
  const { wait } = reads.reading(node.list);
  const facts = { read: words.number(rows?.table.length ?? 0), of: words.number(rows?.totalSessions ?? 0) };
  const label =
    rows?.totalSessions === undefined
      ? words.say(text('Read the other rows ({read} read)', facts))
      : words.say(text('Read the other rows ({read} of {of} read)', facts));
  if (wait !== undefined) {
    const waits = words.say(waitText(wait, words.localNow()));
    return sign(label, waits, 'watch', ['loading', 'waiting'], undefined, words);
  }
  if (reads.whole.isRunning(session))
    return sign(label, words.say(text('loading…')), 'spinner', ['loading'], undefined, words);
  const why = reads.whole.asks(session) ? words.say(text('many requests to a production app')) : '';
  return sign(label, why, 'chevron-down', [], { command: commands.loadMore, title: label }, words);
}

function moreLabel(node: SignNode, reads: Reads, words: Words): string {
  switch (node.list.what) {
    case 'calls':
      return words.say(text('Load more calls…'));
    case 'recent':
    case 'sessions':
      return words.say(text('Load more sessions…'));
    case 'people':
    case 'held':
    case 'rows': {
      const rows = reads.rowsHeld(node.list.session);
      const read = words.number(rows === undefined ? 0 : reads.inSight.count(keyOf(node.list), rows));
      const of = rows?.totalSessions ?? (rows?.hasMore === false ? rows.table.length : undefined);
      if (of === undefined) return words.say(text('Load more ({read} read)', { read }));
      // The total of a live session grows while one looks.
      return words.say(
        reads.book.state(node.list.session).kind === 'live'
          ? text('Load more ({read} of about {of})', { read, of: words.number(of) })
          : text('Load more ({read} of {of})', { read, of: words.number(of) }),
      );
    }
  }
}

function readingLook(node: SignNode, reads: Reads, words: Words): Look {
  const { wait } = reads.reading(node.list);
  return wait === undefined
    ? sign(readingLabel(node, reads, words), '', 'spinner', ['loading'], undefined, words)
    : sign(
        words.say(waitText(wait, words.localNow())),
        '',
        'watch',
        ['loading', 'waiting'],
        undefined,
        words,
      );
}

/** Reading all rows is told by how many there are; once they are there, they are being measured. */
function readingLabel({ list }: SignNode, reads: Reads, words: Words): string {
  const rows = list.what === 'people' ? reads.rowsHeld(list.session) : undefined;
  if (list.what !== 'people' || rows?.loaded !== true) return words.say(text('Loading…'));
  if (!reads.whole.isRunning(list.session)) return words.say(text('Counting people…'));
  const read = words.number(rows.table.length);
  return words.say(
    rows.totalSessions === undefined
      ? text('Reading all rows ({read} read)', { read })
      : text('Reading all rows ({read} of {of})', { read, of: words.number(rows.totalSessions) }),
  );
}

function failureLook(failure: StreamFailure | undefined, words: Words): Look {
  if (failure === undefined)
    return sign(words.say(text('Reading failed')), '', 'error', ['retry'], undefined, words);
  const label = words.say(failure.text);
  switch (failure.kind) {
    case 'auth': {
      if (isKeyRefused(failure)) {
        const connect = words.say(text('Connect Stream App…'));
        return sign(
          label,
          connect,
          'key',
          ['retry'],
          { command: commands.connectApp, title: connect },
          words,
        );
      }
      const title = words.say(text('Update Secret…'));
      return sign(label, title, 'key', ['retry', 'auth'], { command: commands.updateSecret, title }, words);
    }
    case 'permission': {
      const title = words.say(text('Switch Stream App…'));
      return sign(label, title, 'lock', ['retry'], { command: commands.switchApp, title }, words);
    }
    case 'contract-drift': {
      const title = words.say(text('Check This App…'));
      return sign(label, title, 'error', ['retry', 'drift'], { command: commands.checkApp, title }, words);
    }
    case 'not-found': {
      const title = words.say(text('Open Session by ID…'));
      return sign(label, title, 'question', ['retry'], { command: commands.openSessionById, title }, words);
    }
    default: {
      const title = words.say(text('Try Again'));
      const icon = failure.kind === 'network' || failure.kind === 'timeout' ? 'debug-disconnect' : 'error';
      return sign(label, title, icon, ['retry'], { command: commands.retry, title }, words);
    }
  }
}

function sign(
  label: string,
  description: string,
  icon: string,
  tokens: readonly ContextToken[],
  act: Look['act'],
  words: Words,
): Look {
  return {
    label,
    description,
    icon: icon === 'spinner' ? 'spinner' : { name: icon },
    tokens,
    accessibility: words.spoken([label, description]),
    folding: 'none',
    act,
  };
}
