/** Lists in the shape of where they go, written and told. */
import { failure } from '../diagnostics/failure.ts';
import type { Contactable } from '../evaluation/contactable.ts';
import { copyNewestBefore } from '../evaluation/recording.ts';
import { counted, countOf } from '../model/count.ts';
import type { Segment } from '../model/segment.ts';
import { platforms } from '../outgoing/index.ts';
import {
  type Change,
  compareRows,
  makeRows,
  type OutgoingCounts,
  RECORDED_RELATION,
  type Shape,
  selectMoved,
  selectRows,
} from '../outgoing/outgoing.ts';
import type { Select } from '../sql/ast.ts';
import { printQuery } from '../sql/print.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Context } from './context.ts';
import type { ExportOptions } from './export-options.ts';
import { writeRows } from './write-rows.ts';

/** The files of a list that is compared with the last one. */
export const changes = ['added', 'removed'] as const satisfies Change[];

export function shapeOf({ to, dedupe }: ExportOptions): Shape {
  return { platform: platforms.find(({ name }) => name === to), dedupe };
}

/** Before the first list is written. */
export async function refuseUnrecorded(segments: readonly Segment[], workspace: Workspace): Promise<void> {
  for (const { name } of segments) {
    const since = await copyNewestBefore(workspace, name, RECORDED_RELATION);
    if (since === undefined) throw notRecorded(name, workspace.asOf.date);
  }
}

export interface Outgoing {
  readonly context: Context;
  readonly workspace: Workspace;
  readonly chosen: ExportOptions;
  readonly segment: Segment;
  readonly list: Contactable;
  readonly channel: string | undefined;
  readonly inFolder: boolean;
}

export async function exportList(outgoing: Outgoing): Promise<void> {
  const { context, workspace, chosen, segment, list, channel } = outgoing;
  const shape = shapeOf(chosen);
  const rows = await makeRows(workspace, list, shape);
  sayWithheld(context, segment.name, list, channel);
  sayLeftOut(context, segment.name, rows, chosen);
  if (chosen['since-last']) return exportMoved(outgoing, shape, rows);
  await write(outgoing, segment.name, rows.names, selectRows(rows.names), rows.written);
}

async function exportMoved(outgoing: Outgoing, shape: Shape, { names }: OutgoingCounts): Promise<void> {
  const { context, workspace, segment, inFolder } = outgoing;
  const since = await copyNewestBefore(workspace, segment.name, RECORDED_RELATION);
  if (since === undefined) throw notRecorded(segment.name, workspace.asOf.date);
  const moved = await compareRows(workspace, shape);
  context.say(
    'moved',
    `${segment.name}: ${counted(moved.added)} added, ${counted(moved.removed)} removed since ${since.date}`,
    { segment: segment.name, added: moved.added, removed: moved.removed, since: since.date },
  );
  if (moved.gone > 0) {
    context.report({
      severity: 'warning',
      code: 'removed-unknown',
      message: `${counted(moved.gone)} of \`${segment.name}\` are no longer among the customers, and cannot be named as removed`,
      help: ['remove them where the list went, or send the whole list in its place'],
    });
  }
  if (!inFolder) {
    const both = [...names, 'change'];
    return write(outgoing, segment.name, both, selectMoved(names, undefined), moved.added + moved.removed);
  }
  for (const change of changes) {
    await write(outgoing, `${segment.name}-${change}`, names, selectMoved(names, change), moved[change]);
  }
}

function write(
  { context, chosen, workspace, list }: Outgoing,
  title: string,
  names: readonly string[],
  body: Select,
  rows: number,
): Promise<void> {
  const format = chosen.format ?? (chosen.out === undefined ? 'csv' : undefined);
  return writeRows(context, { ...chosen, format }, title, {
    database: workspace.database,
    key: list.key,
    names,
    query: printQuery({ with: [], body }, workspace.dialect),
    count: rows,
  });
}

function notRecorded(segment: string, date: string) {
  return failure(2, 'not-recorded', `no run of \`${segment}\` before ${date} is recorded`, [
    'send the whole list first, and record it: `segment run FILES --record`',
  ]);
}

/** `vips: 6,210 in the segment, 5,871 contactable, 339 withheld (consent 301, bounced 38)` */
function sayWithheld(context: Context, name: string, list: Contactable, channel: string | undefined): void {
  const { customers, contactable, withheld, listed } = list;
  const reasons = withheld.map((each) => `${each.reason} ${counted(each.customers)}`).join(', ');
  context.say(
    'contactable',
    [
      `${name}: ${counted(customers)} in the segment`,
      `${counted(contactable)} contactable`,
      `${counted(customers - contactable)} withheld${reasons === '' ? '' : ` (${reasons})`}`,
      ...(channel === undefined ? ['nobody asked for consent: no channel'] : []),
      ...(listed < contactable ? [`${counted(listed)} after sample and limit`] : []),
    ].join(', '),
    { segment: name, customers, contactable, withheld, listed, channel: channel ?? null },
  );
}

function sayLeftOut(context: Context, name: string, rows: OutgoingCounts, { dedupe }: ExportOptions): void {
  const unknown = rows.unidentified - rows.misaddressed;
  const reasons = [
    ...(rows.misaddressed > 0 ? [`e-mail is no address ${counted(rows.misaddressed)}`] : []),
    ...(unknown > 0 ? [`nothing to know them by ${counted(unknown)}`] : []),
    ...(rows.repeated > 0 ? [`same ${dedupe} ${counted(rows.repeated)}`] : []),
  ];
  if (reasons.length > 0) {
    const all = counted(rows.unidentified + rows.repeated);
    context.say(
      'left-out',
      `${name}: ${countOf(rows.written, 'row')}, ${all} left out (${reasons.join(', ')})`,
      {
        segment: name,
        written: rows.written,
        unidentified: rows.unidentified,
        repeated: rows.repeated,
      },
    );
  }
  for (const [field, customers] of Object.entries(rows.unasked)) {
    if (customers === 0) continue;
    const written = customers === 1 ? 'row is' : 'rows are';
    context.say(
      'no-consent',
      `${name}: ${counted(customers)} ${written} without the ${field}: no consent to be reached by it`,
      { segment: name, field, customers },
    );
  }
  if (rows.undialled > 0) {
    const are = rows.undialled === 1 ? 'telephone number is' : 'telephone numbers are';
    context.say(
      'undialled',
      `${name}: ${counted(rows.undialled)} ${are} not complete: \`--country\` says where customers without a country are`,
      { segment: name, customers: rows.undialled },
    );
  }
}
