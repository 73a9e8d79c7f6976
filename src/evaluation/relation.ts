/** From a plan to a relation of the engine: the one way there is. */
import { UNCLEAN_KEY } from '../database/engine-failure.ts';
import type { Packing } from '../database/packed-table.ts';
import { failedFor } from '../diagnostics/failure.ts';
import type { MeasureValue } from '../model/value.ts';
import { longestSpan } from '../model/walk.ts';
import type { PlanInput } from '../plan/input.ts';
import { withOwnColumns } from '../plan/keys.ts';
import { type Measured, measuredKey } from '../plan/measured.ts';
import type { Plan } from '../plan/plan.ts';
import { Planner } from '../plan/planner.ts';
import type { CommonTable, Expr, Query, Select, SelectItem } from '../sql/ast.ts';
import { ascending, binary, column, mapColumns } from '../sql/build.ts';
import { printQuery } from '../sql/print.ts';
import { mapSelects, readingFrom } from '../sql/walk.ts';
import type { OpenEngine, Workspace } from '../workspace/workspace.ts';
import { engineSql } from './engine-sql.ts';
import { gapsQuery, historiesOf } from './histories.ts';
import { type Looking, makeJoined } from './joined.ts';
import { evaluateKeeping, keeps } from './keep.ts';
import { type Found, findKept } from './kept.ts';
import { measureId, type ValueId } from './measure-ids.ts';
import { evaluateIn, inFewestParts, packingOf } from './parts.ts';
import { readRows } from './read-rows.ts';
import { forgetMembers, sharedMembers } from './shared.ts';

/** What a relation holds of each customer. */
export interface Wanted {
  /** Over columns of the plan; the customer's key first. */
  readonly items: readonly SelectItem[];
  /** A relation by `customer` made beside the plan, whose columns the items may read under its name. */
  readonly beside?: { readonly relation: string; readonly tables: () => readonly CommonTable[] };
  /** Only these customers. */
  readonly where?: Expr;
  /** Names of items that are true or false of everybody: kept a bit each, so that many of them take little room. */
  readonly flags?: readonly string[];
  /** Values that something else of the command will ask for; where it is absent, whatever it takes may be. */
  readonly later?: readonly MeasureValue[];
  /** Whether rows stand in the order of the key. */
  readonly inOrder?: boolean;
}

/** What `ask` wanted, and the query that gives it. */
export interface Planned<Asked extends Wanted> {
  readonly asked: Asked;
  readonly plan: Plan;
  readonly query: Query & { readonly body: Select };
}

export interface Relation<Asked extends Wanted> extends Planned<Asked> {
  /** The query as text. */
  readonly sql: string;
  /** How the relation's flags stand in a table behind it. */
  readonly packing?: Packing | undefined;
}

type Keys = Pick<PlanInput, 'trustsKeys' | 'kept'>;

/** The key as `customer`, and beside it the expressions under their names. */
export function customerItems(key: string, values: Readonly<Record<string, Expr>>): readonly SelectItem[] {
  const items = Object.entries(values).map(([as, expr]) => ({ expr, as }));
  return [{ expr: column(key), as: 'customer' }, ...items];
}

/**
 * Makes the temporary relation of one row a customer of what `ask` wants of the planner, of values that an earlier
 * command kept where they are there. `ask` is called several times. The SQL is that which needs nothing kept.
 */
export async function makeRelation<Asked extends Wanted>(
  workspace: Workspace,
  name: string,
  ask: (planner: Planner) => Asked,
): Promise<Relation<Asked>> {
  if (workspace.engine) return madeThere(workspace, workspace.engine, name, ask);
  forgetMembers(workspace, name);
  const plain = await planRelation(workspace, ask, { trustsKeys: true });
  const kept = await findKept(workspace, plain.plan.measures, await idsOf(workspace));
  if (!kept || kept.columns.size === 0) return madeOf(workspace, name, ask, plain, kept);
  const sql = printQuery(plain.query, workspace.dialect);
  const joining = await planRelation(workspace, ask, { trustsKeys: true, kept: kept.columns });
  try {
    return { ...(await madeOf(workspace, name, ask, joining, kept)), sql };
  } catch (error) {
    if (failedFor('interrupted', error)) throw error;
    return madeOf(workspace, name, ask, plain);
  }
}

/** In the engine that has the tables; only its answer comes here. */
async function madeThere<Asked extends Wanted>(
  workspace: Workspace,
  engine: OpenEngine,
  name: string,
  ask: (planner: Planner) => Asked,
): Promise<Relation<Asked>> {
  const planned = await planThere(workspace, ask);
  const sql = engineSql(workspace, engine, planned.query);
  await engine.fetch(sql, workspace.database, name);
  return { ...planned, sql };
}

/** A relation that another query reads: made before it, or as common tables of it. */
export interface Beside<Asked extends Wanted> {
  readonly asked: Asked;
  readonly tables: readonly CommonTable[];
  /** The query of that which was made. */
  readonly sql?: string;
}

/**
 * As `makeRelation`; the names are such as the planner of the other query has not. Where the tables are elsewhere, and
 * where nothing is asked for that customers do not have of themselves, there is one query.
 */
export async function relationBeside<Asked extends Wanted>(
  workspace: Workspace,
  name: string,
  ask: (planner: Planner) => Asked,
  planner: Planner,
): Promise<Beside<Asked>> {
  const { asked, plan, query } = await (workspace.engine
    ? planThere(workspace, ask)
    : planRelation(workspace, ask));
  const isPlain = plan.measures.length + plan.joined.length === 0;
  if (!workspace.engine && !isPlain) return { ...(await makeRelation(workspace, name, ask)), tables: [] };
  const names = new Map(query.with.map((table) => [table.name, planner.relationName(table.name)]));
  const renamed = mapSelects(query, (select) => readingFrom(select, names));
  const tables = renamed.with.map((table) => ({ ...table, name: names.get(table.name)! }));
  return { asked, tables: [...tables, { name, query: renamed.body }] };
}

/** Columns of an engine's own tables have names of their own. */
function planThere<Asked extends Wanted>(
  workspace: Workspace,
  ask: (planner: Planner) => Asked,
): Promise<Planned<Asked>> {
  return planRelation({ ...workspace, schema: withOwnColumns(workspace.schema) }, ask);
}

/**
 * Most keys are clean, as the plan trusts them to be: they are found to be so after rows are grouped by them, or all is
 * done again with care.
 */
async function madeOf<Asked extends Wanted>(
  workspace: Workspace,
  name: string,
  ask: (planner: Planner) => Asked,
  trusting: Planned<Asked>,
  found?: Found,
): Promise<Relation<Asked>> {
  // An engine may leave out by a condition what it has not looked at, keys that are not clean among it.
  if (trusting.asked.where === undefined) {
    try {
      return await made(workspace, name, trusting, found);
    } catch (error) {
      if (!failedFor(UNCLEAN_KEY, error)) throw error;
    }
  }
  const careful = await planRelation(workspace, ask, { kept: found?.columns });
  return made(workspace, name, careful, found);
}

async function made<Asked extends Wanted>(
  workspace: Workspace,
  name: string,
  planned: Planned<Asked>,
  found: Found | undefined,
): Promise<Relation<Asked>> {
  await makeJoined(workspace, planned.plan.joined, lookingAt(workspace));
  const ids = found && askedLater(found.ids, planned.asked.later);
  await inFewestParts(workspace, planned, (parts) =>
    ids && parts === 1 && keeps(workspace, planned, ids)
      ? evaluateKeeping(workspace, planned, name, ids)
      : evaluateIn(parts, workspace, planned, name),
  );
  const packing = packingOf(planned.query, planned.asked.flags);
  return { ...planned, sql: printQuery(planned.query, workspace.dialect), packing };
}

function askedLater(ids: Found['ids'], later: Wanted['later']): Found['ids'] {
  if (!later) return ids;
  const keys = new Set(later.map((value) => measuredKey({ value })));
  return new Map([...ids].filter(([key]) => keys.has(key)));
}

/** What models may ask of the customers of the workspace. */
export function lookingAt(workspace: Workspace): Looking {
  return {
    measure: async (values, conditions, into) => {
      await makeRelation(workspace, into, (planner) => {
        const lowered = [
          ...Object.entries(values).map(([as, value]) => [as, planner.expression(value)] as const),
          ...Object.entries(conditions).map(
            ([as, logic]) => [as, column(planner.condition(logic, as))] as const,
          ),
        ];
        return { items: customerItems(planner.key, Object.fromEntries(lowered)) };
      });
    },
    of: lookingAt,
    histories: async (rows, value, into) => {
      await makeRelation(workspace, into, (planner) => historiesOf(rows, value, planner));
    },
    gaps: async (rows) => {
      const found = await readRows(workspace, gapsQuery(rows, await plannerOf(workspace)));
      return found.map(([days, times]) => [Number(days), Number(times)] as const);
    },
  };
}

/** The query of what `ask` wants, which nobody has run. */
export async function planRelation<Asked extends Wanted>(
  workspace: Workspace,
  ask: (planner: Planner) => Asked,
  keys: Keys = {},
): Promise<Planned<Asked>> {
  const planner = await plannerOf(workspace, keys);
  const asked = ask(planner);
  const plan = planner.finish();
  const tables = [...plan.tables, ...(asked.beside?.tables() ?? [])];
  return { asked, plan, query: { with: tables, body: bodyOf(asked, plan) } };
}

function bodyOf({ items, beside, where, inOrder }: Wanted, { relation, key }: Plan): Select {
  const own = (expr: Expr): Expr => (beside ? mapColumns(expr, (item) => ({ relation, ...item })) : expr);
  const on = beside && binary('=', column('customer', beside.relation), column(key, relation));
  return {
    kind: 'select',
    items: items.map((item) => ({ ...item, expr: own(item.expr) })),
    from: { relation },
    ...(on ? { joins: [{ kind: 'left', relation: beside.relation, as: beside.relation, on }] } : {}),
    ...(where ? { where: own(where) } : {}),
    ...(inOrder ? { orderBy: [ascending(own(items[0]!.expr))] } : {}),
  };
}

/** Says what a value is, by a plan of it alone. */
async function idsOf(workspace: Workspace): Promise<(measured: Measured) => ValueId | undefined> {
  const input = await inputOf(workspace);
  const { definitions } = input;
  const alone: PlanInput = {
    ...input,
    reach: longestSpan(definitions),
    definitions: { ...definitions, traits: [] },
    members: undefined,
  };
  return (measured) => measureId(measured, new Planner(alone), workspace);
}

/** For queries of rows of events, beside the relations of customers. */
export async function plannerOf(workspace: Workspace, keys: Keys = {}): Promise<Planner> {
  return new Planner({ ...(await inputOf(workspace)), ...keys });
}

async function inputOf(workspace: Workspace): Promise<PlanInput> {
  const { schema, asOf, definitions, models, lists, recorded } = workspace;
  const members = sharedMembers(workspace);
  return { schema, asOf, definitions, models, members, files: lists, recorded: await recorded() };
}
