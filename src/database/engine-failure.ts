import { type Failure, failure } from '../diagnostics/failure.ts';
import { isInPrivateFolder } from './private-folder.ts';

/** The code of the failure, and all the engine says, where `source_key` met a value that has to be cleaned. */
export const UNCLEAN_KEY = 'unclean-key';

/** All the engine says where rows are asked for that another engine has. */
export const ROWS_ELSEWHERE = 'rows-elsewhere';

/** What the engine says about an error, with `errors_as_json`. */
export interface EngineError {
  readonly kind: string;
  readonly message: string;
  readonly errno: number | undefined;
}

/** Reads the engine's own description of an error; one it did not describe has the kind `Unknown`. */
export function readEngineError(error: unknown): EngineError {
  const text = error instanceof Error ? error.message : String(error);
  const [said, kind = 'Unknown'] = /^([A-Z][A-Za-z ]*?) Error: /.exec(text) ?? [''];
  const message = text.slice(said.length);
  const described = descriptionOf(message);
  return {
    kind: String(described['exception_type'] ?? kind),
    message: String(described['exception_message'] ?? message),
    errno: described['errno'] === undefined ? undefined : Number(described['errno']),
  };
}

function descriptionOf(message: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(message) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** The engine's error as a failure with exit code 3, in a sentence, and never with a row of the data. */
export function engineFailure(error: unknown): Failure {
  return failureOf(readEngineError(error));
}

/** As `engineFailure`, of an error that `attempt` gave back. */
export function failureOf(engine: EngineError): Failure {
  switch (engine.kind) {
    case 'Out of Memory':
      return outOfMemory(engine);
    case 'Interrupt':
    case 'INTERRUPT':
      return failure(3, 'interrupted', 'interrupted');
    case 'Invalid Input':
      if (firstLine(engine.message) === UNCLEAN_KEY)
        return failure(3, UNCLEAN_KEY, 'a key has to be cleaned');
      if (firstLine(engine.message) === ROWS_ELSEWHERE) return notHere();
      return valueError();
    case 'Out of Range':
      return overflow();
    case 'Conversion':
      return /out of range/i.test(engine.message) ? overflow() : valueError();
    case 'IO':
    case 'Permission':
      return inputOutput(engine);
    case 'TransactionContext':
    case 'FATAL':
      return isFull(engine) ? diskFull(engine) : stopped(engine);
    default:
      return stopped(engine);
  }
}

function notHere(): Failure {
  return failure(
    2,
    'not-on-engine',
    'this reads rows of tables, which stay in the engine that `engine` names',
    [
      '`run`, `count`, `explain`, `rfm`, `cohorts`, `kpis`, `predict`, `overlap`, `diff`, `history`, `sources`, `sql`, `list` and `check` work there',
    ],
  );
}

/** Errors of these kinds are about the statement; the words of all others may hold values. */
const aboutStatements = new Set([
  'Binder',
  'Catalog',
  'Parser',
  'Syntax',
  'Not implemented',
  'Internal',
  'Unknown',
]);

function stopped({ kind, message }: EngineError): Failure {
  const words = aboutStatements.has(kind) ? firstLine(message) : `${kind.toLowerCase()} error`;
  return failure(3, 'engine-error', `the engine stopped: ${words}`);
}

/** The engine's own words hold the values. */
function valueError(): Failure {
  return failure(3, 'value-error', 'the SQL of a definition cannot be worked out for every value');
}

/** The engine's own words hold the values. */
function overflow(): Failure {
  return failure(3, 'overflow', 'a number grows beyond what can be counted exactly');
}

function outOfMemory(engine: EngineError): Failure {
  if (/max_temp_directory_size|disk/i.test(engine.message)) return diskFull(engine);
  return failure(3, 'out-of-memory', 'the engine ran out of memory', [
    'give it more with `--memory-limit 4GB`, or fewer threads with `--threads 1`',
  ]);
}

function inputOutput(engine: EngineError): Failure {
  if (isFull(engine)) return diskFull(engine);
  if (engine.errno === 13 || /permission denied/i.test(engine.message)) {
    return failure(3, 'no-permission', `no permission: ${firstLine(engine.message)}`);
  }
  if (/^Corrupt database file/.test(engine.message)) {
    return failure(3, 'damaged-file', 'a file that was kept between runs is damaged on the disk', [
      '`segment cache clean` removes what is kept of the data, which is then read again',
    ]);
  }
  return failure(3, 'input-output', firstLine(engine.message));
}

/** A disk, a quota, or the most that a process may write to one file. */
function isFull({ errno, message }: EngineError): boolean {
  return errno === 28 || /no space left|disk quota exceeded|file too large/i.test(message);
}

/** Of files that are not the engine's own for the time of the run, it says which could not be written. */
function diskFull({ message }: EngineError): Failure {
  const file = /file "([^"]+)"/.exec(message)?.[1];
  if (file === undefined || isInPrivateFolder(file))
    return failure(3, 'disk-full', 'the disk is full', [
      'free some space, or point `TMPDIR` at a disk that has some',
    ]);
  return failure(3, 'disk-full', `the disk is full: \`${file}\` cannot be written`, [
    'free some space there',
  ]);
}

/** The CSV reader's later lines quote the data. */
function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? '';
}
