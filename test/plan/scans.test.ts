/** More than a hundred segments read each event table once for all plain measures; each further reading has a reason. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listsOf } from '../../src/evaluation/membership.ts';
import { planRelation } from '../../src/evaluation/relation.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { printQuery } from '../../src/sql/print.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { openSamples } from '../workspace/samples.ts';

const PLAIN = 'all plain measures, of every segment, in one scan';
const LATER = 'plain measures of rows that are held against what a scan before found of the customer';
const DISTINCT = 'how many different values the rows of a window have';
const IN_ORDER = 'rows in their order: the first, the last, the gaps between them, what follows them';

let workspace: Workspace;
let plan: Plan;
let sql: string;

beforeAll(async () => {
  workspace = await openSamples();
  const planned = await planRelation(workspace, listsOf(workspace.asked));
  plan = planned.plan;
  sql = printQuery(planned.query, workspace.dialect);
});

afterAll(() => workspace.close());

it('has more than a hundred segments to plan, and far more measures than readings', () => {
  expect(workspace.asked.length).toBeGreaterThan(100);
  const measures = plan.passes.reduce((sum, { features }) => sum + features, 0);
  expect(measures).toBeGreaterThan(3 * readings().length);
});

it('reads every event table once for the plain measures of all of them, and again only for a reason', () => {
  const found = readings();
  const reasonsOf = (wanted: string) =>
    found.flatMap(({ table, reason }) => (table === wanted ? [reason] : [])).sort();
  const tables = workspace.schema.events.map(({ name }) => name);
  expect(Object.fromEntries(tables.map((table) => [table, reasonsOf(table)]))).toEqual({
    orders: [
      PLAIN,
      LATER,
      IN_ORDER,
      'rows of one value first',
      'what follows rows of emails',
      'what follows rows of site',
      'what follows rows of views, then site, then site',
    ],
    lines: [PLAIN, DISTINCT, 'what follows rows of views with the same product_id'],
    emails: [PLAIN, DISTINCT, IN_ORDER],
    site: [PLAIN, DISTINCT, IN_ORDER, 'what follows rows of views', 'what follows rows of views, then site'],
    views: [PLAIN, IN_ORDER, 'rows of one product_category first', 'rows of one product_id first'],
  });
});

it('reads no table twice for one reason', () => {
  const found = readings().map(({ table, reason }) => `${table}: ${reason}`);
  expect(found).toEqual([...new Set(found)]);
});

interface Reading {
  readonly table: string;
  readonly reason: string;
}

/** Every `FROM` and `JOIN` of an event table in the query, with what the common table is for that it stands in. */
function readings(): readonly Reading[] {
  const tables = workspace.schema.events.map(({ name }) => name);
  return commonTables(sql).flatMap(({ name, body }) =>
    [...body.matchAll(/\b(?:FROM|JOIN) (\w+)/g)]
      .flatMap(([, relation]) => (tables.includes(relation!) ? [relation!] : []))
      .map((table) => ({ table, reason: reasonOf(table, name, body) })),
  );
}

function commonTables(sql: string): readonly { readonly name: string; readonly body: string }[] {
  return [...sql.matchAll(/^(?:WITH )?(\w+) AS \(\n(.*?)^\)/gms)].map(([, name, body]) => ({
    name: name!,
    body: body!,
  }));
}

/** Common tables are named for what they hold: `views_rows_in_order_then_site_then_orders`. */
function reasonOf(table: string, name: string, body: string): string {
  const [, anchor, kind, steps] =
    /^(\w+?)_rows(_in_order|_distinct|_by_\w+?)?((?:_then_[a-z]+)*)(?:_\d+)?$/.exec(name)!;
  const key = kind?.startsWith('_by_') ? kind.slice('_by_'.length) : undefined;
  const passed = steps!.split('_then_').slice(1);
  if (passed.length > 0) {
    expect(passed.pop()).toBe(table);
    const before = [anchor, ...passed].join(', then ');
    return `what follows rows of ${before}${key === undefined ? '' : ` with the same ${key}`}`;
  }
  expect(anchor).toBe(table);
  if (kind === '_in_order') return IN_ORDER;
  if (kind === '_distinct') return DISTINCT;
  if (key !== undefined) return `rows of one ${key} first`;
  return /\bJOIN features\b/.test(body) ? LATER : PLAIN;
}
