import type { Ms } from '../../attendance/instant';
import type { Translate } from '../../attendance/text';
import type { TimeShow } from '../../attendance/time-text';
import type { PersonFinding, PersonOptions, PersonQuestion } from '../../book/person/person-finding';
import type { StreamVideo } from '../../stream/stream-video';
import type { ToPage } from './protocol';

/** What finding a person needs of an open app. */
export interface PersonApp {
  readonly id: string;
  readonly name: string;
  readonly production: boolean;
  readonly book: {
    now(): Ms;
    findPerson(question: PersonQuestion, options?: PersonOptions): Promise<PersonFinding>;
    /** Tells whether Stream knows an id. */
    readonly stream?: Pick<StreamVideo, 'users'> | undefined;
    /** Names of users, asked for a few at once. */
    readonly names?: PersonNames | undefined;
  };
}

export interface PersonNames {
  of(id: string): string | undefined;
  /** Asks for what is not known yet. */
  want(ids: readonly string[]): void;
  onDidChange(listener: () => void): () => void;
}

/** Surroundings of the model; tests play them. */
export interface PersonModelParts {
  readonly say: Translate;
  readonly locale: string;
  /** IANA name of the user's zone. */
  readonly zone: string;
  readonly display: () => TimeShow['display'];
  /** The setting `rollcall.names`. */
  readonly names: () => boolean;
  /** Roles whose rows count as anonymous. */
  readonly anonymousRoles: () => ReadonlySet<string>;
  readonly localNow: () => Ms;
  /** Runs once after a while; answers how to call it off. */
  readonly after: (ms: number, run: () => void) => () => void;
  /** The page's own words, translated. */
  readonly messages: Readonly<Record<string, string>>;
  readonly post: (message: ToPage) => void;
  /** Asked before many requests of an app that is marked production. */
  readonly mayRead: (app: PersonApp, requests: number) => Promise<boolean>;
}
