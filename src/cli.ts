/** The only place that catches, prints what was caught, reads the clock and sets the exit code. */
import packageJson from '../package.json' with { type: 'json' };
import type { CommandEntry } from './commands/command.ts';
import type { Context } from './commands/context.ts';
import { commands } from './commands/index.ts';
import { createInterrupts, type Interrupts } from './commands/interrupts.ts';
import { createContext, diagnosticText, type World } from './commands/process-context.ts';
import { parseWords, programHelp } from './commands/program.ts';
import { wantsObjects } from './commands/words.ts';
import { Failure } from './diagnostics/failure.ts';
import type { ColourChoice } from './output/colour.ts';
import { plainPaint } from './output/paint.ts';
import { OutputClosed, writeChunks } from './output/streams.ts';
import { isSystemError, systemFailure } from './output/system-failure.ts';
import { removeTemporaries } from './output/temporaries.ts';

const BUG = 70;
const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
/** How long hooks may take before the process ends regardless. */
const PATIENCE = 700;

/** Runs the command that the words of the process name; resolves with `process.exitCode` set. */
export async function main(entries: readonly CommandEntry[] = commands): Promise<void> {
  const words = process.argv.slice(2);
  const interrupts = createInterrupts();
  guardProcess(words, interrupts);
  try {
    await answer(words, entries, interrupts);
  } catch (error) {
    process.exitCode = explain(error, words);
  }
}

async function answer(
  words: readonly string[],
  entries: readonly CommandEntry[],
  interrupts: Interrupts,
): Promise<void> {
  const facts = { version: packageJson.version, columns: Math.min(process.stdout.columns || 80, 110) };
  if (words.length === 0) {
    process.stderr.write(programHelp(entries, facts));
    process.exitCode = 2;
    return;
  }
  const request = await parseWords(words, entries, facts);
  if (request.kind === 'print') return writeChunks(process.stdout, [request.text]);
  const context = await openContext(request.options, words, interrupts);
  const started = performance.now();
  await request.command.run(context, request.args, request.options);
  context.detail(`${request.command.name}: ${((performance.now() - started) / 1000).toFixed(2)} s`);
}

function openContext(
  options: Readonly<Record<string, unknown>>,
  words: readonly string[],
  interrupts: Interrupts,
): Promise<Context> {
  const world: World = {
    get stdin() {
      return process.stdin;
    },
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    platform: process.platform,
    cwd: process.cwd(),
    now: () => new Date().toISOString(),
    elapsed: () => performance.now(),
    setExitCode: (code) => {
      process.exitCode = code;
    },
  };
  const choices = {
    color: (options['color'] as ColourChoice | undefined) ?? 'auto',
    verbosity: options['quiet'] ? 'quiet' : options['verbose'] ? 'verbose' : 'normal',
    objects: wantsObjects(words),
  } as const;
  return createContext(world, choices, interrupts);
}

/** Says on stderr what went wrong; gives the exit code. */
function explain(error: unknown, words: readonly string[]): number {
  if (error instanceof OutputClosed) return 0;
  const expected = isSystemError(error) ? systemFailure(error, systemAction(error)) : error;
  if (!(expected instanceof Failure)) return explainBug(error, words);
  const stream = { paint: plainPaint, ...(process.stderr.isTTY ? { columns: process.stderr.columns } : {}) };
  for (const diagnostic of expected.diagnostics) {
    process.stderr.write(`${diagnosticText(diagnostic, stream, wantsObjects(words))}\n`);
  }
  return expected.exitCode;
}

function systemAction(error: NodeJS.ErrnoException): string {
  return error.path === undefined ? `cannot ${error.syscall}` : `cannot ${error.syscall} \`${error.path}\``;
}

function explainBug(error: unknown, words: readonly string[]): number {
  const verbose = words.includes('--verbose') || words.includes('-v');
  const sentence = 'this is a bug in segment: please report it, with the command that you ran';
  const help = verbose ? [] : ['run it again with `--verbose` to see what to put into the report'];
  const bug = { severity: 'error', code: 'bug', message: sentence, help } as const;
  process.stderr.write(`${diagnosticText(bug, { paint: plainPaint }, wantsObjects(words))}\n`);
  if (verbose) process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return BUG;
}

function guardProcess(words: readonly string[], interrupts: Interrupts): void {
  // A reader that leaves is noticed by the write that fails; between writes it is no news.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  process.on('exit', removeTemporaries);
  process.on('uncaughtException', (error) => {
    process.exit(explain(error, words));
  });
  for (const [signal, code] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      // The second signal does not wait.
      process.once(signal, () => process.exit(code));
      setTimeout(() => process.exit(code), PATIENCE);
      void interrupts.runAll().then(() => process.exit(code));
    });
  }
}
