import type { Question } from '../../formats/question';

/** A question that can be asked again. */
export interface KeptQuery {
  /** Among all that are kept; stable while it is. */
  readonly id: string;
  /** The user's name of it; empty for one that was only asked. */
  readonly name: string;
  /** The workspace's file, the user's own store, or what was asked of late. */
  readonly where: 'workspace' | 'user' | 'recent';
  /** Of which Stream app; undefined: of whichever is open, or of one that is not connected ({@link appName} says which). */
  readonly appId: string | undefined;
  /** What its app is called where it is kept; undefined: it is of whichever is open. */
  readonly appName?: string | undefined;
  /** The workspace folder that it is kept in, as a URI. */
  readonly folder?: string | undefined;
  readonly pinned: boolean;
  readonly question: Question;
}

/** What was asked, saved and pinned. Files are read when needed, not held. */
export interface KeptQueries {
  /** Those that fit an app: pinned ones first, then saved by name, then recent ones, newest first. */
  of(appId: string): Promise<readonly KeptQuery[]>;
  /** Remembers what was asked; the same question moves to the top. Never fails. */
  noteRecent(appId: string, question: Question): void;
  onDidChange(listener: () => void): () => void;
}
