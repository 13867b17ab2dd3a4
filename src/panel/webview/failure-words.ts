import { text } from '../../attendance/text';
import type { PanelRequest } from '../protocol/requests';
import { HostFailure } from './host-client';
import { say } from '../../shell/webview/page-words';

/**
 * Why the host did not do what somebody asked it for. Where its figures are others now nothing was handed over, and the
 * clipboard still holds something older: that must be known. Empty: it was cancelled, and who did so knows.
 */
export function failureWords(error: unknown, request: PanelRequest): string {
  if (!(error instanceof HostFailure)) return String(error);
  if (error.kind === 'cancelled') return '';
  return error.kind === 'stale' && 'answer' in request
    ? say(text('The figures were computed anew meanwhile. Press again.'))
    : error.message;
}
