/** Tables of an engine's own, read as relations are held: what is missing is NULL, text is ordered by bytes. */
import { type Column, type ColumnType, type Schema, tablesOf } from '../model/schema.ts';
import { Names } from '../plan/intern.ts';
import type { CommonTable, Expr, FunctionName, Query, Select } from '../sql/ast.ts';
import { call, column, visit } from '../sql/build.ts';
import type { Dialect } from '../sql/dialect.ts';
import { expressionsIn, mapSelects, readingFrom } from '../sql/walk.ts';

const readerOfType: Readonly<Record<ColumnType, FunctionName>> = {
  text: 'read-text',
  integer: 'read-number',
  decimal: 'read-number',
  float: 'read-number',
  boolean: 'read-boolean',
  date: 'read-date',
  time: 'read-time',
  list: 'read-list',
};

/**
 * The query over common tables that read those of the schema, with the columns that it reads of them. `paths` says
 * where relations are that the engine has under other names. The schema is of the tables as they stand.
 */
export function readThrough(
  query: Query,
  schema: Schema,
  dialect: Dialect,
  paths: ReadonlyMap<string, string> = new Map(),
): Query {
  if (!Object.values(readerOfType).some((name) => dialect.functions[name])) return query;
  const tables = [...tablesOf(schema), ...(schema.unowned ?? [])];
  const made = query.with.map(({ name }) => name);
  const names = new Names(made);
  const read = columnsRead(query);
  const reading = tables.flatMap(({ relation, columns }) => {
    const used = made.includes(relation) ? undefined : read.get(relation);
    if (!used) return [];
    const kept = used === 'all' ? columns.map(({ name }) => name) : [...used];
    const items = kept.map((name) => ({ expr: readColumn(name, columns, dialect), as: name }));
    const path = paths.get(relation);
    const from = path === undefined ? { relation } : { relation: path, isPath: true };
    return [
      { relation, name: names.give(`${relation}_read`), query: { kind: 'select', items, from } as Select },
    ];
  });
  const renamed = new Map(reading.map(({ relation, name }) => [relation, name]));
  const through = mapSelects(query, (select) => readingFrom(select, renamed));
  const common = reading.map(({ name, query }): CommonTable => ({ name, query }));
  return { ...through, with: [...common, ...through.with] };
}

function readColumn(name: string, columns: readonly Column[], dialect: Dialect): Expr {
  const found = columns.find((candidate) => candidate.name === name);
  const isInstant = found?.clock === 'utc' && dialect.functions['read-instant'] !== undefined;
  const reading = found && (isInstant ? 'read-instant' : readerOfType[found.type]);
  return reading && dialect.functions[reading] ? call(reading, column(name)) : column(name);
}

/** The columns of each relation that are read under its alias; all where there are columns without one. */
function columnsRead(query: Query): ReadonlyMap<string, ReadonlySet<string> | 'all'> {
  const found = new Map<string, Set<string> | 'all'>();
  mapSelects(query, (select) => {
    for (const [as, relation] of aliasesOf(select)) {
      const known = found.get(relation) ?? new Set();
      found.set(relation, known === 'all' ? known : addRead(known, select, as));
    }
    return select;
  });
  return found;
}

function addRead(known: Set<string>, select: Select, as: string): Set<string> | 'all' {
  if (select.star?.some((of) => of === '' || of === as)) return 'all';
  let isSure = true;
  for (const expr of expressionsIn(select)) {
    visit(expr, (node) => {
      if (node.kind === 'verbatim' || (node.kind === 'column' && node.relation === undefined)) isSure = false;
      else if (node.kind === 'column' && node.relation === as) known.add(node.name);
    });
  }
  return isSure ? known : 'all';
}

function aliasesOf({ from, joins = [] }: Select): readonly (readonly [as: string, relation: string])[] {
  return [...(from ? [from] : []), ...joins].map(({ relation, as = relation }) => [as, relation]);
}
