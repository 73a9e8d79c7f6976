/** The SQL of a run as one query to be read, kept and run elsewhere. */
import { startOf } from '../diagnostics/position.ts';
import { tablesOf } from '../model/schema.ts';
import type { Segment } from '../model/segment.ts';
import { Names } from '../plan/intern.ts';
import { relationAt } from '../plan/joined-relation.ts';
import { withOwnColumns } from '../plan/keys.ts';
import type { Plan, PlannedSegment } from '../plan/plan.ts';
import type { Query, Select, SelectItem } from '../sql/ast.ts';
import type { Dialect } from '../sql/dialect.ts';
import { intoTable } from '../sql/into.ts';
import { oneLine, printQuery } from '../sql/print.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { allLists } from './all-lists.ts';
import { MEMBERSHIP_RELATION } from './lists.ts';
import { type ListsWanted, listsOf } from './membership.ts';
import { readThrough } from './read-tables.ts';
import { type Planned, planRelation } from './relation.ts';
import { refuseUnsaid } from './unsaid.ts';

/**
 * What `run` evaluates and writes for the segments, in one query over the loaded tables: the membership
 * relation as a common table, then a row a member, by segment and key. Comments say where it comes from. `into` makes
 * a table of the rows.
 */
export async function runSql(
  workspace: Workspace,
  segments: readonly Segment[],
  dialect: Dialect,
  version: string,
  into?: string,
): Promise<string> {
  const own = { ...workspace, schema: withOwnColumns(workspace.schema) };
  const queryOf = async (segment: Segment) => (await planRelation(own, listsOf([segment]))).query;
  if (dialect !== workspace.dialect) await refuseUnsaid(segments, dialect, queryOf);
  const planned = await planRelation(own, listsOf(segments));
  const read = readThrough(
    withColumnNames(listsQuery(planned, segments, dialect), dialect),
    workspace.fileSchema,
    dialect,
    workspace.engine?.paths,
  );
  const query = printQuery(read, dialect);
  const long = dialect.tooLong?.(Buffer.byteLength(query));
  const lines = [
    ...headOf(workspace, segments, dialect, version),
    ...(long === undefined ? [] : [`the query is ${long}`]),
    ...ordersOf(workspace, query, dialect),
    ...joinedOf(planned.plan, workspace, dialect),
  ];
  const head = lines.map((line) => `-- ${oneLine(line)}`);
  const { before, after } = into === undefined ? { before: [], after: [] } : intoTable(into, dialect);
  return `${[...head, ...before, `${query};`, ...after].join('\n')}\n`;
}

function headOf(
  { asOf, schema, facts, engine, dialect: own }: Workspace,
  segments: readonly Segment[],
  dialect: Dialect,
  version: string,
): readonly string[] {
  const parameters = segments.flatMap((segment) =>
    Object.entries(segment.parameters).map(([name, value]) => `${segment.name}: ${name} = ${value}`),
  );
  const tables = tablesOf(schema).map(({ name, relation }) => {
    const files = facts.find((table) => table.table === name)?.files ?? [];
    const path = engine?.paths.get(name) ?? files.join(', ');
    return `${dialect.identifier(relation)} (${path || 'made of other tables'})`;
  });
  return [
    `segment ${version}, dialect ${dialect.name}, gives the lists that \`segment run\` writes`,
    ...(dialect === own ? [] : [`the dialect was ${dialect.verified}`]),
    `as of ${asOf.date}, which is everything before ${asOf.instant}; time zone ${asOf.zone}`,
    ...(parameters.length > 0 ? [`parameters: ${parameters.join('; ')}`] : []),
    `tables, as \`segment sources\` shows them: ${tables.join(', ')}`,
  ];
}

/** Columns of tables that their files do not have. */
function ordersOf({ schema, facts }: Workspace, query: string, dialect: Dialect): readonly string[] {
  return [...schema.events, ...(schema.unowned ?? [])].flatMap(({ name, order }) => {
    const column =
      order === undefined || !facts.some(({ table }) => table === name)
        ? ''
        : `${dialect.identifier(name)}.${dialect.identifier(order)}`;
    return column !== '' && query.includes(column) ? [`${column} counts rows in the order of the files`] : [];
  });
}

/** What is no table of the project's, and has to be there all the same. */
function joinedOf({ joined }: Plan, { asOf }: Workspace, dialect: Dialect): readonly string[] {
  return joined.map(
    (relation) =>
      `${dialect.identifier(relationAt(relation, asOf))} is what \`segment\` finds out about each customer for \`${relation.name}\``,
  );
}

function listsQuery(
  { asked, query }: Planned<ListsWanted>,
  segments: readonly Segment[],
  dialect: Dialect,
): Query {
  const body = query.body as Select;
  const notes = new Map(asked.segments.map((planned) => [planned.member, noteOf(planned, segments)]));
  const { orderBy: _, ...unordered } = body;
  const commented = { ...unordered, items: body.items.map((item) => withNote(item, notes.get(item.as))) };
  const tables = [...query.with, { name: MEMBERSHIP_RELATION, query: commented }];
  const lists = allLists(asked, dialect);
  return { with: [...tables, ...lists.with], body: lists.body };
}

/** The answer's columns under names that the engine takes, each once. */
function withColumnNames(query: Query, { columnName }: Dialect): Query {
  if (!columnName) return query;
  const renamed = (select: Select): Select => {
    const names = new Names();
    return {
      ...select,
      items: select.items.map((item) => ({ ...item, as: names.give(columnName(item.as)) })),
    };
  };
  const { body } = query;
  return {
    ...query,
    body: body.kind === 'select' ? renamed(body) : { ...body, items: body.items.map(renamed) },
  };
}

function noteOf(planned: PlannedSegment, segments: readonly Segment[]): string | undefined {
  const segment = segments.find(({ name }) => name === planned.name);
  if (!segment) return undefined;
  const place = `${segment.span.source.name}:${startOf(segment.span).line}`;
  return segment.about.title === undefined ? place : `${segment.about.title} (${place})`;
}

function withNote(item: SelectItem, comment: string | undefined): SelectItem {
  return comment === undefined ? item : { ...item, comment };
}
