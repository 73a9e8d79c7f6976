import { type Failure, failure } from '../diagnostics/failure.ts';
import { meantRowWarnings } from '../evaluation/meant-rows.ts';
import { evaluate } from '../evaluation/membership.ts';
import { type Destination, refuseFolders } from '../output/destination.ts';
import { alertsOf, raiseAlerts, type TrippedAlert } from '../program/alerts.ts';
import { openAnswer, refusePartOfList } from '../program/answer.ts';
import { filesArgument } from '../program/arguments.ts';
import { defineCommand, type OptionValues } from '../program/command.ts';
import type { Context } from '../program/context.ts';
import { holdingDestination, lockFiles } from '../program/held-folder.ts';
import { keepDays } from '../program/keep.ts';
import { askedSegments } from '../program/keep-going.ts';
import { askOptions, dataOptions, historyOptions } from '../program/options.ts';
import { refuseRunFile, removeRunFile, writeRunFile } from '../program/run-file.ts';
import { compareWriting, isNeeded, type Remembered, recordWriting } from '../program/run-history.ts';
import { refuseBesideInto, runInto } from '../program/run-into.ts';
import { type Evaluated, listFiles, writeFolder, writeLists } from '../program/run-lists.ts';
import {
  printOverview,
  printSummary,
  sayFooter,
  sayLeftAlone,
  sayNothingToWrite,
} from '../program/run-report.ts';
import { reportTime, reportWarnings, type Session, withWorkspace } from '../program/session.ts';
import { fingerprintData, RUN_FILE, type TablePrint } from '../workspace/fingerprints.ts';
import { orphanWarnings } from '../workspace/orphans.ts';
import { refuseChangedOpen } from '../workspace/unchanged.ts';
import { lookupWarnings } from '../workspace/unmatched-lookups.ts';
import type { Workspace } from '../workspace/workspace.ts';

const options = {
  members: { kind: 'flag', says: 'on a terminal: the members in place of the summary' },
  'keep-going': {
    kind: 'flag',
    says: 'leave out segments with errors and what depends on them, and exit with 1',
  },
  'alert-command': {
    kind: 'text',
    value: 'CMD',
    says: 'run this when alerts tripped, with them as JSON on its standard input',
  },
  into: {
    kind: 'text',
    value: 'SCHEMA.TABLE',
    says: 'with `engine:`: keep the lists there, as a table in place of one of that name',
  },
  ...askOptions,
  ...dataOptions,
  ...historyOptions,
} as const;

type RunOptions = OptionValues<typeof options>;

export const run = defineCommand({
  name: 'run',
  summary: 'who is in: evaluates segments and writes their lists',
  details: [
    'On a terminal it shows how many customers each segment has. In a pipe, or with `--format`, it writes the members: the segment, the customer key, then the columns that the segments ask for; empty where one does not.',
    '`--out DIR/` writes a file for each segment and the summary to standard output, nothing there with `--quiet`. All segments are evaluated together; the seconds in the summary are those of writing one file.',
    'A folder also gets `run.json`, written last: as-of, sizes, alerts, and fingerprints of the data files and definitions. `--record` keeps who is in, for `history`, `diff`, and conditions that look back; one run at a time writes the history.',
    'Segments that say `output: false` are computed where others need them and not written.',
  ],
  arguments: [filesArgument],
  options,
  examples: [
    { command: 'segment run segments/*.yaml', says: 'the sizes of all segments' },
    {
      command: 'segment run at-risk-vips --format csv > vips.csv',
      says: 'the members of one by its name, with their columns',
    },
    {
      command: 'segment run segments/*.yaml --out lists/ --as-of 2026-05-31',
      says: 'a file for each segment, as of the end of May',
    },
    {
      command: 'segment run segments/*.yaml --out lists/ --record --quiet',
      says: 'every night: lists, history, and nothing said unless an alert tripped',
    },
  ],
  exitCodes: [
    { code: 1, says: 'written, but an alert tripped or `--keep-going` left segments out' },
    {
      code: 75,
      says: 'another run writes into the folder; or written but not recorded, since it holds the history',
    },
  ],
  run: async (context, files, chosen) => {
    const started = context.elapsed();
    // Refuses what cannot be written before any work.
    const { destination } = await openAnswer(context, chosen, 'members');
    refusePartOfList(destination, chosen.rows);
    if (chosen.keep !== undefined) keepDays(chosen.keep, SOME_DATE);
    if (chosen.into !== undefined) {
      refuseBesideInto(chosen);
      return withWorkspace(context, chosen, files, (session) => runInto(context, session, chosen, started));
    }
    const ended = new AbortController();
    const evaluateAndWrite = async (session: Session): Promise<void> => {
      refuseKeep(session.workspace, chosen);
      const data = startFingerprint(session, destination, chosen, ended.signal);
      const writing = await evaluateAsked(context, session, chosen);
      session.working('writing');
      const { failure, alerts } = await holdingDestination(
        context,
        session.workspace.database,
        destination,
        chosen['lock-wait'],
        async () => {
          const seconds = await writeMembers(writing, destination, shows(writing, destination, chosen));
          refuseChangedOpen(session.workspace);
          return finish(writing, destination, chosen, { seconds, data: await data });
        },
      );
      sayFooter(writing, (context.elapsed() - started) / 1000);
      await raiseAlerts(context, alerts, chosen['alert-command']);
      if (failure) throw failure;
    };
    try {
      await withWorkspace(context, { ...chosen, opens: lockFiles(destination) }, files, evaluateAndWrite);
    } finally {
      ended.abort();
    }
  },
});

/** Stands for the as-of while options are read. */
const SOME_DATE = '2000-01-01';

/** A run that is not recorded leaves the history alone. Throws a `Failure` (2). */
function refuseKeep(workspace: Workspace, chosen: RunOptions): void {
  if (chosen.keep === undefined || isRecorded(workspace, chosen)) return;
  throw failure(2, 'option-value', '`--keep` is for runs that are recorded, and this one is not', [
    'add `--record`, or `record: true` to the project file',
    `\`segment history --keep ${chosen.keep}\` removes old lists without a run`,
  ]);
}

async function evaluateAsked(context: Context, session: Session, chosen: RunOptions): Promise<Evaluated> {
  const { workspace, working } = session;
  const segments = askedSegments(context, workspace, chosen['keep-going']).filter(({ output }) => output);
  reportWarnings(context, workspace);
  for (const warning of await orphanWarnings(workspace, 'quick')) context.report(warning);
  for (const warning of await lookupWarnings(workspace)) context.report(warning);
  for (const warning of await meantRowWarnings(workspace)) context.report(warning);
  reportTime(context, workspace);
  if (segments.length === 0) sayNothingToWrite(context, workspace);
  working('evaluating the segments');
  const membership = await evaluate(workspace, segments);
  context.detail(membership.sql);
  return { context, workspace, segments, chosen, membership };
}

/** Files whose digests are not known are read while the engine is at work: a second or more for each gigabyte. */
function startFingerprint(
  { workspace }: Session,
  destination: Destination,
  chosen: RunOptions,
  signal: AbortSignal,
): Promise<readonly TablePrint[]> {
  if (destination.kind !== 'folder' && !isRecorded(workspace, chosen)) return Promise.resolve([]);
  const data = fingerprintData(workspace, signal);
  // Where the evaluation fails first, that is what is told.
  data.catch(() => undefined);
  return data;
}

function isRecorded({ project }: Workspace, chosen: RunOptions): boolean {
  return chosen.record || project.record;
}

/** Beside files, standard output has the summary; on a terminal it has the sizes, unless members are asked for. */
type Shown = 'summary' | 'overview' | 'members';

function shows({ context }: Evaluated, destination: Destination, chosen: RunOptions): Shown {
  if (destination.kind !== 'stdout') return 'summary';
  const asked = chosen.members || chosen.format !== undefined || chosen.excel !== undefined;
  return context.stdout.isTerminal && !asked ? 'overview' : 'members';
}

/** Gives the seconds that each file took. */
async function writeMembers(
  writing: Evaluated,
  destination: Destination,
  shown: Shown,
): Promise<ReadonlyMap<string, number>> {
  if (destination.kind === 'folder') {
    const files = listFiles(writing, destination);
    refuseRunFile(files);
    await refuseFolders(destination, [...files, RUN_FILE]);
    await removeRunFile(destination);
    const seconds = await writeFolder(writing, destination);
    await sayLeftAlone(writing.context, writing.workspace, destination);
    return seconds;
  }
  if (shown !== 'overview') await writeLists(writing, destination);
  return new Map();
}

interface Written {
  /** By file. */
  readonly seconds: ReadonlyMap<string, number>;
  readonly data: readonly TablePrint[];
}

interface Outcome {
  readonly alerts: readonly TrippedAlert[];
  readonly failure?: Failure;
}

/** All that comes after the lists: the history, what is said of the run, and last the file that vouches for it. */
async function finish(
  evaluated: Evaluated,
  destination: Destination,
  chosen: RunOptions,
  { seconds, data }: Written,
): Promise<Outcome> {
  const { workspace, segments, membership } = evaluated;
  const shown = shows(evaluated, destination, chosen);
  const { changes, recorded, failure } = isRecorded(workspace, chosen)
    ? await recordWriting(evaluated, data, chosen.keep)
    : await compareWhereSeen(evaluated, shown);
  const writing = { ...evaluated, changes };
  const alerts = alertsOf(workspace, segments, membership.sizes, changes);
  if (destination.kind === 'folder') await writeRunFile(writing, destination, { alerts, recorded, data });
  if (shown === 'overview') await printOverview(writing);
  if (shown === 'summary') await printSummary(writing, seconds);
  return { alerts, ...(failure ? { failure } : {}) };
}

/** The history is left alone where nobody would see what changed. */
async function compareWhereSeen(writing: Evaluated, shown: Shown): Promise<Remembered> {
  const isSeen = shown !== 'members' && writing.context.verbosity !== 'quiet';
  if (isSeen || isNeeded(writing.segments)) return compareWriting(writing);
  return { changes: new Map(), recorded: false };
}
