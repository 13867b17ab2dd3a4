import * as vscode from 'vscode';
import type { Ms } from '../attendance/instant';
import type { Settings } from './settings';

/** A time as lists to choose from show it, with its zone: "Nov 22, 2026, 9:00:12 AM GMT+1". */
export function listTime(at: Ms, settings: Settings): string {
  const zone = settings.time === 'utc' ? { timeZone: 'UTC' } : {};
  return new Intl.DateTimeFormat(vscode.env.language, {
    dateStyle: 'medium',
    timeStyle: 'long',
    ...zone,
  }).format(at);
}
