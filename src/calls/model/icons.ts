import type { DataState } from '../../attendance/data-state';

/** A codicon, and a theme colour where the state has one. Colour never stands alone: the text says the same. */
export interface Icon {
  readonly name: string;
  readonly color?: 'charts.green' | 'charts.yellow' | 'charts.red' | 'disabledForeground' | undefined;
}

/** By call type, green while it is live. Types are an open set: apps define their own. */
export function callIcon(callType: string, live: boolean): Icon {
  return live ? { name: callTypeIcon(callType), color: 'charts.green' } : { name: callTypeIcon(callType) };
}

function callTypeIcon(callType: string): string {
  switch (callType) {
    case 'default':
      return 'device-camera-video';
    case 'livestream':
      return 'broadcast';
    case 'audio_room':
      return 'unmute';
    case 'development':
      return 'beaker';
    default:
      return 'comment-discussion';
  }
}

/** By how far the session's data can be trusted. */
export function sessionIcon(kind: DataState['kind']): Icon {
  switch (kind) {
    case 'live':
      return { name: 'circle-large-filled', color: 'charts.green' };
    case 'final':
    case 'settled':
      return { name: 'pass' };
    case 'ended':
    case 'stats-pending':
      return { name: 'history' };
    case 'final-incomplete':
      return { name: 'warning', color: 'charts.yellow' };
    case 'rows-expired':
    case 'archived':
      return { name: 'archive' };
    case 'unknown':
      return { name: 'question' };
  }
}

/** By how the row came into the call, green while it is open. */
export function rowIcon(publisherType: string, open: boolean): Icon {
  const name = rowIconName(publisherType);
  return open ? { name, color: 'charts.green' } : { name };
}

function rowIconName(publisherType: string): string {
  switch (publisherType) {
    case 'rtmp':
    case 'srt':
    case 'whip':
    case 'rtsp':
      return 'radio-tower';
    case 'sip':
      return 'device-mobile';
    default:
      return 'person';
  }
}
