import { compareSessions } from './compare';
import { copyAsCode, copyAsMarkdown } from './copy-as';
import { exportRows } from './export-rows';

/** What the commands of this room do, in a bundle that is loaded at the first of them. */
export const exporting = { compareSessions, copyAsCode, copyAsMarkdown, exportRows };
