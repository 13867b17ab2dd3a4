import { shownText } from '../../attendance/shown-text';

/** The name of a user, where it is known and wished for; asks for one that is not known yet. */
export type NameOf = (userId: string) => string | undefined;

export const nobodyNamed: NameOf = () => undefined;

/** An id as it is shown, with the name beside it: the id stays, and comes first. */
export function withName(shownId: string, name: string | undefined): string {
  return name === undefined ? shownId : `${shownId} · ${shownText(name)}`;
}
