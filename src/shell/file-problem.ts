import { shownText } from '../attendance/shown-text';
import { text, type Text } from '../attendance/text';
import { Problem } from './problem';

/**
 * What a file system said, in words that name the file by its last part alone. Undefined: it is no such failure.
 * @param name the file's name, without its folder
 */
export function fileProblem(error: unknown, name: string): Problem | undefined {
  const code = codeOf(error);
  const words = wordsOf(code, shownText(name));
  // The system's own words name the whole path, which may hold ids: the log gets the code.
  return words && new Problem(words, { cause: new Error(code) });
}

/** Node's codes, and those of VS Code's file systems. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

function wordsOf(code: string | undefined, file: string): Text | undefined {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return text('{file} was not written: the disk is full. Make room, or choose another place.', { file });
    case 'EACCES':
    case 'EPERM':
    case 'NoPermissions':
      return text('{file} was not written: you may not write there. Choose another place.', { file });
    case 'EROFS':
      return text('{file} was not written: that place can only be read. Choose another place.', { file });
    case 'EBUSY':
    case 'ETXTBSY':
      return text('{file} was not written: another program uses the file. Close it there and try again.', {
        file,
      });
    case 'ENOENT':
    case 'ENOTDIR':
    case 'FileNotFound':
    case 'FileNotADirectory':
      return text('{file} was not written: its folder does not exist. Choose another place.', { file });
    case 'EISDIR':
    case 'FileIsADirectory':
      return text('{file} was not written: a folder has that name. Choose another name.', { file });
    case 'ENAMETOOLONG':
      return text('{file} was not written: the name is too long there. Choose a shorter one.', { file });
    case 'EMFILE':
    case 'ENFILE':
      return text('{file} was not written: too many files are open. Close some programs and try again.', {
        file,
      });
    case 'EIO':
    case 'Unavailable':
      return text('{file} was not written: the place does not answer as it should. Try again.', { file });
    default:
      return undefined;
  }
}
