/** The words of a question about cohorts, bound to the project. */
import type { Checking } from '../check/context.ts';
import { checkField } from '../check/field.ts';
import { checkReference } from '../check/reference.ts';
import { collector } from '../diagnostics/collect.ts';
import { Failure, failure } from '../diagnostics/failure.ts';
import { checkCohortDate, checkEvents, cohortModels, usualCohortTable } from '../features/cohort-models.ts';
import { checkRanges } from '../features/cohort-ranges.ts';
import { boundModels } from '../features/index.ts';
import { parsingWith } from '../language/condition.ts';
import { readEvents } from '../language/events.ts';
import { readRange } from '../language/models/cohorts.ts';
import type { ScalarSyntax } from '../language/syntax.ts';
import type { Cohort, CohortRange } from '../model/cohort.ts';
import { type Duration, parseDuration } from '../model/duration.ts';
import type { PeriodUnit } from '../model/period.ts';
import type { WeekStart } from '../model/period-index.ts';
import { findColumn } from '../model/schema.ts';
import type { Rows } from '../model/value.ts';
import type { Workspace } from '../workspace/workspace.ts';
import {
  type CohortAge,
  type CohortGroups,
  type CohortKind,
  type CohortMeasure,
  type CohortQuestion,
  type CohortView,
  cohortUnits,
  needsValue,
} from './cohort-question.ts';

/** As asked: names and conditions are text, everything else is absent where nobody said. */
export interface CohortWords {
  readonly on?: string | undefined;
  readonly by?: string | undefined;
  /** `[NAME=]PERIOD` or `[NAME=]DATE..DATE`. */
  readonly ranges?: readonly string[] | undefined;
  readonly return?: string | undefined;
  /** A unit of the calendar, or a span such as `30d` or `24h`. */
  readonly period?: string | undefined;
  /** The period of the cohorts themselves. */
  readonly cohort?: PeriodUnit | undefined;
  readonly weekStart?: WeekStart | undefined;
  readonly periods?: number | undefined;
  readonly measure?: CohortMeasure | undefined;
  readonly kind?: CohortKind | undefined;
  readonly view?: CohortView | undefined;
  readonly segment?: string | undefined;
  readonly split?: string | undefined;
}

/** Binds the words. Throws one `Failure` (2) with everything that is wrong with them. */
export function readCohortQuestion(workspace: Workspace, words: CohortWords): CohortQuestion {
  const found = collector();
  const context = workspace.names(found.report);
  const question = bindQuestion(workspace, words, context);
  if (found.hasErrors()) throw new Failure(2, found.diagnostics);
  if (!question) throw new Error('a question about cohorts is wrong, and nobody said why');
  const problem = problemOf(question, words, context);
  if (problem) throw problem;
  return question;
}

function bindQuestion(
  { models }: Workspace,
  words: CohortWords,
  context: Checking,
): CohortQuestion | undefined {
  const cohort = readCohort(words, boundModels(models, cohortModels), context);
  const returns = words.return === undefined ? cohort?.rows : readRows('return', words.return, context);
  const age = readAge(words.period ?? 'month');
  const ranges = readRanges(words.ranges ?? [], context);
  const segments = readSegments(words.by, context);
  const split = words.split === undefined ? undefined : checkField(scalar('split', words.split), context);
  const segment =
    words.segment === undefined ? [] : checkReference(scalar('segment', words.segment), context);
  if (segment.length > 1) throw stageSetFailure(words.segment!, segment);
  if (!cohort || !returns) return undefined;
  return {
    by: byOf(words.by, cohort),
    groups: groupsOf(segments, [...cohort.ranges, ...ranges], words.cohort ?? unitOf(age)),
    rows: cohort.rows,
    returns,
    age,
    weekStart: words.weekStart ?? 'monday',
    measure: words.measure ?? 'retention',
    kind: words.kind ?? 'on',
    view: words.view ?? 'age',
    ...(segment[0] === undefined ? {} : { segment: segment[0] }),
    ...(split ? { split: { name: words.split!, value: split } } : {}),
    ...(words.periods === undefined ? {} : { periods: words.periods }),
  };
}

const SEGMENTS = 'segment:';

function isFirst(by: string | undefined): boolean {
  return by === undefined || by === 'first' || by === 'every' || by.startsWith(SEGMENTS);
}

/** The cohort of that name, or one by a date of the customer or by the first of the events. */
function readCohort(
  { by, on }: CohortWords,
  cohorts: readonly Cohort[],
  context: Checking,
): Cohort | undefined {
  const named = cohorts.find(({ name }) => name === by);
  const rows = on === undefined ? (named?.rows ?? usualRows(context)) : readRows('on', on, context);
  if (!rows) return undefined;
  if (named && !(named.byFirst && on !== undefined)) return { ...named, rows };
  const date = isFirst(by) || named ? scalar('by', 'first') : scalar('by', by!);
  const cohort = checkCohortDate('cohort', date, rows, context);
  return cohort && { ...cohort, ranges: named?.ranges ?? [] };
}

function usualRows(context: Checking): Rows {
  const table = usualCohortTable(context);
  if (table) return { table: table.name, bounds: [], steps: [] };
  throw failure(2, 'no-events', 'cohorts need an event table with a time, and the project has none', [
    'name its time column with `time:` in the project file',
  ]);
}

function byOf(by: string | undefined, cohort: Cohort): CohortQuestion['by'] {
  if (by === 'every') return { kind: 'every' };
  return cohort.byFirst ? { kind: 'first' } : { kind: 'date', date: cohort.date };
}

function groupsOf(
  segments: readonly string[],
  ranges: readonly CohortRange[],
  unit: PeriodUnit,
): CohortGroups {
  if (segments.length > 0) return { kind: 'segments', segments };
  return ranges.length > 0 ? { kind: 'ranges', ranges } : { kind: 'periods', unit };
}

/** `TABLE`, or `TABLE: BLOCK` as it is written in a definition. */
function readRows(option: string, text: string, context: Checking): Rows | undefined {
  const tables = context.schema.events.map(({ name }) => name);
  const syntax = readEvents({ name: `--${option}`, text }, parsingWith(tables, context.report));
  return syntax && checkEvents(syntax, context);
}

function readSegments(by: string | undefined, context: Checking): readonly string[] {
  if (!by?.startsWith(SEGMENTS)) return [];
  const names = by
    .slice(SEGMENTS.length)
    .split(',')
    .map((name) => name.trim());
  return [...new Set(names.flatMap((name) => checkReference(scalar('by', name), context)))];
}

function readRanges(texts: readonly string[], context: Checking): readonly CohortRange[] {
  const written = texts.flatMap((text) => text.split(','));
  const ranges = written.flatMap((text) => readRange({ name: '--ranges', text }, context.report) ?? []);
  return checkRanges(ranges, context);
}

function scalar(option: string, text: string): ScalarSyntax {
  const source = { name: `--${option}`, text };
  return { kind: 'scalar', text, quoted: false, span: { source, start: 0, end: text.length } };
}

const microseconds: Readonly<Partial<Record<Duration['unit'], number>>> = {
  min: 60_000_000,
  h: 3_600_000_000,
};

function readAge(text: string): CohortAge {
  const unit = cohortUnits.find((candidate) => candidate === text);
  if (unit) return { kind: 'calendar', unit };
  const duration = parseDuration(text);
  const days = duration?.unit === 'd' ? 1 : duration?.unit === 'w' ? 7 : undefined;
  if (duration && duration.n > 0 && days !== undefined) return { kind: 'days', days: duration.n * days };
  const exact = duration && microseconds[duration.unit];
  if (duration && duration.n > 0 && exact !== undefined) {
    return { kind: 'exact', microseconds: duration.n * exact };
  }
  const units = cohortUnits.map((each) => `\`${each}\``).join(', ');
  throw failure(2, 'option-value', `\`--period\` is one of ${units}, or a span, found \`${text}\``, [
    'a span is so many days from the customer’s own date, such as `30d`, or exact hours, such as `24h`',
  ]);
}

/** Customers who are counted from their own dates are still put together by calendar months. */
function unitOf(age: CohortAge): PeriodUnit {
  return age.kind === 'calendar' ? age.unit : 'month';
}

function stageSetFailure(name: string, stages: readonly string[]): Failure {
  return failure(2, 'stage-set', `\`${name}\` is a stage set, and \`--segment\` takes one segment`, [
    `take one of ${stages.map((stage) => `\`${stage}\``).join(', ')}, or \`--by segment:${name}\` for all`,
  ]);
}

/** What does not fit together. */
function problemOf(question: CohortQuestion, words: CohortWords, { schema }: Checking): Failure | undefined {
  const { measure, kind, view, age, by, groups, returns, rows } = question;
  const refuse = (message: string, ...help: readonly string[]): Failure =>
    failure(2, 'cohort-options', message, help);
  const events = schema.events.find(({ name }) => name === returns.table);
  if (needsValue(measure) && events?.value === undefined) {
    return refuse(
      `\`--measure ${measure}\` needs money, and \`${returns.table}\` has no \`value\``,
      'name its money column with `value:` in the project file',
    );
  }
  if (kind !== 'on' && measure !== 'retention' && measure !== 'customers') {
    return refuse(`\`--kind ${kind}\` counts customers, and \`--measure ${measure}\` does not`);
  }
  if (view === 'calendar' && age.kind !== 'calendar') {
    return refuse(
      `\`--view calendar\` needs calendar periods, and \`--period ${words.period}\` counts from each customer’s own date`,
    );
  }
  if (words.cohort !== undefined && groups.kind !== 'periods') {
    return refuse(`\`--cohort ${words.cohort}\` makes cohorts of periods, and here they are ${groups.kind}`);
  }
  if (
    by.kind === 'every' &&
    (groups.kind !== 'periods' || age.kind !== 'calendar' || groups.unit !== age.unit)
  ) {
    return refuse(
      '`--by every` makes a cohort of each period in which customers are active, and of nothing else',
    );
  }
  if (age.kind === 'exact') {
    const dated = [rows.table, returns.table].find((name) => {
      const table = schema.events.find((candidate) => candidate.name === name);
      return table?.time !== undefined && findColumn(table, table.time)?.type === 'date';
    });
    if (dated !== undefined) {
      return refuse(
        `\`${dated}\` has dates only, and \`--period ${words.period}\` needs times`,
        'count in days',
      );
    }
  }
  return undefined;
}
