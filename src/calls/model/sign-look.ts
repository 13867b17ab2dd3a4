import { text } from '../../attendance/text';
import { isKeyRefused, type StreamFailure } from '../../stream/errors';
import { waitText } from '../../stream/wait-text';
import { commands } from '../../shell/commands';
import type { ContextToken } from './context-value';
import type { Look, SignNode, Tooltip } from './node';
import { keyOf, type Reads } from './reads';
import type { Words } from './words';

/** Rows about a list: *Load more*, being read or waiting, failed, stopped. */
export function signLook(node: SignNode, reads: Reads, words: Words): Look {
  switch (node.kind) {
    case 'more':
      return moreLook(node, reads, words);
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

function moreLabel(node: SignNode, reads: Reads, words: Words): string {
  switch (node.list.what) {
    case 'calls':
      return words.say(text('Load more calls…'));
    case 'recent':
    case 'sessions':
      return words.say(text('Load more sessions…'));
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
    ? sign(words.say(text('Loading…')), '', 'spinner', ['loading'], undefined, words)
    : sign(
        words.say(waitText(wait, words.localNow())),
        '',
        'watch',
        ['loading', 'waiting'],
        undefined,
        words,
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

/** What a failure tells whoever looks into it: status, code and request id for a support ticket. */
export function signTooltip(node: SignNode, reads: Reads, words: Words): Tooltip | undefined {
  const failure = node.kind === 'failure' ? reads.failure(node.list) : undefined;
  if (failure === undefined) return undefined;
  const { operation, status, code, requestId, field } = failure;
  return {
    title: words.say(failure.text),
    facts: [
      ...(operation === undefined ? [] : [words.say(text('Operation: {name}', { name: operation }))]),
      ...(status === undefined ? [] : [words.say(text('HTTP status: {status}', { status: String(status) }))]),
      ...(code === undefined ? [] : [words.say(text('Stream’s error code: {code}', { code: String(code) }))]),
      ...(field === undefined ? [] : [words.say(text('Field: {field}', { field }))]),
      ...(requestId === undefined ? [] : [words.say(text('Request id: {id}', { id: requestId }))]),
    ],
    notes: reads.reading(node.list).loaded ? [words.say(text('What was read before is still shown.'))] : [],
  };
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
