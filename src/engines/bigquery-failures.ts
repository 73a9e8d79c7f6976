/** What BigQuery says when something is wrong, in our sentences. */
import { Failure, failure } from '../diagnostics/failure.ts';
import {
  codeOf,
  forbidden,
  isUnreachable,
  lostConnection,
  refusedUser,
  stoppedBy,
  stoppedQuery,
  unreachable,
  unworkable,
} from './failures.ts';

const CREDENTIALS =
  '`GOOGLE_APPLICATION_CREDENTIALS` names a file of them; `gcloud auth application-default login` makes one';

interface ApiError {
  readonly message: string;
  readonly errors?: readonly { readonly reason?: string; readonly message?: string }[];
}

/** By the reason of the error: https://cloud.google.com/bigquery/docs/error-messages */
export function failureOf(error: unknown, place: string): Failure {
  if (error instanceof Failure) return error;
  const { message: whole, errors: [first = {}] = [] } = error as ApiError;
  const { reason = '', message = String(whole) } = first;
  const code = codeOf(error);
  if (/default credentials|Unable to detect a Project Id|credentials? file|^The file at /.test(message))
    return failure(3, 'engine-login', `there are no credentials, or no \`project\`, for ${place}`, [
      CREDENTIALS,
    ]);
  if (code === '401' || /invalid_(grant|client|token)/.test(`${code} ${message}`))
    return refusedUser(place, CREDENTIALS);
  if (reason === 'stopped') return stoppedQuery();
  if (reason === 'accessDenied' || code === '403') return forbidden(place);
  if (isUnreachable(error)) return unreachable(place);
  if (/aborted|socket hang up|Premature close|terminated/.test(message)) return lostConnection(place);
  // What is wrong with the text of a query has a place in it; what is wrong with a value has none, and may hold it.
  const isOfNames = reason === 'notFound' || / at \[\d+:\d+\]$/.test(message);
  if (reason === 'invalidQuery' && !isOfNames) return unworkable(place);
  return stoppedBy(place, { code: reason || code, message, isOfNames });
}
