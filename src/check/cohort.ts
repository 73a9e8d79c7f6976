/** The `cohorts` section of a project file: dates that tell customers apart by when they began. */
import { problem } from '../diagnostics/problem.ts';
import { measureValue } from '../language/measure-value.ts';
import { type Cohort, cohortFields, cohortFieldValue } from '../model/cohort.ts';
import type { EventTable } from '../model/schema.ts';
import { isMoment, type Rows, typeOf } from '../model/value.ts';
import { fieldsOf, mapOf, scalarOf } from '../yaml/fields.ts';
import type { YamlNode, YamlScalar } from '../yaml/node.ts';
import { checkRanges } from './cohort-ranges.ts';
import { type Cohorts, type Context, findEvents, type Model, type ModelField } from './context.ts';
import { checkField } from './field.ts';
import { messages } from './messages.ts';
import { stepRows } from './rows.ts';

/** The name of the cohort that every project has: by the first order. */
export const usualCohortName = 'cohort';

export interface CohortSyntax {
  readonly name: YamlScalar;
  readonly body: YamlNode;
}

/**
 * The cohorts of the section, and the usual one where there are events for it and nothing else has its name.
 * `context` gives the whole of what names may mean, these cohorts included.
 */
export function makeCohorts(
  section: YamlNode | undefined,
  known: Omit<Context, 'cohorts'>,
  context: () => Context,
): Cohorts {
  const entries = mapOf(section, known.report, 'cohorts')?.entries ?? [];
  const bodies = new Map(entries.map(({ key, value }) => [key.text, { name: key, body: value }]));
  const names = [...bodies.keys(), ...(hasUsual(known, bodies) ? [usualCohortName] : [])];
  const bound = new Map<string, Cohort | undefined>();
  const underWay: string[] = [];
  return {
    models: names.map((name) => modelOf(name, bodies.get(name)?.body, () => find(name))),
    find,
    all: () => names.flatMap((name) => find(name) ?? []),
  };

  function find(name: string): Cohort | undefined {
    if (!names.includes(name)) return undefined;
    const syntax = bodies.get(name);
    if (underWay.includes(name)) {
      if (syntax) context().report(messages.cycle(syntax.name.span, [...underWay, name]));
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

function hasUsual(known: Omit<Context, 'cohorts'>, own: ReadonlyMap<string, unknown>): boolean {
  const { schema, traitNames, stages, models } = known;
  const tables = [...schema.events, ...schema.lookups];
  const taken =
    own.has(usualCohortName) ||
    traitNames.has(usualCohortName) ||
    stages.has(usualCohortName) ||
    [...tables, ...models].some(({ name }) => name === usualCohortName);
  return !taken && usualCohortTable(known) !== undefined;
}

function modelOf(name: string, body: YamlNode | undefined, find: () => Cohort | undefined): Model {
  const ranged = body?.kind === 'map' && body.entries.some(({ key }) => key.text === 'ranges');
  const dates = cohortFields.map((field): ModelField => {
    const value = () => {
      const cohort = find();
      return cohort && cohortFieldValue(cohort, field);
    };
    return { name: field, type: field === 'year' ? 'integer' : 'date', value };
  });
  return { name, fields: [...dates, ...(ranged ? [{ name: 'range', type: 'text' } as const] : [])] };
}

/** The names that the section chooses. */
export function cohortNames(section: YamlNode | undefined): readonly string[] {
  return section?.kind === 'map' ? section.entries.map(({ key }) => key.text) : [];
}

/** The table whose first event makes the usual cohort: `orders`, or else the first that has times. */
export function usualCohortTable({ schema }: Pick<Context, 'schema'>): EventTable | undefined {
  const timed = schema.events.filter(({ time }) => time !== undefined);
  return timed.find(({ name }) => name === 'orders') ?? timed[0];
}

function usualCohort(context: Context): Cohort | undefined {
  const table = usualCohortTable(context);
  return table && firstCohort(usualCohortName, { table: table.name, bounds: [], steps: [] }, context);
}

/** Customers by the date of the first of the rows. */
export function firstCohort(name: string, rows: Rows, context: Context): Cohort | undefined {
  const table = findEvents(context, rows.table)!;
  const span = { source: { name: '', text: '' }, start: 0, end: 0 };
  const time: YamlScalar = { kind: 'scalar', text: table.time!, quoted: false, span };
  const of = checkField(time, { ...context, row: table });
  if (!of) return undefined;
  return { name, rows, date: measureValue('min', rows, of), byFirst: true, ranges: [] };
}

function checkCohort({ name, body }: CohortSyntax, context: Context): Cohort | undefined {
  const fields = fieldsOf(body, ['on', 'by', 'ranges'], context.report, name.text);
  if (!fields) return undefined;
  const on = fields.get('on');
  const rows = on ? checkEvents(on, context) : usualRows(name, context);
  const by = scalarOf(fields.get('by'), context.report, 'by');
  const ranges = checkRanges(fields.get('ranges'), context);
  if (!rows || (fields.has('by') && !by)) return undefined;
  const cohort = by ? checkCohortDate(name.text, by, rows, context) : firstCohort(name.text, rows, context);
  return cohort && { ...cohort, ranges };
}

/** `first`, or a date of the customer. */
export function checkCohortDate(
  name: string,
  by: YamlScalar,
  rows: Rows,
  context: Context,
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

function usualRows(name: YamlScalar, context: Context): Rows | undefined {
  const table = usualCohortTable(context);
  if (table) return { table: table.name, bounds: [], steps: [] };
  context.report(problem(name.span, 'no-events', 'cohorts need an event table with a time'));
  return undefined;
}

/** Events with a time: `TABLE`, or `TABLE: BLOCK` to say which rows are meant. */
export function checkEvents(node: YamlNode, context: Context): Rows | undefined {
  const [entry, ...more] = node.kind === 'map' ? node.entries : [];
  const name = node.kind === 'scalar' ? node : entry?.key;
  if (!name || more.length > 0) {
    const help = 'write `orders`, or `{ orders: { where: { channel: app } } }`';
    context.report(messages.expected(node, 'one event table', help));
    return undefined;
  }
  const table = findEvents(context, name.text);
  if (!table) {
    const timed = context.schema.events.filter(({ time }) => time !== undefined);
    context.report(
      messages.unknownTable(
        name,
        timed.map((candidate) => candidate.name),
      ),
    );
    return undefined;
  }
  if (table.time === undefined) {
    context.report(problem(name.span, 'needs-time', `\`${name.text}\` has no time, and cohorts need one`));
    return undefined;
  }
  return entry ? stepRows(table, entry.value, context) : { table: table.name, bounds: [], steps: [] };
}
