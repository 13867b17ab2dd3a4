import { problemAt, type FilterProblem } from '../../attendance/filter/problem';
import { text } from '../../attendance/text';
import type { Question } from '../../formats/question';
import { failureLine } from '../../shell/failure-message';
import { Problem } from '../../shell/problem';
import type { Log } from '../../shell/shell';
import { sampleAppId } from '../../stream-apps/profile';
import type { AppRef, KeptRecord } from './kept-record';
import type { KeptQueries, KeptQuery } from './kept-query';
import { questionKey, type RecentQuestions } from './recent-questions';
import type { SharedFile } from './shared-file';
import type { UserRecords } from './user-records';
import { renamedEntry, sameEntry, withEntry, withoutEntry } from './workspace-edits';
import { readWorkspaceText, type WorkspaceEntry } from './workspace-text';

/** A folder of the workspace with its file of queries. */
export interface QueryFolder {
  /** Its URI. */
  readonly id: string;
  readonly name: string;
  readonly file: SharedFile;
}

export interface KeptStoreParts {
  readonly records: UserRecords;
  readonly recents: RecentQuestions;
  /** As they are now. */
  folders(): readonly QueryFolder[];
  /** A connected app by its id. */
  app(id: string): Promise<AppRef | undefined>;
  /** The one connected app of exactly this name: a name is all that a workspace's file may say. */
  appNamed(name: string): Promise<AppRef | undefined>;
  readonly log: Log;
  newId(): string;
}

/** Where a query is to be kept: for the user, or in a folder of the workspace. */
export type Place = { readonly kind: 'user' } | { readonly kind: 'workspace'; readonly folder: string };

/** A file of queries with something wrong in it. */
export interface FileProblems {
  readonly folder: string;
  readonly folderName: string;
  readonly problems: readonly FilterProblem[];
  /** None of its queries could be read. */
  readonly broken: boolean;
}

export interface AllKept {
  /** In the order of {@link KeptQueries.of}, of all apps; recent ones of the app given. */
  readonly queries: readonly KeptQuery[];
  readonly files: readonly FileProblems[];
}

/** {@link KeptQueries} with all that the view and its commands do to them. */
export interface KeptStore extends KeptQueries {
  all(recentOf: string | undefined): Promise<AllKept>;
  /**
   * @param app the app that it is of; undefined: of whichever is open
   * @throws Problem where a query of this name is kept there already, or the file cannot be read
   */
  save(name: string, app: AppRef | undefined, question: Question, place: Place): Promise<void>;
  rename(query: KeptQuery, name: string): Promise<void>;
  /** @returns what brings it back */
  remove(query: KeptQuery): Promise<() => Promise<void>>;
  pin(query: KeptQuery): Promise<void>;
  unpin(query: KeptQuery): Promise<void>;
  /** Somebody else may have changed what is kept. */
  changed(): void;
}

/** What is kept in the workspace's files, the user's files and VS Code's memory, as one list. Nothing is held between two questions. */
export function createKeptStore(parts: KeptStoreParts): KeptStore {
  const { records, recents } = parts;
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const fileOf = (folder: string | undefined): SharedFile => {
    const found = parts.folders().find((each) => each.id === folder);
    if (found === undefined) throw new Problem(text('This folder is no longer part of the workspace.'));
    return found.file;
  };

  async function ofFolder(
    folder: QueryFolder,
    pins: ReadonlySet<string>,
  ): Promise<readonly [readonly KeptQuery[], FileProblems]> {
    const told = { folder: folder.id, folderName: folder.name };
    let source: string | undefined;
    try {
      source = await folder.file.read();
    } catch (error) {
      parts.log.warn(`a file of queries cannot be read: ${failureLine(error)}`);
      const problem = problemAt('', { offset: 0, length: 0 }, text('There is no file that can be read.'));
      return [[], { ...told, problems: [problem], broken: true }];
    }
    if (source === undefined) return [[], { ...told, problems: [], broken: false }];
    const { entries, problems, broken } = readWorkspaceText(source);
    const seen = new Map<string, number>();
    const queries = await Promise.all(
      entries.map(async (entry): Promise<KeptQuery> => {
        const nth = seen.get(entry.name) ?? 0;
        seen.set(entry.name, nth + 1);
        const id = workspaceId(folder.id, entry.name, nth);
        const app = entry.app === undefined ? undefined : await parts.appNamed(entry.app);
        return {
          id,
          name: entry.name,
          where: 'workspace',
          appId: app?.id,
          appName: app?.name ?? entry.app,
          folder: folder.id,
          pinned: pins.has(id),
          question: entry.question,
        };
      }),
    );
    return [queries, { ...told, problems, broken }];
  }

  async function all(recentOf: string | undefined): Promise<AllKept> {
    const kept = await records.list();
    const pins = new Set(kept.flatMap((record) => (record.kind === 'pin' ? [record.of] : [])));
    const folders = await Promise.all(parts.folders().map((folder) => ofFolder(folder, pins)));
    const own = kept.flatMap((record) => (record.kind === 'query' ? [ofRecord(record)] : []));
    const saved = [...folders.flatMap(([queries]) => queries), ...own].sort(byName);
    const known = new Set(saved.map((query) => questionKey(query.appId, query.question)));
    const asked = (recentOf === undefined ? [] : recents.of(recentOf))
      .filter((recent) => !known.has(questionKey(recent.appId, recent.question)))
      .map((recent): KeptQuery => ({ ...recent, name: '', where: 'recent', pinned: false }));
    return {
      queries: [...saved.filter((each) => each.pinned), ...saved.filter((each) => !each.pinned), ...asked],
      files: folders.map(([, problems]) => problems).filter(({ problems }) => problems.length > 0),
    };
  }

  /** The app of a workspace's entry goes by its name, which is what others have in common with us. */
  async function entryOf(query: KeptQuery): Promise<WorkspaceEntry> {
    const source = (await fileOf(query.folder).read()) ?? '';
    const seen = new Map<string, number>();
    for (const entry of readWorkspaceText(source).entries) {
      const nth = seen.get(entry.name) ?? 0;
      seen.set(entry.name, nth + 1);
      const same = questionKey('', entry.question) === questionKey('', query.question);
      if (same && workspaceId(query.folder ?? '', entry.name, nth) === query.id) return entry;
    }
    throw new Problem(
      text('This query was changed or removed in the meantime. Refresh the queries and try again.'),
    );
  }

  async function record(query: KeptQuery): Promise<Extract<KeptRecord, { kind: 'query' }>> {
    for (const each of await records.list()) if (each.kind === 'query' && each.id === query.id) return each;
    throw new Problem(
      text('This query was changed or removed in the meantime. Refresh the queries and try again.'),
    );
  }

  async function pinsOf(id: string): Promise<readonly KeptRecord[]> {
    return (await records.list()).filter((each) => each.kind === 'pin' && each.of === id);
  }

  async function refuseTaken(name: string, place: Place): Promise<void> {
    const { queries } = await all(undefined);
    const taken = queries.some(
      (each) =>
        each.name === name &&
        each.where === place.kind &&
        (place.kind === 'user' || each.folder === place.folder),
    );
    if (taken) throw nameTaken(name);
  }

  return {
    all,
    async of(appId) {
      const { queries } = await all(appId);
      return queries.filter(
        (each) => (each.appId ?? (each.appName === undefined ? appId : undefined)) === appId,
      );
    },
    noteRecent(appId, question) {
      recents.note(appId, question).then(changed, (error: unknown) => {
        parts.log.warn(`a question could not be remembered: ${failureLine(error)}`);
      });
    },
    async save(name, app, question, place) {
      await refuseTaken(name, place);
      if (place.kind === 'user') {
        await records.save({ kind: 'query', id: parts.newId(), name, app, pinned: false, question });
      } else {
        const entry = { name, app: app?.id === sampleAppId ? sampleAppId : app?.name, question };
        await fileOf(place.folder).change((source) => {
          refuseNamed(source, name);
          return withEntry(source, entry);
        });
      }
      changed();
    },
    async rename(query, name) {
      if (name === query.name) return;
      if (query.where === 'workspace') {
        await refuseTaken(name, { kind: 'workspace', folder: query.folder ?? '' });
        const entry = await entryOf(query);
        await fileOf(query.folder).change((source) => {
          refuseNamed(source, name);
          return renamedEntry(source, entry, name);
        });
        const id = workspaceId(query.folder ?? '', name, 0);
        for (const pin of await pinsOf(query.id)) await records.save({ kind: 'pin', id: pin.id, of: id });
      } else {
        await refuseTaken(name, { kind: 'user' });
        await records.save({ ...(await record(query)), name });
      }
      changed();
    },
    async remove(query) {
      const undo = await removed(query);
      changed();
      return async () => {
        await undo();
        changed();
      };
    },
    async pin(query) {
      if (query.where === 'workspace') {
        if ((await pinsOf(query.id)).length === 0)
          await records.save({ kind: 'pin', id: parts.newId(), of: query.id });
      } else if (query.where === 'user') {
        await records.save({ ...(await record(query)), pinned: true });
      } else {
        const app = query.appId === undefined ? undefined : await parts.app(query.appId);
        const { question } = query;
        await records.save({ kind: 'query', id: parts.newId(), name: '', app, pinned: true, question });
      }
      changed();
    },
    async unpin(query) {
      if (query.where === 'workspace') {
        for (const pin of await pinsOf(query.id)) await records.remove(pin.id);
      } else if (query.name === '') {
        await records.remove(query.id);
        if (query.appId !== undefined) await recents.note(query.appId, query.question);
      } else {
        await records.save({ ...(await record(query)), pinned: false });
      }
      changed();
    },
    onDidChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    changed,
  };

  async function removed(query: KeptQuery): Promise<() => Promise<void>> {
    if (query.where === 'recent') {
      const { appId, question } = query;
      if (appId === undefined) return () => Promise.resolve();
      await recents.forget(appId, query.id);
      return () => recents.note(appId, question);
    }
    if (query.where === 'user') {
      const before = await record(query);
      await records.remove(query.id);
      return () => records.save(before);
    }
    const entry = await entryOf(query);
    const pins = await pinsOf(query.id);
    const file = fileOf(query.folder);
    let before: string | undefined;
    const after = await file.change((source) => {
      before = source;
      return withoutEntry(source, entry);
    });
    for (const pin of pins) await records.remove(pin.id);
    return async () => {
      await file.change((source) => {
        if (source === after && before !== undefined) return before;
        const there =
          source !== undefined && readWorkspaceText(source).entries.some((each) => sameEntry(each, entry));
        return there ? source : withEntry(source, entry);
      });
      for (const pin of pins) await records.save(pin);
    };
  }
}

/** Another window may have taken the name since it was looked at: asked again where nobody else can write. */
function refuseNamed(source: string | undefined, name: string): void {
  if (source !== undefined && readWorkspaceText(source).entries.some((each) => each.name === name))
    throw nameTaken(name);
}

function ofRecord(record: Extract<KeptRecord, { kind: 'query' }>): KeptQuery {
  const { id, name, app, pinned, question } = record;
  return { id, name, where: 'user', appId: app?.id, appName: app?.name, pinned, question };
}

/** Of two with one name in a file, the second has another id. */
function workspaceId(folder: string, name: string, nth: number): string {
  return `workspace/${JSON.stringify([folder, name, nth])}`;
}

function nameTaken(name: string): Problem {
  return new Problem(text('A query named “{name}” is kept there already. Choose another name.', { name }));
}

function byName(one: KeptQuery, other: KeptQuery): number {
  // Those without a name were pinned as they were asked: after the others.
  if ((one.name === '') !== (other.name === '')) return one.name === '' ? 1 : -1;
  return one.name.localeCompare(other.name) || (one.id < other.id ? -1 : 1);
}
