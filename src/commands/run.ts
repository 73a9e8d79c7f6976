import { readdir } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Segment } from '../model/segment.ts';
import type { Table } from '../model/table.ts';
import { type Destination, fileInFolder } from '../output/destination.ts';
import { excelOf } from '../output/excel.ts';
import type { PlannedSegment } from '../plan/plan.ts';
import { listColumns, listRows } from '../workspace/lists.ts';
import { evaluate, type Membership, membershipSql } from '../workspace/membership.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { raiseAlerts, shortAlert, trippedAlerts } from './alerts.ts';
import { openAnswer } from './answer.ts';
import { defineCommand, type OptionValues } from './command.ts';
import type { Context } from './context.ts';
import { askedSegments } from './keep-going.ts';
import { isCopied, type ListStyle, type Lists, listChunks, listTable, saveLists } from './lists.ts';
import { dataOptions } from './options.ts';
import { reportTime, reportWarnings, type Session, withWorkspace } from './session.ts';

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
  ...dataOptions,
} as const;

type RunOptions = OptionValues<typeof options>;

export const run = defineCommand({
  name: 'run',
  summary: 'who is in: evaluates segments and writes their lists',
  details: [
    'On a terminal it shows how many customers each segment has. In a pipe, or with `--format`, it writes the members: the segment, the customer key, then the columns that the segments ask for; empty where one does not.',
    '`--out DIR/` writes a file for each segment and the summary to standard output, nothing there with `--quiet`. All segments are evaluated together; the seconds in the summary are those of writing one file.',
    'Segments that say `output: false` are computed where others need them and not written.',
  ],
  arguments: [
    {
      name: 'FILES',
      says: 'definition files, folders of them, or patterns',
      many: true,
      completes: 'files',
    },
  ],
  options,
  examples: [
    { command: 'segment run segments/*.yaml', says: 'the sizes of all segments' },
    {
      command: 'segment run segments/at-risk-vips.yaml --format csv > vips.csv',
      says: 'the members of one, with their columns',
    },
    {
      command: 'segment run segments/*.yaml --out lists/ --as-of 2026-05-31',
      says: 'a file for each segment, as of the end of May',
    },
  ],
  exitCodes: [{ code: 1, says: 'written, but an alert tripped or `--keep-going` left segments out' }],
  run: async (context, files, chosen) => {
    const started = context.elapsed();
    // Refuses what cannot be written before any work.
    const { destination } = await openAnswer(context, chosen, 'members');
    await withWorkspace(context, chosen, files, async (session) => {
      const written = await runSegments(context, session, chosen, destination);
      sayFooter(context, session.workspace, written, (context.elapsed() - started) / 1000);
      await raiseAlerts(
        context,
        trippedAlerts(written.segments, written.membership.sizes),
        chosen['alert-command'],
      );
    });
  },
});

interface Written {
  readonly segments: readonly Segment[];
  readonly membership: Membership;
}

async function runSegments(
  context: Context,
  session: Session,
  chosen: RunOptions,
  destination: Destination,
): Promise<Written> {
  const { workspace, working } = session;
  const segments = askedSegments(context, workspace, chosen['keep-going']).filter(({ output }) => output);
  reportWarnings(context, workspace);
  reportTime(context, workspace);
  if (segments.length === 0) sayNothingToWrite(context, workspace);
  working('evaluating the segments');
  const membership = await evaluate(workspace, segments);
  context.detail(membershipSql(membership.plan));
  working('writing');
  await write({ context, workspace, segments, chosen, membership }, destination);
  return { segments, membership };
}

interface Writing {
  readonly context: Context;
  readonly workspace: Workspace;
  readonly segments: readonly Segment[];
  readonly chosen: RunOptions;
  readonly membership: Membership;
}

async function write(writing: Writing, destination: Destination): Promise<void> {
  const { context, chosen } = writing;
  if (destination.kind === 'folder') return writeFolder(writing, destination);
  if (destination.kind === 'file') {
    await writeLists(writing, destination);
    return printSummary(writing, new Map());
  }
  const asked = chosen.members || chosen.format !== undefined || chosen.excel !== undefined;
  if (context.stdout.isTerminal && !asked) return printOverview(writing);
  await writeLists(writing, destination);
}

/** All lists in one: to standard output or to one file. */
async function writeLists(writing: Writing, destination: Destination): Promise<void> {
  const { context, workspace, chosen, membership } = writing;
  const style = styleOf(chosen, destination);
  const lists = unitedLists(membership, chosen.rows);
  if (!isCopied(style)) {
    const answer = await openAnswer(context, chosen, 'members');
    return answer.write(await listTable(workspace.database, lists, membership.plan.key));
  }
  if (destination.kind === 'stdout')
    return context.stdout.write(listChunks(workspace.database, lists, style));
  if (destination.kind === 'file') return saveLists(workspace.database, lists, style, destination.path);
}

/** A file for each segment, then the summary. */
async function writeFolder(
  writing: Writing,
  folder: Extract<Destination, { kind: 'folder' }>,
): Promise<void> {
  const { context, workspace, membership } = writing;
  const seconds = new Map<string, number>();
  for (const segment of membership.plan.segments) {
    const started = context.elapsed();
    await writeList(writing, segment, folder);
    seconds.set(segment.name, (context.elapsed() - started) / 1000);
  }
  await sayLeftAlone(context, workspace, folder);
  await printSummary(writing, seconds);
}

async function writeList(
  { context, workspace, chosen, membership }: Writing,
  segment: PlannedSegment,
  folder: Extract<Destination, { kind: 'folder' }>,
): Promise<void> {
  const style = styleOf(chosen, folder);
  const lists = ownList(membership, segment, chosen.rows);
  if (isCopied(style)) {
    return saveLists(workspace.database, lists, style, await fileInFolder(folder, segment.name));
  }
  const answer = await openAnswer(context, chosen, segment.name);
  await answer.write(await listTable(workspace.database, lists, membership.plan.key), segment.name);
}

function styleOf({ excel }: RunOptions, { format }: Destination): ListStyle {
  return { format, excel: excel === undefined ? undefined : excelOf(excel) };
}

/** The lists of all segments by name, under the union of their columns; the first rows of them all. */
function unitedLists({ plan, sizes }: Membership, rows: number | undefined): Lists {
  const segments = plan.segments.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const columns = listColumns(plan, segments, 'segment');
  let left = rows ?? Number.POSITIVE_INFINITY;
  const queries = segments.map((segment) => {
    const wanted = Math.min(left, sizes.get(segment.name) ?? 0);
    left -= wanted;
    const sql = listRows(segment, columns, 'segment');
    return { sql: rows === undefined ? sql : firstRows(sql, wanted), rows: wanted };
  });
  return { names: ['segment', ...columns.map(({ name }) => name)], queries };
}

function ownList({ plan, sizes }: Membership, segment: PlannedSegment, rows: number | undefined): Lists {
  const columns = listColumns(plan, [segment], 'none');
  const size = sizes.get(segment.name) ?? 0;
  const sql = listRows(segment, columns, 'none');
  return {
    names: columns.map(({ name }) => name),
    queries: [{ sql: rows === undefined ? sql : firstRows(sql, rows), rows: Math.min(size, rows ?? size) }],
  };
}

function firstRows(query: string, rows: number): string {
  return `(${query}\nLIMIT ${rows})`;
}

/** What people at a terminal see. */
async function printOverview({ context, chosen, membership, segments }: Writing): Promise<void> {
  const { sizes, base } = membership;
  const table: Table = {
    columns: [
      { name: 'segment', kind: 'text' },
      { name: 'customers', kind: 'integer' },
      { name: 'share', kind: 'percent' },
      { name: 'change', kind: 'percent' },
      { name: 'alerts', kind: 'text' },
    ],
    rows: segments.map((segment) => {
      const size = sizes.get(segment.name) ?? 0;
      const alerts = trippedAlerts([segment], sizes).map(shortAlert);
      return [segment.name, size, shareOf(size, base), null, alerts.join(', ')];
    }),
  };
  const answer = await openAnswer(context, { rows: chosen.rows }, 'segments');
  await answer.write(table);
}

/** Beside files: what was written, on standard output. */
async function printSummary(
  { context, membership }: Writing,
  seconds: ReadonlyMap<string, number>,
): Promise<void> {
  if (context.verbosity === 'quiet') return;
  const { sizes, base } = membership;
  const table: Table = {
    columns: [
      { name: 'segment', kind: 'text' },
      { name: 'customers', kind: 'integer' },
      { name: 'share', kind: 'percent' },
      { name: 'entered', kind: 'integer' },
      { name: 'left', kind: 'integer' },
      { name: 'seconds', kind: 'number' },
    ],
    rows: [...sizes].map(([name, size]) => [
      name,
      size,
      shareOf(size, base),
      null,
      null,
      rounded(seconds.get(name)),
    ]),
  };
  const answer = await openAnswer(context, {}, 'segments');
  await answer.write(table);
}

/** Says which files of the folder are lists of segments that are no longer defined, or no longer written. */
async function sayLeftAlone(
  context: Context,
  { definitions }: Workspace,
  { path, format }: Extract<Destination, { kind: 'folder' }>,
): Promise<void> {
  const extension = `.${format.extensions[0]}`;
  const written = new Set(
    definitions.segments.flatMap(({ name, output, enabled }) => (output && enabled ? [name] : [])),
  );
  for (const file of (await readdir(path).catch(() => [])).sort()) {
    const name = file.slice(0, -extension.length);
    if (extname(file) !== extension || !LIST_NAME.test(name) || written.has(name)) continue;
    context.report({
      severity: 'note',
      code: 'left-alone',
      message: `\`${file}\` is there already and no segment is written to it: it was left as it is`,
    });
  }
}

/** The names of segments, and of the stages of a set. */
const LIST_NAME = /^[a-z0-9][a-z0-9_-]*([.][a-z0-9][a-z0-9_-]*)?$/;

function sayNothingToWrite(context: Context, { files, definitions }: Workspace): void {
  const asked = new Set(files.filter((file) => file.asked).map((file) => file.source.name));
  const some = definitions.segments.some(({ span }) => asked.has(span.source.name));
  context.report({
    severity: 'note',
    code: 'nothing-to-write',
    message: some
      ? 'nothing to write: every segment asked for says `output: false` or `enabled: false`'
      : 'nothing to write: the files define no segment',
  });
}

function sayFooter(context: Context, workspace: Workspace, { membership }: Written, seconds: number): void {
  if (!context.stdout.isTerminal && !context.stderr.isTerminal) return;
  const { asOf, facts } = workspace;
  const count = new Intl.NumberFormat('en');
  const read = facts.reduce(
    (sum, { rows, leftOut }) => sum + leftOut.reduce((all, each) => all + each.rows, rows),
    0,
  );
  context.say(
    [
      `as of ${asOf.date} (${asOf.zone})`,
      `${count.format(membership.base)} customers`,
      `${count.format(read)} rows read`,
      `${seconds.toFixed(1)} s`,
    ].join(' · '),
  );
}

function shareOf(size: number, base: number): number {
  return base === 0 ? 0 : size / base;
}

function rounded(seconds: number | undefined): number | null {
  return seconds === undefined ? null : Math.round(seconds * 1000) / 1000;
}
