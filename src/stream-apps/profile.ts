/** A Stream app that the user connected. The secret is not here: it is in SecretStorage under the profile's id. */
export interface Profile {
  /** Random, made when the profile is; the name of its file and of its secret. */
  readonly id: string;
  readonly name: string;
  readonly key: string;
  /** Undefined: Stream's own hosts. */
  readonly baseUrl: string | undefined;
  /** The user's mark: budgets are gentler and large reads ask first. */
  readonly production: boolean;
}

/** The sample app: always there, never stored. */
export const sampleAppId = 'sample';
