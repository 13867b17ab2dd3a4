import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { sharedFile } from '../../../../src/queries/kept/shared-file';
import { withEntry } from '../../../../src/queries/kept/workspace-edits';

/** A window of its own: saves queries of one name and many numbers. Arguments: the file, the name, how many. */
async function main(): Promise<void> {
  const [file = '', name = '', count = '0'] = process.argv.slice(2);
  const shared = sharedFile(file, {
    now: () => performance.now(),
    pause: async (ms) => {
      await pause(ms);
    },
    random: Math.random,
    unique: randomUUID,
  });
  for (let at = 0; at < Number(count); at++) {
    const entry = { name: `${name} ${at}`, app: undefined, question: { call: `default:${name}` } };
    await shared.change((source) => withEntry(source, entry));
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
