/** The program that is shipped, run in this process in a world of its own: what people run, without the start. */
import { PassThrough, Readable, Writable } from 'node:stream';
import { loadProgram } from '../../bin/program.js';

export interface Answered {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Surroundings {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** ISO 8601 in UTC. */
  readonly now?: string;
  readonly stdin?: string;
  /** Both outputs are terminals of 200 columns. */
  readonly isTerminal?: boolean;
}

export type Program = Pick<ReturnType<typeof loadProgram>, 'run'>;

let program: Program | undefined;

/** Runs `segment` with the words to its end. */
export function runBundle(words: readonly string[], surroundings: Surroundings): Promise<Answered> {
  program ??= loadProgram();
  return runWith(program, words, surroundings);
}

export async function runWith(
  running: Program,
  words: readonly string[],
  surroundings: Surroundings,
): Promise<Answered> {
  const { isTerminal = false } = surroundings;
  const [out, err] = [collect(isTerminal), collect(isTerminal)];
  let code = 0;
  await running.run(words, {
    stdin: surroundings.stdin === undefined ? new PassThrough().end() : Readable.from([surroundings.stdin]),
    stdout: out.stream,
    stderr: err.stream,
    env: surroundings.env ?? {},
    platform: 'linux',
    cwd: surroundings.cwd,
    now: () => surroundings.now ?? '2026-07-01T12:00:00Z',
    timezone: () => 'UTC',
    elapsed: () => 0,
    setExitCode: (given) => {
      code = given;
    },
  });
  return { code, out: out.text(), err: err.text() };
}

function collect(isTTY: boolean): { readonly stream: Writable; readonly text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  if (isTTY) Object.assign(stream, { isTTY, columns: 200, rows: 100 });
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}
