import { text } from '../attendance/text';
import { StreamFailure } from './errors';
import type { OperationName } from './transport';

/** The longest ids that Stream takes, in characters. */
export const idLimits = {
  type: 64,
  id: 64,
  session: 256,
  user: 256,
  userSession: 256,
  onTimeline: 128,
} as const;

/**
 * Checks an id before it goes anywhere: the SDK would put it into the URL as it is, where `..` names another route.
 * The transport encodes everything else, so any other text is fine, whatever characters it holds.
 * @param field Stream's own name of the field, for the message.
 * @throws StreamFailure `bad-input` with `field`.
 */
export function checkId(operation: OperationName, field: string, id: string, longest: number): string {
  const refuse = (words: ReturnType<typeof text>) =>
    new StreamFailure('bad-input', words, { operation, field });
  if (id === '') {
    throw refuse(text('The id “{field}” is empty. Give it as it stands in Stream.', { field }));
  }
  if (id === '.' || id === '..') {
    throw refuse(text('The id “{field}” cannot be “.” or “..”: no call can be asked for by it.', { field }));
  }
  if (!id.isWellFormed()) {
    throw refuse(text('The id “{field}” holds half a character. Copy it again from its source.', { field }));
  }
  const length = Array.from(id).length;
  if (length > longest) {
    throw refuse(
      text(
        'The id “{field}” has {length} characters; Stream takes at most {longest}. Check what was pasted.',
        {
          field,
          length,
          longest,
        },
      ),
    );
  }
  return id;
}

/** Whether a text can be sent as a user id. */
export function isUserId(id: string): boolean {
  return (
    id !== '' && id !== '.' && id !== '..' && id.isWellFormed() && Array.from(id).length <= idLimits.user
  );
}

/** The path of a call, checked. */
export function callPath(
  operation: OperationName,
  call: { readonly callType: string; readonly callId: string },
) {
  return {
    type: checkId(operation, 'call_type', call.callType, idLimits.type),
    id: checkId(operation, 'call_id', call.callId, idLimits.id),
  };
}

/** The path of a session, checked. */
export function sessionPath(
  operation: OperationName,
  session: { readonly callType: string; readonly callId: string; readonly sessionId: string },
) {
  return {
    ...callPath(operation, session),
    session: checkId(operation, 'call_session_id', session.sessionId, idLimits.session),
  };
}
