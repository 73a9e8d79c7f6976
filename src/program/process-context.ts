/** The context of a command, made from the process it runs in. */
import type { Readable, Writable } from 'node:stream';
import { type Diagnostic, info } from '../diagnostics/diagnostic.ts';
import { diagnosticToObject, renderDiagnostic } from '../diagnostics/render.ts';
import { type ColourChoice, colourLevel, paintOf } from '../output/colour.ts';
import { diagnosticPaint } from '../output/diagnostic-paint.ts';
import { plainPaint } from '../output/paint.ts';
import { lineProgress, type Progress, silentProgress } from '../output/progress.ts';
import { copyFileTo, harmless, OutputClosed, OutputFailed, writeChunks } from '../output/streams.ts';
import { openAsking } from './ask.ts';
import type { Context, OutputStream, Verbosity } from './context.ts';
import type { Interrupts } from './interrupts.ts';
import { pageChunks } from './pager.ts';

type TerminalStream = Writable & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};

/** The outside world as `cli.ts` finds it. */
export interface World {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: TerminalStream;
  readonly stderr: TerminalStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly cwd: string;
  readonly now: () => string;
  readonly timezone: () => string;
  readonly elapsed: () => number;
  readonly setExitCode: (code: number) => void;
}

export interface ContextChoices {
  readonly color: ColourChoice;
  readonly verbosity: Verbosity;
  /** Diagnostics as JSON objects, one a line. */
  readonly objects: boolean;
}

/** What was left out because it could not be read: told also where nothing else is. */
const losses: ReadonlySet<string> = new Set(['rows-skipped', 'rows-left-out', 'not-json']);

export async function createContext(
  world: World,
  choices: ContextChoices,
  interrupts: Interrupts,
): Promise<Context> {
  const stdout = await outputStream(world.stdout, world, choices.color);
  const stderr = await outputStream(world.stderr, world, choices.color);
  const line = statusLine(world, choices);
  const patient = patience(interrupts);
  const quiet = choices.verbosity === 'quiet';
  const print = (text: string): void => {
    line.clear();
    world.stderr.write(`${text}\n`);
  };
  const report = (diagnostic: Diagnostic): void => {
    if (quiet && diagnostic.severity !== 'error' && !losses.has(diagnostic.code)) return;
    print(diagnosticText(diagnostic, stderr, choices));
  };
  return {
    env: world.env,
    cwd: world.cwd,
    verbosity: choices.verbosity,
    stdout: {
      ...stdout,
      write: (chunks) => {
        line.clear();
        return patient.doing(() => stdout.write(chunks));
      },
      writeData: (chunks) => {
        line.clear();
        return patient.doing(() => stdout.writeData(chunks));
      },
      copyFile: (path) => patient.doing(() => stdout.copyFile(path)),
    },
    lost: patient.lost,
    stderr,
    readStdin: () => readAll(world.stdin),
    stdinIsTerminal: world.stdin.isTTY === true,
    streams: () => ({ input: world.stdin, output: world.stdout }),
    ...(world.stdin.isTTY && world.stderr.isTTY ? { ask: () => openAsking(world.stdin, world.stderr) } : {}),
    get timezone() {
      return world.timezone();
    },
    now: world.now,
    elapsed: world.elapsed,
    objects: choices.objects,
    report,
    say: (code, message, facts) => report(info(code, message, facts)),
    detail: (text) => {
      if (choices.verbosity !== 'verbose') return;
      print(choices.objects ? JSON.stringify({ severity: 'detail', code: 'detail', message: text }) : text);
    },
    progress: line.start,
    answerNo: () => world.setExitCode(1),
    onInterrupt: interrupts.add,
  };
}

/** Keeps what became of a stream, and leaves it alone from then on. */
function patience({ add }: Interrupts) {
  let lost: OutputClosed | OutputFailed | undefined;
  const doing = async (work: () => Promise<void>): Promise<void> => {
    if (lost) return;
    const written = add(() => undefined);
    await work()
      .catch((error: unknown) => {
        if (!(error instanceof OutputClosed || error instanceof OutputFailed)) throw error;
        lost = error;
      })
      .finally(written);
  };
  return { doing, lost: () => lost };
}

/** A diagnostic as stderr shows it: a JSON object, or text with the source underlined. */
export function diagnosticText(
  diagnostic: Diagnostic,
  stream: Pick<OutputStream, 'paint' | 'columns' | 'isTerminal'>,
  { objects, verbosity }: { readonly objects: boolean; readonly verbosity?: string },
): string {
  if (objects) return JSON.stringify(diagnosticToObject(diagnostic));
  const { paint, columns, isTerminal } = stream;
  return renderDiagnostic(
    diagnostic,
    diagnosticPaint(paint),
    columns === undefined ? undefined : Math.max(40, columns),
    { showsCells: isTerminal || verbosity === 'verbose' },
  );
}

async function outputStream(
  stream: TerminalStream,
  world: World,
  choice: ColourChoice,
): Promise<OutputStream> {
  const isTerminal = stream.isTTY === true;
  const { env, platform } = world;
  const level = colourLevel({ choice, isTerminal, env, platform });
  return {
    isTerminal,
    ...(isTerminal ? { columns: stream.columns || 80 } : {}),
    ...(isTerminal && stream.rows ? { lines: stream.rows } : {}),
    paint: level === 0 ? plainPaint : await paintOf(level),
    write: (chunks) => writeChunks(stream, chunks),
    writeData: (chunks) => writeChunks(stream, isTerminal ? harmless(chunks) : chunks),
    page: (chunks) => pageChunks(chunks, env),
    copyFile: (path) => copyFileTo(stream, path),
  };
}

interface StatusLine {
  readonly start: (label: string) => Progress;
  readonly clear: () => void;
}

function statusLine(world: World, choices: ContextChoices): StatusLine {
  const { stderr, env, elapsed } = world;
  const shown =
    stderr.isTTY === true && choices.verbosity !== 'quiet' && !env['CI'] && env['TERM'] !== 'dumb';
  if (!shown) return { start: () => silentProgress, clear: () => undefined };
  let current: Progress = silentProgress;
  const stream = { write: (text: string) => void stderr.write(text), columns: stderr.columns || 80 };
  return {
    start: (label) => {
      current.end();
      current = lineProgress(stream, elapsed, label);
      return current;
    },
    clear: () => current.end(),
  };
}

async function readAll(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Buffer));
  return new TextDecoder().decode(Buffer.concat(chunks));
}
