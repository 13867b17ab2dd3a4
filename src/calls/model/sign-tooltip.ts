import { text } from '../../attendance/text';
import type { SignNode, Tooltip } from './node';
import type { Reads } from './reads';
import type { Words } from './words';

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
