/** More requests than this on an app marked production are asked for first. */
export const requestsToAskFor = 50;

/** What a read that may become large has to know. */
export interface LargeReadParts {
  readonly pageSize: number;
  readonly production: boolean;
  /** Asked before a large read of a production app. False: do not read. */
  mayRead(requests: number): Promise<boolean>;
}

/** Whether this read may go on: large ones of a production app are asked for. */
export async function affordable(parts: LargeReadParts, rowsToRead: number): Promise<boolean> {
  const requests = Math.ceil(rowsToRead / parts.pageSize);
  return !parts.production || requests <= requestsToAskFor || (await parts.mayRead(requests));
}
