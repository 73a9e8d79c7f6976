/** Tables of an engine as relations of the project: described and counted there, and not read. */

import { ROWS_ELSEWHERE } from '../database/engine-failure.ts';
import { quoteIdentifier, quoteText } from '../database/quote.ts';
import { viewOf } from '../database/relation.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { Failure } from '../diagnostics/failure.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { Column } from '../model/schema.ts';
import type { Project, SourceEntry } from '../project/project.ts';
import { relationTypes } from '../sources/given.ts';
import type { LoadedTable, Loading, TablePlan } from '../sources/load-table.ts';
import { at } from '../sources/problems.ts';
import type { Wanted } from '../sources/wanted.ts';
import type { Expr, Query } from '../sql/ast.ts';
import { aggregate, cast, column } from '../sql/build.ts';
import { printQuery } from '../sql/print.ts';
import type { Engine, EngineColumn } from './engine.ts';

/** What the table is, in place of reading it; undefined when something was reported that leaves none. */
export async function loadEngineTable(
  engine: Engine,
  plan: TablePlan,
  { problems, database }: Loading,
): Promise<LoadedTable | undefined> {
  const { name, source } = plan;
  const before = problems.count();
  const unfit = fileOption(source);
  if (unfit !== undefined) {
    const message = `\`${unfit}\` of \`${name}\` says how a file is read, and \`${source.table!.name}\` is a table of ${engine.place}`;
    problems.refuse({ code: 'not-on-engine', message, ...at(source.table!) });
    return undefined;
  }
  const found = await engine.describe(source.table!.name);
  if (!found) {
    const message = `${engine.place} has no table \`${source.table!.name}\``;
    problems.refuse({ code: 'missing-table', message, ...at(source.table!) });
    return undefined;
  }
  for (const wanted of plan.wanted) reportUnfit(wanted, found, plan, engine, problems);
  if (problems.count() > before) return undefined;
  const { rows, distinct, columns } = await measured(engine, plan, found);
  if (plan.kind !== 'events' && distinct !== rows) {
    const message = `\`${name}\` has ${rows} rows and ${distinct} different values of its key \`${plan.key!.name}\``;
    problems.fail({
      code: 'repeated-key',
      message,
      help: ['a key stands once: make a view there with one row for each'],
      ...at(plan.key!),
    });
    return undefined;
  }
  // Whatever asks for rows here is told that there are none, and not that a value has no type.
  const items = columns.map(
    ({ name: each, type }) =>
      `CAST(error(${quoteText(ROWS_ELSEWHERE)}) AS ${relationTypes[type]}) AS ${quoteIdentifier(each)}`,
  );
  await database.run(viewOf(name, `SELECT ${items.join(', ')}`));
  const time = columns.find((each) => each.name === plan.time?.name);
  return {
    ...(plan.key ? { key: plan.key.name } : {}),
    columns,
    facts: {
      table: name,
      kind: plan.kind,
      files: [],
      bytes: 0,
      read: rows,
      rows,
      leftOut: [],
      columns,
      ...(time?.range ? time.range : {}),
    },
    openFiles: [],
    stamps: [],
  };
}

/** Where the engine has the relations of the project. */
export function enginePaths({ customers, events, lookups }: Project): ReadonlyMap<string, string> {
  const tables = [{ ...customers, name: { name: 'customers' } }, ...events, ...lookups];
  return new Map(
    tables.flatMap(({ name, source }) => (source?.table ? [[name.name, source.table.name] as const] : [])),
  );
}

/** Tables made of others' rows, and columns computed of others, are made here. */
export function refuseMade({ customers, events, lookups }: Project, { place }: Engine): void {
  const made = [
    ...(customers.from ? [customers.from] : []),
    ...events.flatMap(({ from, customer }) => [
      ...(from ? [from] : []),
      ...(customer?.of ? [customer.of] : []),
    ]),
    ...[customers, ...events, ...lookups].flatMap(({ computed }) => computed.map(({ name }) => name)),
  ];
  const problems = made.map(
    (name): Diagnostic => ({
      severity: 'error',
      code: 'not-on-engine',
      message: `\`${name.name}\`: tables and columns that are made of others do not work on ${place}`,
      help: ['make a view there'],
      ...at(name),
    }),
  );
  if (problems.length > 0) throw new Failure(2, problems);
}

/** An option that only files have. */
function fileOption(source: SourceEntry): string | undefined {
  const { columns, each, skipRows, skipLast, delimiter, encoding, decimal, dateFormats, nullValues, zone } =
    source;
  const given: readonly (readonly [string, boolean])[] = [
    ['columns', columns.length > 0],
    ['each', each !== undefined],
    ['skip_rows', skipRows !== undefined],
    ['skip_last', skipLast !== undefined],
    ['delimiter', delimiter !== undefined],
    ['encoding', encoding !== undefined],
    ['decimal', decimal !== undefined],
    ['date_format', dateFormats.length > 0],
    ['null_values', nullValues.length > 0],
    ['source_timezone', zone !== undefined],
    ['newest', source.newest !== undefined || source.newestPer !== undefined],
  ];
  return given.find(([, isGiven]) => isGiven)?.[0];
}

/** Of which types a column of the role may be. A key is read as text. */
const fittingTypes: Readonly<Record<Wanted['role'], readonly Column['type'][] | undefined>> = {
  key: ['text', 'integer'],
  time: ['date', 'time'],
  amount: ['integer', 'decimal', 'float'],
  none: undefined,
};

function reportUnfit(
  { name, role, what, isOptional, normalise }: Wanted,
  columns: readonly EngineColumn[],
  { source }: TablePlan,
  { place }: Engine,
  problems: Loading['problems'],
): void {
  const table = source.table!.name;
  const found = columns.find((column) => column.name === name.name);
  if (!found) {
    if (isOptional) return;
    const near = didYouMean(
      name.name,
      columns.map((column) => column.name),
    );
    const message = `\`${table}\` in ${place} has no column \`${name.name}\`, ${what}`;
    problems.refuse({ code: 'missing-column', message, ...(near ? { help: [near] } : {}), ...at(name) });
    return;
  }
  const fits = fittingTypes[role];
  if (fits && !fits.includes(found.type)) {
    const message = `\`${name.name}\` of \`${table}\` is ${what}, and in ${place} it is of the type ${found.type}`;
    problems.refuse({ code: 'column-type', message, ...at(name) });
  }
  if (normalise) {
    const message = `\`normalise\` of \`${name.name}\` does not work on ${place}`;
    problems.refuse({ code: 'not-on-engine', message, ...at(name) });
  }
}

interface Measured {
  readonly rows: number;
  readonly distinct: number;
  readonly columns: readonly Column[];
}

/** Rows, different keys, and between which times they are: the changes of the clock in between are part of the SQL. */
async function measured(engine: Engine, plan: TablePlan, found: readonly EngineColumn[]): Promise<Measured> {
  const times = found.filter(({ type }) => type === 'time' || type === 'date');
  const unique = plan.kind !== 'events' && plan.key;
  const ends = (name: 'min' | 'max', item: EngineColumn): Expr =>
    cast(aggregate(name, cast(column(item.name), item.type === 'date' ? 'date' : 'timestamp')), 'text');
  const asked: readonly Expr[] = [
    aggregate('count', undefined),
    unique ? aggregate('count', column(unique.name), { distinct: true }) : aggregate('count', undefined),
    ...times.flatMap((item) => [ends('min', item), ends('max', item)]),
  ];
  const query: Query = {
    with: [],
    body: {
      kind: 'select',
      items: asked.map((expr, index) => ({ expr, as: `n_${index}` })),
      from: { relation: plan.source.table!.name, isPath: true },
    },
  };
  const [[rows, distinct, ...edges] = []] = await engine.rows(printQuery(query, engine.dialect));
  const keys = new Set(plan.wanted.filter(({ role }) => role === 'key').map(({ name }) => name.name));
  const columns = found.map((item): Column => {
    if (keys.has(item.name)) return { name: item.name, type: 'text', nullable: item.nullable };
    const place = times.indexOf(item);
    const [first, last] = place < 0 ? [] : edges.slice(2 * place, 2 * place + 2);
    return first && last ? { ...item, range: { first: iso(first), last: iso(last) } } : item;
  });
  return { rows: Number(rows), distinct: Number(distinct), columns };
}

const iso = (text: string): string => text.replace(' ', 'T');
