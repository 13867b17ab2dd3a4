import type { APIError } from '@stream-io/node-sdk';
import type { Wire } from './wire';

/** Stream's error body. On the wire the status has a capital S. */
export type ErrorBody = Omit<Wire<APIError>, 'status_code'> & { readonly StatusCode: number };

/** An answer with an error status. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** 400 code 4. */
export function badInput(message: string): Refusal {
  return new Refusal(400, 4, message);
}

/** 404 code 16. */
export function notFound(message: string): Refusal {
  return new Refusal(404, 16, message);
}

export function errorBody(operation: string, refusal: Refusal): ErrorBody {
  return {
    code: refusal.code,
    message: `${operation} failed with error: "${refusal.message}"`,
    StatusCode: refusal.status,
    duration: '0.00ms',
    more_info: 'https://getstream.io/chat/docs/api_errors_response',
    details: [],
  };
}
