/** The `cohorts` section of a project file: dates that tell customers apart by when they began. */

import { type Checking, findEvents, type ModelField } from '../check/context.ts';
import { checkField } from '../check/field.ts';
import { nameMessages } from '../check/name-messages.ts';
import { stepRows } from '../check/rows.ts';
import { problem } from '../diagnostics/problem.ts';
import type { EventsSyntax } from '../language/events.ts';
import { measureValue } from '../language/measure-value.ts';
import type { CohortSyntax } from '../language/models/cohorts.ts';
import type { ScalarSyntax } from '../language/syntax.ts';
import { type Cohort, type CohortRange, cohortFields, cohortFieldValue } from '../model/cohort.ts';
import type { EventTable } from '../model/schema.ts';
import { isMoment, type Rows, typeOf } from '../model/value.ts';
import type { Expr } from '../sql/ast.ts';
import { and, binary, date, text } from '../sql/build.ts';
import { checkRanges } from './cohort-ranges.ts';
import type { ModelHost, ModelKind, ModelSetting, NamedModel } from './named-model.ts';

/** The name of the cohort that every project has: by the first order. */
const USUAL_COHORT_NAME = 'cohort';

export const cohortModels: ModelKind<'cohorts', Cohort> = {
  section: 'cohorts',
  words: 'a cohort',
  models: makeCohorts,
};

/**
 * The cohorts of the section, and the usual one where there are events for it and nothing else has its name. Their
 * dates are bound when they are first asked for, since they may name traits and traits may name them.
 */
function makeCohorts({
  section,
  taken,
  known,
  context,
}: ModelSetting<'cohorts'>): readonly NamedModel<Cohort>[] {
  const bodies = new Map(section?.cohorts.map((cohort) => [cohort.name.text, cohort]));
  const usual = !bodies.has(USUAL_COHORT_NAME) && !taken(USUAL_COHORT_NAME) && usualCohortTable(known);
  const names = [...bodies.keys(), ...(usual ? [USUAL_COHORT_NAME] : [])];
  const bound = new Map<string, Cohort | undefined>();
  const underWay: string[] = [];
  return names.map((name) => cohortModel(name, bodies.get(name)?.ranges !== undefined, () => find(name)));

  function find(name: string): Cohort | undefined {
    const syntax = bodies.get(name);
    if (underWay.includes(name)) {
      if (syntax) context().report(nameMessages.cycle(syntax.name.span, [...underWay, name]));
      return undefined;
    }
    if (!bound.has(name)) {
      underWay.push(name);
      bound.set(name, syntax ? checkCohort(syntax, context()) : usualCohort(context()));
      underWay.pop();
    }
    return bound.get(name);
  }
}

function cohortModel(name: string, ranged: boolean, bound: () => Cohort | undefined): NamedModel<Cohort> {
  const dates = cohortFields.map((field): ModelField => {
    const value = () => {
      const cohort = bound();
      return cohort && cohortFieldValue(cohort, field);
    };
    return { name: field, type: field === 'year' ? 'integer' : 'date', value, isNamed: true };
  });
  const range = ranged ? [{ name: 'range', type: 'text' } as const] : [];
  return {
    name,
    fields: [...dates, ...range],
    kind: 'cohorts',
    bound,
    lower: (_, host) => rangeName(bound()!, host),
  };
}

/** The name of the range that the cohort's date lies in, NULL outside all. */
function rangeName({ date: value, ranges }: Cohort, host: ModelHost): Expr {
  const day = host.date(value);
  const branches = ranges.map((range) => ({ when: inRange(day, range), then: text(range.name) }));
  return { kind: 'case', branches };
}

/** Whether the date lies in the range. */
export function inRange(day: Expr, { from, to }: CohortRange): Expr {
  return and(
    from === undefined ? undefined : binary('>=', day, date(from)),
    to === undefined ? undefined : binary('<', day, date(to)),
  );
}

/** The table whose first event makes the usual cohort: `orders`, or else the first that has times. */
export function usualCohortTable({ schema }: Pick<Checking, 'schema'>): EventTable | undefined {
  const timed = schema.events.filter(({ time }) => time !== undefined);
  return timed.find(({ name }) => name === 'orders') ?? timed[0];
}

function usualCohort(context: Checking): Cohort | undefined {
  const table = usualCohortTable(context);
  return table && firstCohort(USUAL_COHORT_NAME, { table: table.name, bounds: [], steps: [] }, context);
}

/** Customers by the date of the first of the rows. */
function firstCohort(name: string, rows: Rows, context: Checking): Cohort | undefined {
  const table = findEvents(context, rows.table)!;
  const span = { source: { name: '', text: '' }, start: 0, end: 0 };
  const time: ScalarSyntax = { kind: 'scalar', text: table.time!, quoted: false, span };
  const of = checkField(time, { ...context, row: table });
  if (!of) return undefined;
  return { name, rows, date: measureValue('min', rows, of), byFirst: true, ranges: [] };
}

function checkCohort(syntax: CohortSyntax, context: Checking): Cohort | undefined {
  const { name, on, by, isBroken } = syntax;
  if (isBroken) return undefined;
  const rows = on ? checkEvents(on, context) : usualRows(name, context);
  const ranges = checkRanges(syntax.ranges ?? [], context);
  if (!rows) return undefined;
  const cohort = by ? checkCohortDate(name.text, by, rows, context) : firstCohort(name.text, rows, context);
  return cohort && { ...cohort, ranges };
}

/** `first`, or a date of the customer. */
export function checkCohortDate(
  name: string,
  by: ScalarSyntax,
  rows: Rows,
  context: Checking,
): Cohort | undefined {
  if (by.text === 'first' && !by.quoted) return firstCohort(name, rows, context);
  const date = checkField(by, context);
  if (!date) return undefined;
  const type = typeOf(date);
  if (isMoment(type)) return { name, rows, date, byFirst: false, ranges: [] };
  const message = `\`${by.text}\` is no date, and a cohort is made of one`;
  const help = 'take a date or time of the customer, or `first` for the date of the first event';
  context.report(problem(by.span, 'cohort-date', message, help));
  return undefined;
}

function usualRows(name: ScalarSyntax, context: Checking): Rows | undefined {
  const table = usualCohortTable(context);
  if (table) return { table: table.name, bounds: [], steps: [] };
  context.report(problem(name.span, 'no-events', 'cohorts need an event table with a time'));
  return undefined;
}

/** Binds events, which must have a time; `why` says who needs it. */
export function checkEvents(
  { table: name, rows }: EventsSyntax,
  context: Checking,
  why = 'cohorts need one',
): Rows | undefined {
  const table = findEvents(context, name.text)!;
  if (table.time === undefined) {
    context.report(problem(name.span, 'needs-time', `\`${name.text}\` has no time, and ${why}`));
    return undefined;
  }
  return rows ? stepRows(table, rows, context) : { table: table.name, bounds: [], steps: [] };
}
