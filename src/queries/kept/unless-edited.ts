import { text } from '../../attendance/text';
import { Problem } from '../../shell/problem';
import type { SharedFile } from './shared-file';

/**
 * The file, but not changed while an editor of this window holds changes of it that are not saved: one of both would be
 * overwritten by the other.
 * @param name of the file, for people
 * @param isEdited looked at before the file is changed, and each time that the change is made
 */
export function unlessEdited(file: SharedFile, name: string, isEdited: () => boolean): SharedFile {
  const refuse = (): void => {
    if (!isEdited()) return;
    throw new Problem(
      text(
        '{file} is open in an editor with changes that are not saved, so nothing was written to it. Save the file there, or revert it, and try again.',
        { file: name },
      ),
      { acts: [{ kind: 'again', title: text('Try Again') }] },
    );
  };
  return {
    read: () => file.read(),
    async change(change) {
      refuse();
      return await file.change((source) => {
        refuse();
        return change(source);
      });
    },
  };
}
