/** Lists that stay in the engine that has the tables, as one table: only sizes come here. */
import { type Failure, failure } from '../diagnostics/failure.ts';
import type { Segment } from '../model/segment.ts';
import { withOwnColumns } from '../plan/keys.ts';
import type { Select } from '../sql/ast.ts';
import { aggregate, ascending, column } from '../sql/build.ts';
import { printQuery } from '../sql/print.ts';
import type { OpenEngine, Workspace } from '../workspace/workspace.ts';
import { engineSql, refuseHere } from './engine-sql.ts';
import { shapeLists } from './lists.ts';
import { listsOf, type Membership } from './membership.ts';
import { customerItems, planRelation } from './relation.ts';
import { runSql } from './run-sql.ts';

export type SizesThere = Pick<Membership, 'base' | 'sizes' | 'sql'>;

/**
 * Makes the table of what `segment sql --into SCHEMA.TABLE` prints, in place of one that is there. Throws a `Failure`: 2 where there
 * is no engine that keeps tables, and where the table is there and holds something else.
 */
export async function makeListsThere(
  workspace: Workspace,
  segments: readonly Segment[],
  table: string,
  version: string,
): Promise<SizesThere> {
  const engine = keepingEngine(workspace);
  const own = { ...workspace, schema: withOwnColumns(workspace.schema) };
  const planned = await planRelation(own, listsOf(segments));
  refuseHere(planned.query, engine);
  const { names } = shapeLists(planned.asked, 'segment');
  await refuseOtherTable(engine, table, names.slice(0, 2));
  const sql = await runSql(workspace, segments, engine.dialect, version, table);
  await engine.execute(sql);
  const base = await countBase(own, engine);
  const counted = await engine.rows(
    printQuery({ with: [], body: sizesIn(table, names[0]!) }, engine.dialect),
  );
  const found = new Map(counted.map(([name, size]) => [String(name), Number(size)]));
  return { base, sql, sizes: new Map(segments.map(({ name }) => [name, found.get(name) ?? 0])) };
}

type Keeping = OpenEngine & Required<Pick<OpenEngine, 'execute'>>;

function keepingEngine({ engine }: Workspace): Keeping {
  if (engine?.execute) return { ...engine, execute: engine.execute };
  const why = engine
    ? `${engine.place} is not asked to make tables`
    : 'the tables of this project are in files';
  const help = engine
    ? '`segment sql --into SCHEMA.TABLE` prints the query for it'
    : '`--out` writes the lists; `engine:` in the project file names where tables are';
  throw failure(2, 'no-engine', `\`--into\` keeps the lists where the tables are, and ${why}`, [help]);
}

/** A table of the project's, or one without the columns of lists, would be lost. */
async function refuseOtherTable(engine: OpenEngine, table: string, wanted: readonly string[]): Promise<void> {
  if (table.split('.').some((part) => part === ''))
    throw failure(
      2,
      'option-value',
      `\`--into\` wants a table such as \`marketing.segments\`, found \`${table}\``,
    );
  const taken = (why: string): Failure =>
    failure(2, 'into-other-table', `\`--into ${table}\` would replace ${why}`, ['name a table of its own']);
  const isOwn = [...engine.paths.values()].some((path) => path.toLowerCase() === table.toLowerCase());
  if (isOwn) throw taken('a table of the project');
  const found = await engine.describe(table);
  const there = found?.slice(0, 2).map(({ name }) => name);
  if (there && there.join('\n') !== wanted.join('\n'))
    throw taken(`a table that holds no lists: its columns do not begin with \`${wanted.join('`, `')}\``);
}

async function countBase(workspace: Workspace, engine: OpenEngine): Promise<number> {
  const { query } = await planRelation(workspace, ({ key }) => ({ items: customerItems(key, {}) }));
  const items = [{ expr: aggregate('count', undefined), as: 'customers' }];
  const counting = { ...query, body: { ...query.body, items } };
  const [[count] = []] = await engine.rows(engineSql(workspace, engine, counting));
  return Number(count);
}

function sizesIn(table: string, name: string): Select {
  return {
    kind: 'select',
    items: [
      { expr: column(name), as: name },
      { expr: aggregate('count', undefined), as: 'customers' },
    ],
    from: { relation: table, isPath: true },
    groupBy: [column(name)],
    orderBy: [ascending(column(name))],
  };
}
