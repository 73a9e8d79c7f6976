/** What `lift` is asked, bound to the project: whose outcomes, by which arms, measured how. */

import { collector } from '../diagnostics/collect.ts';
import { Failure, failure } from '../diagnostics/failure.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { copyRecordedSplit, type RecordedSplit } from '../evaluation/recording.ts';
import { checkEvents } from '../features/cohort-models.ts';
import { usualRfmTable } from '../features/rfm-model.ts';
import { parsingWith } from '../language/condition.ts';
import { readEvents } from '../language/events.ts';
import { measureValue } from '../language/measure-value.ts';
import { columnValue } from '../model/column-value.ts';
import type { EventTable } from '../model/schema.ts';
import type { Segment, Split } from '../model/segment.ts';
import { isNumber, type Rows, typeOf, type Value } from '../model/value.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type Arms, readArms } from './arm-shares.ts';
import { type MeasuredField, readField } from './measured-field.ts';
import { boundsOf, type PeriodAsked, readPeriod } from './period-asked.ts';

const eventMetrics = ['conversion', 'orders', 'revenue'] as const;

type EventMetric = (typeof eventMetrics)[number];

export interface Metric {
  readonly name: string;
  readonly value: Value;
  /** `conversion` counts who has any; `field` is a rate where it is 0 or 1 for everybody, else a mean. */
  readonly kind: EventMetric | 'field';
  readonly table?: string;
}

export interface LiftQuestion {
  readonly segment?: string;
  readonly arms:
    | { readonly kind: 'split'; readonly split: Split; readonly recorded?: RecordedSplit }
    | { readonly kind: 'field'; readonly field: MeasuredField; readonly shares?: Arms };
  readonly control?: string;
  readonly metrics: readonly Metric[];
  readonly within?: MeasuredField;
  readonly period?: PeriodAsked;
  readonly alpha: number;
}

export const listChoices = ['recorded', 'computed'] as const;

export type ListChoice = (typeof listChoices)[number];

/** Who is in the recorded list: one column `customer`. */
export const RECORDED_RELATION = 'segment_lift_recorded';

/** As asked. */
export interface LiftWords {
  readonly arms?: string | undefined;
  /** The recorded list where there is one, unless said. */
  readonly list?: ListChoice | undefined;
  readonly control?: string | undefined;
  readonly shares?: string | undefined;
  readonly metrics: readonly string[];
  readonly within?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly on?: string | undefined;
  readonly alpha: number;
}

/**
 * Copies the list of a split segment where it is recorded, into the relation `RECORDED_RELATION`. Throws a `Failure`:
 * 2 with what is wrong with the words, 75 when the history is held.
 */
export async function readLiftQuestion(
  workspace: Workspace,
  segment: Segment | undefined,
  words: LiftWords,
): Promise<LiftQuestion> {
  const { from, to, control, within, alpha } = words;
  if (from === undefined && to !== undefined) {
    throw failure(2, 'option-value', '`--to` is the end of a period, and `--from` its beginning');
  }
  if (words.shares !== undefined && words.arms === undefined) {
    throw failure(2, 'option-value', '`--shares` goes with `--arms FIELD`: a split has its own');
  }
  const period = from === undefined ? undefined : readPeriod(from, to, workspace.asOf);
  const recorded =
    segment === undefined || words.arms !== undefined || words.list === 'computed'
      ? undefined
      : await copyRecordedSplit(workspace, segment.name, period?.start ?? workspace.asOf, RECORDED_RELATION);
  if (!recorded && words.list === 'recorded') throw notRecorded(segment, words);
  return {
    ...(segment ? { segment: segment.name } : {}),
    arms: recorded ? { kind: 'split', split: recorded.split, recorded } : armsOf(workspace, segment, words),
    ...(control === undefined ? {} : { control }),
    metrics: metricsOf(workspace, words, period),
    ...(within === undefined ? {} : { within: readField(workspace, 'within', within) }),
    ...(period ? { period } : {}),
    alpha,
  };
}

function notRecorded(segment: Segment | undefined, { arms, from }: LiftWords): Failure {
  if (!segment || arms !== undefined) {
    return failure(2, 'option-value', '`--list` is about the list of a segment with a `split`');
  }
  const when = from === undefined ? '' : ` by ${from}`;
  return failure(2, 'not-recorded', `no list of \`${segment.name}\` with arms was recorded${when}`, [
    '`segment run --record` keeps every list; `--list computed` takes who would have been in it',
  ]);
}

function armsOf(
  workspace: Workspace,
  segment: Segment | undefined,
  { arms, shares }: LiftWords,
): LiftQuestion['arms'] {
  if (arms !== undefined) {
    const field = readField(workspace, 'arms', arms);
    return { kind: 'field', field, ...(shares === undefined ? {} : { shares: readArms('shares', shares) }) };
  }
  if (segment?.split) return { kind: 'split', split: segment.split };
  const message = segment ? `\`${segment.name}\` has no \`split\`` : 'nobody said what the arms are';
  throw failure(2, 'no-arms', message, [
    'name a segment with a `split`, or the field that holds the arm: `--arms treatment.arm`',
  ]);
}

function metricsOf(
  workspace: Workspace,
  words: LiftWords,
  period: PeriodAsked | undefined,
): readonly Metric[] {
  const names = [...new Set(words.metrics.flatMap((each) => each.split(',')).map((name) => name.trim()))];
  const rows =
    names.length === 0 || names.some(isEventMetric) ? rowsOfPeriod(workspace, words, period) : undefined;
  const table = rows && workspace.schema.events.find(({ name }) => name === rows.table);
  const wanted =
    names.length > 0
      ? names
      : eventMetrics.filter((name) => name !== 'revenue' || table?.value !== undefined);
  return wanted.map((name) =>
    isEventMetric(name) ? eventMetric(name, rows!, table!) : fieldMetric(workspace, name),
  );
}

function isEventMetric(name: string): name is EventMetric {
  return eventMetrics.some((metric) => metric === name);
}

function rowsOfPeriod(workspace: Workspace, { on }: LiftWords, period: PeriodAsked | undefined): Rows {
  if (!period) {
    throw failure(2, 'no-period', 'conversion, orders and revenue are counted over a period', [
      'say when it began: `--from 2026-06-01`, or measure a field in place of them: `--metric FIELD`',
    ]);
  }
  const rows = on === undefined ? usualRows(workspace) : readRows(workspace, on);
  return { ...rows, bounds: [...rows.bounds, boundsOf(period)] };
}

function usualRows({ schema }: Workspace): Rows {
  const table = usualRfmTable(schema.events);
  if (table) return { table: table.name, bounds: [], steps: [] };
  throw failure(2, 'no-events', 'nobody said which events are conversions', [
    'name their table: `--on orders`, or measure a field in place of them: `--metric FIELD`',
  ]);
}

function readRows(workspace: Workspace, on: string): Rows {
  const found = collector();
  const { events } = workspace.schema;
  const parsing = parsingWith(
    events.map((table) => table.name),
    found.report,
  );
  const syntax = readEvents({ name: '--on', text: on }, parsing);
  const name = syntax?.table.text;
  if (events.some((table) => table.name === name && table.time === undefined)) {
    throw failure(2, 'needs-time', `\`${name}\` has no time, and a period needs one`, [
      'measure its column in place of its rows: `--metric TABLE.COLUMN`',
    ]);
  }
  const rows = syntax && checkEvents(syntax, workspace.names(found.report));
  if (!rows || found.hasErrors()) throw new Failure(2, found.diagnostics);
  return rows;
}

function eventMetric(kind: EventMetric, rows: Rows, table: EventTable): Metric {
  if (kind !== 'revenue') return { name: kind, kind, value: measureValue('count', rows) };
  const column = table.columns.find(({ name }) => name === table.value);
  if (!column) {
    throw failure(2, 'no-value', `\`revenue\` needs money, and \`${table.name}\` has no \`value\``, [
      'name its money column with `value:` in the project file',
    ]);
  }
  const of = columnValue(table.name, column);
  return { name: kind, kind, value: measureValue('sum', rows, of) };
}

function fieldMetric(workspace: Workspace, name: string): Metric {
  const { value, table } = readField(workspace, 'metric', name);
  const type = typeOf(value);
  if (isNumber(type) || type === 'boolean')
    return { name, kind: 'field', value, ...(table ? { table } : {}) };
  const nearest = didYouMean(name, eventMetrics);
  throw failure(2, 'field-type', `\`${name}\` is ${type}, and a metric is a number, or true or false`, [
    ...(nearest === undefined ? [] : [nearest]),
  ]);
}
