/** What engines say when something is wrong, in our sentences: theirs may hold values, and addresses with passwords. */
import { type Failure, failure } from '../diagnostics/failure.ts';

export const unreachable = (place: string): Failure =>
  failure(3, 'engine-unreachable', `there is no answer from ${place}`, [
    'is it running, and is `url` of `engine` right?',
  ]);

const FROM_URL = 'they come from `url` of `engine`, with `${NAME}` from the environment';

export const refusedUser = (place: string, help = FROM_URL): Failure =>
  failure(3, 'engine-login', `${place} refuses the user or the password`, [help]);

export const forbidden = (place: string, what = 'read a table of the project'): Failure =>
  failure(3, 'engine-permission', `${place} does not let this user ${what}`);

export const lostConnection = (place: string): Failure =>
  failure(3, 'engine-lost', `the connection to ${place} ended before the answer did`, [
    'nothing was written',
  ]);

const STOPPED = 'interrupted';

export const stoppedQuery = (): Failure => failure(3, STOPPED, 'interrupted');

export const isStopped = ({ diagnostics }: Failure): boolean => diagnostics[0]?.code === STOPPED;

/** By whoever rules there, or by a limit of time that it has. */
export const endedThere = (place: string): Failure =>
  stopped(place, 'the query was ended there, by somebody or by a limit of its time');

export const unworkable = (place: string): Failure =>
  failure(3, 'value-error', `${place} cannot work the SQL of a definition out for every value`);

export const stopped = (place: string, why: string): Failure =>
  failure(3, 'engine-error', `${place} stopped: ${why}`);

interface EngineError {
  readonly code: string;
  readonly message: string;
  /** Whether the engine's sentences of this code hold names alone, and never what a row holds. */
  readonly isOfNames: boolean;
}

/** By the engine's own sentence, or by its code. */
export const stoppedBy = (place: string, { code, message, isOfNames }: EngineError): Failure =>
  stopped(place, isOfNames ? message.split('\n', 1)[0]! : `its error is ${code || 'without a code'}`);

const unreachableCodes = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ETIMEDOUT',
  'ENOENT',
  'EAI_AGAIN',
  'ECONNRESET',
];

/** The code of an error, or of the first of several. */
export function codeOf(error: unknown): string {
  const { code, errors } = error as { readonly code?: unknown; readonly errors?: readonly unknown[] };
  return code === undefined && errors?.[0] ? codeOf(errors[0]) : String(code ?? '');
}

export const isUnreachable = (error: unknown): boolean => unreachableCodes.includes(codeOf(error));
