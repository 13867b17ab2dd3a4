import type { FieldType, Operator } from '../../attendance/filter/fields';
import { isRowField, type RowFieldName } from '../../attendance/filter/row-fields';
import { text, type Text } from '../../attendance/text';
import type { FilterKind } from './document-kind';

/** What a field is about. Undefined: there is no such field. */
export function fieldText(kind: FilterKind, name: string): Text | undefined {
  if (name === '$and') return text('All of these conditions must hold.');
  if (name === '$or') return text('At least one of these conditions must hold.');
  if (kind === 'rows') return isRowField(name) ? rowFieldText(name) : undefined;
  return callFieldText(name);
}

function rowFieldText(name: RowFieldName): Text {
  switch (name) {
    case 'user_id':
      return text('The id of the user who was there.');
    case 'user_session_id':
      return text('The id of one connection of a user: another one after each rejoin.');
    case 'session_id':
      return text('Stream’s name for the user session id. It is not the id of the call session.');
    case 'publisher_type':
      return text('How the participant was connected: webrtc, sip, rtmp, srt, whip or rtsp.');
    case 'published_tracks':
      return text('What the participant published, as Stream says. It is not in the rows.');
    case 'is_live':
      return text('Whether the participant is live, as Stream says. It is not in the rows.');
    case 'is_tech_user':
      return text('Whether the user is a technical one, as Stream says. It is not in the rows.');
    case 'roles':
      return text('The roles of the user in the call.');
    case 'joined_at':
      return text('When the participant joined, as Stream reported it.');
    case 'left_at':
      return text('When the participant left, as Stream reported it. Who has not left has none.');
    case 'open':
      return text('Whether the row has no leave time.');
    case 'duration_in_seconds':
      return text(
        'The duration that Stream reported for this row, in seconds. A person may have several rows.',
      );
  }
}

function callFieldText(name: string): Text | undefined {
  switch (name) {
    case 'backstage':
      return text('Whether the call is in backstage.');
    case 'cid':
      return text('The call’s type and id, as in default:standup.');
    case 'created_at':
      return text('When the call was created: not when its sessions were.');
    case 'created_by_user_id':
      return text('The id of the user who created the call.');
    case 'ended_at':
      return text('When the call was ended for good.');
    case 'id':
      return text('The call’s id, without its type.');
    case 'members':
      return text('User ids of members of the call, as they are today.');
    case 'ongoing':
      return text('Whether a session of the call is running.');
    case 'parent_call_cid':
      return text('The cid of the call that this one was split from.');
    case 'starts_at':
      return text('When the call is scheduled to start.');
    case 'team':
      return text('The team of the call.');
    case 'type':
      return text('The call’s type, such as default or livestream.');
    case 'updated_at':
      return text('When the call was last changed.');
    default:
      return name.startsWith('custom.') ? text('Custom data of the call, by its path.') : undefined;
  }
}

/** Who evaluates a field, which decides what can be relied on. */
export function evaluatedText(kind: FilterKind, name: string): Text | undefined {
  if (name === '$and' || name === '$or') return undefined;
  if (kind === 'calls') return text('Stream evaluates this.');
  switch (name) {
    case 'user_id':
    case 'publisher_type':
      return text(
        'Rollcall evaluates this on the rows. Stream is asked to send only such rows where that saves requests.',
      );
    case 'published_tracks':
    case 'is_live':
    case 'is_tech_user':
      return text('Only Stream can evaluate this: it takes one more read of the session, filtered by it.');
    default:
      return text('Rollcall evaluates this on the rows. All rows of the session are read for it.');
  }
}

export function operatorText(operator: Operator, type: FieldType): Text {
  switch (operator) {
    case '$eq':
      return text('Is equal to this value. A plain value means the same.');
    case '$in':
      return text('Is one of the values of this list.');
    case '$exists':
      return text('true: there is a value. false: there is none.');
    case '$gt':
      return type === 'date' ? text('Is after this time.') : text('Is greater than this value.');
    case '$gte':
      return type === 'date' ? text('Is at this time or after it.') : text('Is this value or greater.');
    case '$lt':
      return type === 'date' ? text('Is before this time.') : text('Is less than this value.');
    case '$lte':
      return type === 'date' ? text('Is at this time or before it.') : text('Is this value or less.');
    case '$autocomplete':
      return type === 'any' ? text('Has a word that starts with this text.') : text('Starts with this text.');
    case '$contains':
      return text('Has this value among its values.');
    case '$q':
      return text('Matches these words, by Stream’s search.');
  }
}

/** A row without the value that a condition compares stays out, and the answer says how many there are. */
export function missingText(kind: FilterKind): Text | undefined {
  return kind === 'rows'
    ? text('A row without a value can be neither: it stays out, is counted, and the answer says so.')
    : undefined;
}
