import * as vscode from 'vscode';
import type { Ms } from '../attendance/instant';
import type { Settings } from './settings';

/** A time as lists to choose from show it, with its zone: "Nov 22, 2026, 09:00:12 GMT+1". */
export function listTime(at: Ms, settings: Settings): string {
  const zone = settings.time === 'utc' ? { timeZone: 'UTC' } : {};
  return new Intl.DateTimeFormat(vscode.env.language, {
    dateStyle: 'medium',
    timeStyle: 'long',
    // As everywhere else.
    hourCycle: 'h23',
    ...zone,
  }).format(at);
}
