import * as vscode from 'vscode';
import type { Telling } from '../attendance/figures/figure-words';
import type { Ms } from '../attendance/instant';
import type { Shell } from './shell';

/** The user's language, zone and way of showing times. @param since the session's start, for times since it */
export function tellingOf({ say, settings }: Shell, since: Ms | undefined): Telling {
  const locale = vscode.env.language;
  const { timeZone: zone } = Intl.DateTimeFormat().resolvedOptions();
  return { say, locale, show: { display: settings.time, locale, zone, since } };
}
