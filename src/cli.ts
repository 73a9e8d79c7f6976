/** The only place that catches, prints what was caught, reads the clock and sets the exit code. */
import packageJson from '../package.json' with { type: 'json' };
import { commands } from './commands/index.ts';
import type { Report } from './diagnostics/diagnostic.ts';
import { Failure } from './diagnostics/failure.ts';
import { plainPaint } from './output/paint.ts';
import { OutputClosed, OutputFailed } from './output/streams.ts';
import { isSystemError, systemAction, systemFailure } from './output/system-failure.ts';
import { removeTemporaries } from './output/temporaries.ts';
import { choicesOf } from './program/choices.ts';
import type { CommandEntry } from './program/command.ts';
import type { Context, Verbosity } from './program/context.ts';
import { helpColumns } from './program/help.ts';
import { createInterrupts, type Interrupts, type Listening } from './program/interrupts.ts';
import { manualPage } from './program/manual.ts';
import { showText } from './program/pager.ts';
import { createContext, diagnosticText, type World } from './program/process-context.ts';
import { parseWords, programHelp } from './program/program.ts';

const BUG = 70;
/** Not SIGHUP: listening for it would undo `nohup`. */
const signals = { SIGINT: 130, SIGTERM: 143 } as const;
/** How long hooks may take before the process ends regardless. */
const PATIENCE = 700;

/** Runs the command that the words of the process name; resolves with `process.exitCode` set. */
export async function main(entries: readonly CommandEntry[] = commands): Promise<void> {
  // What is written is people: files that the engine makes are their owner's from the first byte.
  process.umask(0o077);
  const words = process.argv.slice(2);
  const interrupts: Interrupts = createInterrupts(signalsTo(() => interrupts.runAll()));
  guardProcess(words);
  // The first process of a container gets no signal that it does not listen to.
  if (process.pid === 1) interrupts.add(() => undefined);
  await run(words, processWorld(), { entries, interrupts });
}

/** The manual page, which the build puts beside the program. */
export function manual(): Promise<string> {
  return manualPage(commands, { version: packageJson.version, summary: packageJson.description });
}

interface Choices {
  readonly entries?: readonly CommandEntry[];
  readonly interrupts?: Interrupts;
}

/** Runs the command that the words name in any world, which is told the exit code; listens to no signal. */
export async function run(
  words: readonly string[],
  world: World,
  { entries = commands, interrupts = createInterrupts() }: Choices = {},
): Promise<void> {
  try {
    const context = await createContext(world, choicesOf(words), interrupts);
    await answer(words, entries, context, world).catch((error: unknown) => {
      world.setExitCode(explain(error, words, world, context.report));
    });
  } catch (error) {
    world.setExitCode(explain(error, words, world));
  }
}

async function answer(
  words: readonly string[],
  entries: readonly CommandEntry[],
  context: Context,
  world: World,
): Promise<void> {
  const facts = { version: packageJson.version, columns: helpColumns(context.stdout.columns) };
  if (words.length === 0) {
    await context.stderr.write([programHelp(entries, facts)]);
    world.setExitCode(2);
    return;
  }
  const request = await parseWords(words, entries, facts);
  if (request.kind === 'print') return showText(request.text, request.paged ?? false, context.stdout);
  const started = context.elapsed();
  await request.command.run(context, request.args, request.options);
  const lost = context.lost();
  if (lost instanceof OutputFailed) throw lost;
  context.detail(`${request.command.name}: ${((context.elapsed() - started) / 1000).toFixed(2)} s`);
}

function processWorld(): World {
  return {
    get stdin() {
      return process.stdin;
    },
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    platform: process.platform,
    cwd: process.cwd(),
    now: () => new Date().toISOString(),
    timezone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    elapsed: () => performance.now(),
    setExitCode: (code) => {
      process.exitCode = code;
    },
  };
}

/** Says on stderr what went wrong; gives the exit code. */
function explain(
  error: unknown,
  words: readonly string[],
  world: Pick<World, 'stderr'>,
  report: Report = plainReport(words, world),
): number {
  if (error instanceof OutputClosed) return Number(process.exitCode ?? 0);
  const expected = isSystemError(error) ? systemFailure(error, systemAction(error)) : error;
  if (!(expected instanceof Failure)) return explainBug(error, choicesOf(words).verbosity, { report, world });
  for (const diagnostic of expected.diagnostics) report(diagnostic);
  return expected.exitCode;
}

function explainBug(
  error: unknown,
  verbosity: Verbosity,
  { report, world }: { readonly report: Report; readonly world: Pick<World, 'stderr'> },
): number {
  const verbose = verbosity === 'verbose';
  report({
    severity: 'error',
    code: 'bug',
    message: 'this is a bug in segment: please report it, with the command that you ran',
    help: verbose ? [] : ['run it again with `--verbose` to see what to put into the report'],
  });
  if (verbose) world.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return BUG;
}

function plainReport(words: readonly string[], { stderr }: Pick<World, 'stderr'>): Report {
  return (diagnostic) => {
    const text = diagnosticText(
      diagnostic,
      { paint: plainPaint, isTerminal: stderr.isTTY === true },
      choicesOf(words),
    );
    stderr.write(`${text}\n`);
  };
}

function guardProcess(words: readonly string[]): void {
  // A reader that leaves is noticed by the write that fails; between writes it is no news.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  process.on('exit', removeTemporaries);
  process.on('uncaughtException', (error) => {
    process.exit(explain(error, words, process));
  });
}

function signalsTo(runAll: () => Promise<void>): Listening {
  let isEnding = false;
  const listeners = Object.entries(signals).map(([signal, code]) => {
    const hear = (): void => {
      // The second signal does not wait.
      if (isEnding) process.exit(code);
      isEnding = true;
      setTimeout(() => process.exit(code), PATIENCE);
      void runAll().then(() => process.exit(code));
    };
    return { signal, hear };
  });
  return {
    start: () => {
      for (const { signal, hear } of listeners) process.on(signal, hear);
    },
    stop: () => {
      for (const { signal, hear } of listeners) process.off(signal, hear);
    },
  };
}
