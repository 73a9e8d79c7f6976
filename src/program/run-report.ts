/** What a run says beside its lists: sizes for people, a summary of files, and a footer. */
import { readdir } from 'node:fs/promises';
import { extname } from 'node:path';
import { failure } from '../diagnostics/failure.ts';
import { counted } from '../model/count.ts';
import type { Table } from '../model/table.ts';
import type { Folder } from '../output/destination.ts';
import { RUN_FILE } from '../workspace/fingerprints.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { shortAlert, trippedAlerts } from './alerts.ts';
import { openAnswer } from './answer.ts';
import type { Context } from './context.ts';
import type { Evaluated, Writing } from './run-lists.ts';
import { errorsOf } from './session.ts';

/** What people at a terminal see. */
export async function printOverview({
  context,
  chosen,
  membership,
  segments,
  changes,
}: Writing): Promise<void> {
  const { sizes, base } = membership;
  const table: Table = {
    columns: [
      { name: 'segment', kind: 'text' },
      { name: 'customers', kind: 'integer' },
      { name: 'share', kind: 'percent' },
      { name: 'change', kind: 'percent', signed: true },
      { name: 'alerts', kind: 'prose' },
    ],
    rows: segments.map((segment) => {
      const size = sizes.get(segment.name) ?? 0;
      const alerts = trippedAlerts([segment], sizes, changes).map(shortAlert);
      const change = changeOf(size, changes.get(segment.name)?.before);
      return [segment.name, size, shareOf(size, base), change, alerts.join(', ')];
    }),
  };
  const answer = await openAnswer(context, { rows: chosen.rows }, 'segments');
  await answer.write(table);
}

/** Beside files: what was written, on standard output. */
export async function printSummary(
  { context, membership, changes }: Writing,
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
      changes.get(name)?.entered ?? null,
      changes.get(name)?.left ?? null,
      rounded(seconds.get(name)),
    ]),
  };
  const answer = await openAnswer(context, {}, 'segments');
  await answer.write(table);
}

/** Says which files of the folder are lists of segments that are no longer defined, or no longer written. */
export async function sayLeftAlone(
  context: Context,
  { definitions }: Workspace,
  { path, format }: Folder,
): Promise<void> {
  const extension = `.${format.extensions[0]}`;
  const written = new Set(
    definitions.segments.flatMap(({ name, output, enabled }) => (output && enabled ? [name] : [])),
  );
  const found = (await readdir(path).catch(() => [])).sort().filter((file) => {
    const name = file.slice(0, -extension.length);
    return file !== RUN_FILE && extname(file) === extension && LIST_NAME.test(name) && !written.has(name);
  });
  if (found.length === 0) return;
  context.report({ severity: 'note', code: 'left-alone', message: leftAlone(found) });
}

/** Names told before the rest is only counted. */
const NAMED = 3;

function leftAlone(files: readonly string[]): string {
  const named = files.slice(0, NAMED).map((file) => `\`${file}\``);
  const more = files.length - named.length;
  const all = more > 0 ? [...named, `${more} more`] : named;
  const list = all.length === 1 ? all[0]! : `${all.slice(0, -1).join(', ')} and ${all.at(-1)!}`;
  return files.length === 1
    ? `${list} is there already and no segment is written to it: it was left as it is`
    : `${list} are there already and no segment is written to them: they were left as they are`;
}

/** The names of segments, and of the stages of a set. */
const LIST_NAME = /^[a-z0-9][a-z0-9_-]*([.][a-z0-9][a-z0-9_-]*)?$/;

/** Why there is no list. Throws a `Failure` (2) unless the definitions say so themselves, or have errors that were told. */
export function sayNothingToWrite(context: Context, workspace: Workspace): void {
  if (errorsOf(workspace).length > 0) return;
  const { files, definitions } = workspace;
  const asked = new Set(files.filter((file) => file.asked).map((file) => file.source.name));
  const some = definitions.segments.some(({ span }) => asked.has(span.source.name));
  if (!some) throw failure(2, 'nothing-to-write', 'nothing to write: the files define no segment');
  context.report({
    severity: 'warning',
    code: 'nothing-to-write',
    message: 'nothing to write: every segment asked for says `output: false` or `enabled: false`',
  });
}

/** As-of, sizes and seconds, where somebody watches. */
export function sayFooter({ context, workspace, membership }: Evaluated, seconds: number): void {
  if (!context.stdout.isTerminal && !context.stderr.isTerminal && !context.objects) return;
  const { asOf, facts } = workspace;
  const read = facts.reduce(
    (sum, { rows, leftOut }) => sum + leftOut.reduce((all, each) => all + each.rows, rows),
    0,
  );
  context.say(
    'run',
    [
      `as of ${asOf.date} (${asOf.zone})`,
      `${counted(membership.base)} customers`,
      `${counted(read)} rows read`,
      `${seconds.toFixed(1)} s`,
    ].join(' · '),
    { as_of: asOf.date, timezone: asOf.zone, customers: membership.base, rows_read: read, seconds },
  );
}

function shareOf(size: number, base: number): number {
  return base === 0 ? 0 : size / base;
}

/** Against the size before; there is no share of nobody. */
function changeOf(size: number, before: number | undefined): number | null {
  return before === undefined || before === 0 ? null : size / before - 1;
}

function rounded(seconds: number | undefined): number | null {
  return seconds === undefined ? null : Math.round(seconds * 1000) / 1000;
}
