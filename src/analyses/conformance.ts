/** Whether an engine finds whom `run` finds: the tables of here are sent there, and the printed SQL is asked of it. */
import { makeTable } from '../database/relation.ts';
import { countUnlike } from '../database/unlike-rows.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { info } from '../diagnostics/diagnostic.ts';
import { failure } from '../diagnostics/failure.ts';
import type { Engine } from '../engines/engine.ts';
import { selectKeys, shapeLists } from '../evaluation/lists.ts';
import { evaluate, listsOf, type Membership } from '../evaluation/membership.ts';
import { planRelation } from '../evaluation/relation.ts';
import { runSql } from '../evaluation/run-sql.ts';
import { sentTable } from '../evaluation/sent-tables.ts';
import { unsaid } from '../evaluation/unsaid.ts';
import { countOf } from '../model/count.ts';
import type { Segment } from '../model/segment.ts';
import { withOwnColumns } from '../plan/keys.ts';
import type { PlannedSegment } from '../plan/plan.ts';
import type { Select } from '../sql/ast.ts';
import { binary, cast, column, text } from '../sql/build.ts';
import { printQuery } from '../sql/print.ts';
import { relationsRead } from '../sql/walk.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Answer } from './answer.ts';

/** Another engine, or the database of the workspace asked as another would be. */
export type Asked = Pick<Engine, 'type' | 'place' | 'dialect' | 'fetch' | 'receive'>;

export interface Comparison extends Answer {
  /** Whether every list that the engine can say is the same. */
  readonly isSame: boolean;
}

/** The database of the workspace, which has the tables. */
export function itself({ dialect, database }: Workspace): Asked {
  return {
    type: 'duckdb',
    place: 'DuckDB',
    dialect,
    fetch: (sql, _, relation) => makeTable(database, relation, sql),
    receive: async () => undefined,
  };
}

const THERE = 'segment_conformance_lists';

export async function compareWith(
  workspace: Workspace,
  segments: readonly Segment[],
  asked: Asked,
  version: string,
): Promise<Comparison> {
  const own = { ...workspace, schema: withOwnColumns(workspace.schema) };
  const queryOf = async (segment: Segment) => (await planRelation(own, listsOf([segment]))).query;
  const refused =
    asked.dialect === workspace.dialect ? new Map() : await unsaid(segments, asked.dialect, queryOf);
  const said = segments.filter(({ name }) => !refused.has(name));
  const found = said.length === 0 ? new Map() : await differences(own, said, asked, version);
  const rows = segments.map(({ name }) => {
    const { members, missing, more } = found.get(name) ?? { members: null, missing: null, more: null };
    const isSame = missing === 0 && more === 0;
    return [
      name,
      asked.type,
      refused.has(name) ? 'refused' : isSame ? 'same' : 'differs',
      members,
      missing,
      more,
    ];
  });
  const same = rows.filter(([, , result]) => result === 'same').length;
  return {
    isSame: same === said.length,
    rows: {
      columns: [
        { name: 'case', kind: 'text' },
        { name: 'engine', kind: 'text' },
        { name: 'result', kind: 'text' },
        { name: 'members', kind: 'integer' },
        { name: 'missing', kind: 'integer' },
        { name: 'more', kind: 'integer' },
      ],
      rows,
    },
    notes: [...refused.values()].map((message): Diagnostic => ({ ...message, severity: 'note' })),
    legend: [
      info('conformance', `${countOf(same, 'list')} of ${segments.length} the same on ${asked.place}`, {
        same,
        lists: segments.length,
      }),
    ],
  };
}

interface Difference {
  /** Whom `run` finds. */
  readonly members: number;
  /** Those that the engine does not find, and those that it finds besides. */
  readonly missing: number;
  readonly more: number;
}

async function differences(
  workspace: Workspace,
  segments: readonly Segment[],
  asked: Asked,
  version: string,
): Promise<ReadonlyMap<string, Difference>> {
  const membership = await evaluate(workspace, segments);
  const bare = withoutColumns(workspace);
  await sendTables(bare, segments, asked);
  const sql = await runSql(bare, segments, asked.dialect, version);
  await asked.fetch(sql.replace(/;\s*$/, ''), workspace.database, THERE);
  const found = new Map<string, Difference>();
  for (const segment of membership.segments)
    found.set(segment.name, await difference(workspace, membership, segment));
  return found;
}

/** Lists of keys alone: only those are compared, and not every engine can send every column. */
function withoutColumns(workspace: Workspace): Workspace {
  const { definitions } = workspace;
  const segments = definitions.segments.map((segment) => ({ ...segment, columns: [] }));
  return { ...workspace, definitions: { ...definitions, segments } };
}

/** Every relation that the query reads: the project's, and what was made of files, recorded runs and models. */
async function sendTables(
  workspace: Workspace,
  segments: readonly Segment[],
  { place, receive }: Asked,
): Promise<void> {
  if (!receive) throw failure(2, 'no-engine', `${place} is not sent tables`);
  const { query } = await planRelation(workspace, listsOf(segments));
  for (const relation of relationsRead(query)) await receive(await sentTable(workspace.database, relation));
}

async function difference(
  { database, dialect }: Workspace,
  { key, segments, sizes }: Membership,
  segment: PlannedSegment,
): Promise<Difference> {
  const [name, customer] = shapeLists({ key, segments }, 'segment').names;
  const there: Select = {
    kind: 'select',
    items: [{ expr: cast(column(customer!), 'text'), as: 'customer' }],
    from: { relation: THERE },
    where: binary('=', column(name!), text(segment.name)),
  };
  const print = (body: Select): string => printQuery({ with: [], body }, dialect);
  const lists = [print(selectKeys(key, segment)), print(there)] as const;
  const [missing, more] = await countUnlike(database, ...lists);
  return { members: sizes.get(segment.name) ?? 0, missing, more };
}
