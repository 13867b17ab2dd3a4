import { text } from '../../attendance/text';
import { requestsToAskFor } from '../plan/affordable';

/** Why a session could not be asked, or its answer does not tell. */

export const stopped = text('Stopped before this session was asked.');
export const notWished = text('Asking takes over {n} requests and was not wished for.', {
  n: requestsToAskFor,
});
export const gone = text('Stream no longer answers for this session (404). Its call may have been deleted.');
export const notComputed = text(
  'Stream has not computed the statistics of this session yet (404). Ask again in a minute.',
);
export const expired = text(
  'The rows of this session have expired: Stream keeps them for 90 days after its end.',
);
export const expiring = text(
  'The rows of this session are about to expire, and some may be gone already: finding none says nothing.',
);
export const expiringRows = text(
  'The rows of this session are about to expire: some may be gone already, and the figures too low.',
);
export const changed = text(
  'Rows changed while they were read: some may be missing here, and the figures too low.',
);
export const noDataYet = text('Stream has no attendance data of this session yet.');
export const noData = text('Stream has no attendance data of this session.');
export const untested = text(
  'No row of this person came, but the search ended before Stream’s filter was seen to work.',
);
