/** `--watch`: a command again at each save, until Ctrl-C. */
import { existsSync, type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Failure, failure } from '../diagnostics/failure.ts';
import { findProject } from '../project/find.ts';
import type { Options, OptionValues } from './command.ts';
import type { Context } from './context.ts';
import type { projectOptions } from './options.ts';

export const watchOptions = {
  watch: { kind: 'flag', says: 'again at each save of a definition or the project file, until Ctrl-C' },
} as const satisfies Options;

type WatchValues = OptionValues<typeof watchOptions> & Partial<OptionValues<typeof projectOptions>>;

type Run<Values> = (context: Context, args: readonly string[], options: Values) => Promise<void>;

/** Runs once, or with `--watch` again and again: what is wrong is told, and no reason to stop. */
export function watchable<Values extends WatchValues>(run: Run<Values>): Run<Values> {
  return async (context, args, options) => {
    if (!options.watch) return run(context, args, options);
    if (args.includes('-'))
      throw failure(2, 'option-value', '`--watch` reads again at each save, and `-` can be read once', [
        'put the definition into a file',
      ]);
    const unhook = context.onInterrupt(() => undefined);
    while (!context.lost()) {
      const saved = nextSave(foldersOf(context, args, options));
      await showOnce(context, (shown) => run(shown, args, options));
      await saved;
    }
    await unhook();
  };
}

/** Saving may take an editor several steps. */
const QUIET = 80;

/** Resolves when a file of YAML was written in one of the folders, and nothing more has been for a moment. */
function nextSave(folders: readonly string[]): Promise<void> {
  return new Promise((resolved) => {
    const watchers: FSWatcher[] = [];
    let timer: NodeJS.Timeout | undefined;
    const end = (): void => {
      for (const watcher of watchers) watcher.close();
      resolved();
    };
    for (const folder of folders) {
      const watcher = watch(folder, (_event, name) => {
        if (name !== null && !/\.ya?ml$/i.test(name)) return;
        clearTimeout(timer);
        timer = setTimeout(end, QUIET);
      });
      // A folder that goes away has nothing more to tell.
      watcher.on('error', () => undefined);
      watchers.push(watcher);
    }
  });
}

/** Where definitions stand: beside the project file, below `segments/`, and at what the words name. */
function foldersOf(
  { cwd, env }: Context,
  words: readonly string[],
  { project, data }: WatchValues,
): readonly string[] {
  const named = words.map((word) => resolve(cwd, word)).filter((path) => existsSync(path));
  const ofWords = named.map((path) => (statSync(path).isDirectory() ? path : dirname(path)));
  const { kind, path } = findProject({ cwd, env, project, data });
  const home = kind === 'file' ? dirname(path) : path;
  return [...new Set([home, ...[join(home, 'segments'), ...ofWords].flatMap(withFolders)])];
}

function withFolders(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const within = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules',
  );
  return [folder, ...within.flatMap(({ name }) => withFolders(join(folder, name)))];
}

const CLEAR = '\x1b[H\x1b[2J\x1b[3J';

/** On a terminal all of an answer takes the place of the last at once; in a pipe one follows the other. */
async function showOnce(context: Context, run: (context: Context) => Promise<void>): Promise<void> {
  const steps: (() => unknown)[] = [];
  const { stdout } = context;
  const held: Context = {
    ...context,
    timezone: context.timezone,
    stdout: { ...stdout, write: async (chunks) => void steps.push(() => stdout.write(chunks)) },
    report: (diagnostic) => void steps.push(() => context.report(diagnostic)),
    say: (...said) => void steps.push(() => context.say(...said)),
  };
  try {
    await run(held);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    for (const diagnostic of error.diagnostics) held.report(diagnostic);
  }
  if (stdout.isTerminal) await stdout.write([CLEAR]);
  for (const step of steps) await step();
  if (stdout.isTerminal) context.say('watching', 'again at each save; Ctrl-C ends');
}
