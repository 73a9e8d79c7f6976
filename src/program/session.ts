/** What every command does that reads data: the workspace opened, watched, interrupted and closed. */
import type { Busy, Database } from '../database/database.ts';
import type { DefinitionFile } from '../definitions/definition-files.ts';
import { filesThatReach } from '../definitions/reach.ts';
import { sortDiagnostics } from '../diagnostics/collect.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { Failure, failure } from '../diagnostics/failure.ts';
import { modelDoubts } from '../evaluation/joined.ts';
import { keepComputed } from '../evaluation/keep.ts';
import type { LockWait } from '../history/attach.ts';
import { shiftDate } from '../model/calendar.ts';
import { countOf } from '../model/count.ts';
import type { Former } from '../workspace/former.ts';
import { openWorkspace } from '../workspace/open.ts';
import type { WorkspaceOptions } from '../workspace/options.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type AskingOptions, readAsked } from './asked.ts';
import type { OptionValues } from './command.ts';
import type { Context } from './context.ts';
import type { engineOptions, lockOptions, projectOptions } from './options.ts';

export type SessionOptions = Partial<
  OptionValues<typeof projectOptions & typeof engineOptions & typeof lockOptions>
> &
  AskingOptions & {
    /** Files besides those of the project and its history that the engine will open. */
    readonly opens?: readonly string[];
    /** The definitions as they stand elsewhere, in place of those at hand. */
    readonly former?: Former;
  };

export interface Session {
  readonly workspace: Workspace;
  /**
   * Names the work from now on: in the line of progress (none while `writing`), and with its seconds when
   * `--verbose`.
   */
  readonly working: (label: string) => void;
}

/**
 * Opens the workspace with what is asked for (`readAsked`), says what is worth knowing, does the work and closes,
 * whatever happens. An interrupt stops the engine first. Errors in data end in a `Failure` here; those
 * in definitions are the work's own to refuse (`refuseErrors`).
 */
export async function withWorkspace<Result>(
  context: Context,
  options: SessionOptions,
  words: readonly string[],
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  refuseEngine(options.engine);
  refuseMemory(options['memory-limit']);
  const { words: files, ...asked } = await readAsked(context, words, options);
  const watch = watchEngine(context);
  try {
    const workspace = await openWorkspace({
      cwd: context.cwd,
      env: context.env,
      now: context.now(),
      project: options.project,
      data: options.data,
      asOf: options['as-of'],
      parameters: options.param ?? [],
      parameterFile: options.params,
      readStdin: context.readStdin,
      memoryLimit: options['memory-limit'],
      threads: options.threads,
      files,
      asked,
      cache: !options['no-cache'],
      detail: context.detail,
      reading: watch.reading,
      opened: watch.opened,
      busy: watch.busy,
      lockWait: lockWaitOf(context, options['lock-wait']),
      opens: options.opens ?? [],
      ...(options.former ? { former: options.former } : {}),
    });
    try {
      if (options.strict && errorsOf(workspace).length === 0) refuseWarnings(warningsOf(workspace));
      const result = await work({ workspace, working: watch.working });
      for (const doubt of modelDoubts(workspace)) context.report(doubt);
      if (workspace.keeping?.later.length) watch.working('keeping values');
      await keepComputed(workspace);
      return result;
    } finally {
      workspace.close();
    }
  } finally {
    watch.end();
  }
}

const LOCK_WAIT_SECONDS = 60;

/** How to wait for whoever holds the history, who is named. */
export function lockWaitOf(context: Context, seconds: number | undefined): LockWait {
  return {
    lockWaitSeconds: seconds ?? LOCK_WAIT_SECONDS,
    onWait: (holder) => context.say('waiting', `waiting for ${holder}, which holds the history`, { holder }),
  };
}

/** Throws a `Failure` (2) with every error of the definitions, before anything is evaluated. */
export function refuseErrors(workspace: Workspace): void {
  const errors = errorsOf(workspace);
  if (errors.length > 0) throw new Failure(2, errors);
}

/** Throws a `Failure` (2) where there are warnings, which `--strict` takes for errors. */
export function refuseWarnings(found: readonly Diagnostic[]): void {
  const warnings = found.filter(({ severity }) => severity === 'warning');
  if (warnings.length === 0) return;
  const message = `${countOf(warnings.length, 'warning')}, and \`--strict\` takes none`;
  throw new Failure(2, [...sortDiagnostics(warnings), { severity: 'error', code: 'strict', message }]);
}

/** Of the data, of time, and of the definitions that are asked for with all that they lead to. */
function warningsOf(workspace: Workspace): readonly Diagnostic[] {
  const { files, asked, diagnostics } = workspace;
  const reached = filesThatReach(
    asked.map(({ name }) => name),
    workspace,
  );
  const isElsewhere = ({ source, asked }: DefinitionFile): boolean => !asked && !reached.has(source.name);
  const elsewhere = new Set(files.filter(isElsewhere).map(({ source }) => source.name));
  const about = diagnostics.filter(({ span }) => !span || !elsewhere.has(span.source.name));
  return [...about, ...oldData(workspace)];
}

/** All errors, in the order of the files. */
export function errorsOf(workspace: Workspace): readonly Diagnostic[] {
  return sortDiagnostics(workspace.diagnostics.filter(({ severity }) => severity === 'error'));
}

/**
 * Warnings about data. Notes about it are said by `sources`, what there is to say about definitions by `check`, and
 * both with `--verbose`.
 */
export function reportWarnings(context: Context, workspace: Workspace): void {
  const definitions = new Set(workspace.files.map(({ source }) => source.name));
  const verbose = context.verbosity === 'verbose';
  for (const diagnostic of sortDiagnostics(workspace.diagnostics)) {
    const { severity, span, code } = diagnostic;
    if (ofReading.has(code) && !verbose) continue;
    const ofDefinition = span !== undefined && definitions.has(span.source.name);
    const wanted = verbose || (!ofDefinition && severity === 'warning');
    if (severity !== 'error' && wanted) context.report(diagnostic);
  }
}

/** What whoever reads the numbers should know of the data and of time. */
export function reportOpened(context: Context, workspace: Workspace): void {
  reportWarnings(context, workspace);
  reportTime(context, workspace);
}

/** How columns were read: said by `sources` and `check`, and not again every night. */
const ofReading: ReadonlySet<string> = new Set(['nearly-typed', 'ambiguous-date', 'mixed-formats']);

/** What is true of every run is said by `sources`, and elsewhere with `--verbose`: whoever reads numbers knows it by then. */
export function reportTime(context: Context, workspace: Workspace): void {
  if (context.verbosity === 'verbose') for (const note of timeNotes(workspace)) context.report(note);
  for (const warning of oldData(workspace)) context.report(warning);
}

/** Where the project is silent or fixed about time. */
export function timeNotes({ project, asOf, asOfFrom }: Workspace): readonly Diagnostic[] {
  const file = project.file ?? 'the project file';
  const silent: Diagnostic = {
    severity: 'note',
    code: 'no-time-zone',
    message: `no time zone is given, so days and months are those of UTC`,
    help: [project.file === undefined ? 'a project file can name one' : `add \`timezone:\` to \`${file}\``],
  };
  const fixed: Diagnostic = {
    severity: 'note',
    code: 'fixed-as-of',
    message: `as of ${asOf.date}, as \`${file}\` fixes it`,
  };
  return [...(project.zoneGiven ? [] : [silent]), ...(asOfFrom === 'the project file' ? [fixed] : [])];
}

/** Data older than this is most likely an export that stopped, or a project that needs an as-of. */
const oldAfter = { n: 30, unit: 'd' } as const;

/** Said when nothing has happened for long before today: every recent window would be empty. */
function oldData({ facts, asOf, asOfFrom }: Workspace): readonly Diagnostic[] {
  if (asOfFrom !== 'today') return [];
  const events = facts.filter(({ kind, last }) => kind === 'events' && last !== undefined);
  const newest = events.toSorted((a, b) => (a.last! < b.last! ? 1 : -1))[0];
  const date = newest?.last?.slice(0, 10);
  if (date === undefined || date >= shiftDate(asOf.date, oldAfter, -1)) return [];
  const warning: Diagnostic = {
    severity: 'warning',
    code: 'old-data',
    message: `the newest event is of ${date} (in \`${newest!.table}\`), and the as-of is today, ${asOf.date}`,
    help: [`is an export missing? to look from the end of the data: \`--as-of ${date}\``],
  };
  return [warning];
}

function refuseEngine(engine: string | undefined): void {
  if (engine === undefined || engine === 'duckdb') return;
  throw failure(2, 'engine', `\`--engine\` knows \`duckdb\`, found \`${engine}\``);
}

function refuseMemory(limit: string | undefined): void {
  if (limit === undefined || /^\d+(\.\d+)? *([KMGT]i?)?B$/i.test(limit)) return;
  throw failure(2, 'option-value', `\`--memory-limit\` wants a size such as \`2GB\`, found \`${limit}\``);
}

interface Watch {
  readonly reading: NonNullable<WorkspaceOptions['reading']>;
  readonly opened: (database: Database) => void;
  readonly busy: Busy;
  readonly working: Session['working'];
  readonly end: () => void;
}

const PAUSE = 200;
const AGAIN = 10;
const READING = 'reading the data';

/** A line of progress, and an interrupt that waits until the engine has let go of its files. */
function watchEngine(context: Context): Watch {
  let database: Database | undefined;
  let label = READING;
  let started = context.elapsed();
  let ended = (): void => undefined;
  const end = new Promise<void>((resolve) => {
    ended = resolve;
  });
  let progress = context.progress(label);
  const timer = setInterval(() => {
    // Reading is many short queries, of which the engine tells the share one by one.
    if (label !== 'writing') progress.update(label === READING ? undefined : database?.progress());
  }, PAUSE);
  const stop = (): Promise<void> => {
    // Between two queries there is nothing to interrupt, and the next one would run.
    const again = setInterval(() => database?.interrupt(), AGAIN);
    return end.finally(() => clearInterval(again));
  };
  const sayTime = (): void => {
    context.detail(`${label}: ${((context.elapsed() - started) / 1000).toFixed(2)} s`);
    started = context.elapsed();
  };
  return {
    opened: (opened) => {
      database = opened;
    },
    busy: () => context.onInterrupt(stop),
    reading: (table, place, tables) =>
      progress.update(undefined, `reading ${table} (${place} of ${tables} tables)`),
    working: (next) => {
      progress.end();
      sayTime();
      label = next;
      progress = context.progress(label);
    },
    end: () => {
      sayTime();
      clearInterval(timer);
      progress.end();
      ended();
    },
  };
}
