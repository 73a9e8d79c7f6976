/** What was given back in a file of its own, taken off the orders that its rows name. */
import type { Database } from '../database/database.ts';
import { knownValues } from '../sources/survey.ts';
import type { Draft, DraftEvents, Returned } from './draft.ts';
import { draftEvents } from './draft-events.ts';
import type { FoundTable } from './find-tables.ts';
import type { Named } from './guess-customers.ts';
import { isNegative, moneyColumn } from './guess-money.ts';
import { ordersMaker } from './orders-maker.ts';
import { isOfRefunds } from './refund-column.ts';
import { speaksOf } from './role-words.ts';
import type { GivenBack } from './starters.ts';
import { type ColumnFacts, canIdentify, type TableFacts } from './table-facts.ts';
import { worthOf } from './worth-text.ts';

/** The draft in which what was given back is taken off the orders that its rows name. */
export async function linkRefunds(draft: Draft, named: readonly Named[], database: Database): Promise<Draft> {
  const orders = draft.events.find(({ name }) => name === 'orders') ?? ordersMaker(draft);
  const key = orders?.key ?? orders?.linesOf;
  if (!orders?.value || orders.refunded || orders.corrected || key === undefined) return draft;
  for (const table of named) {
    if (table.facts === orders.facts || !isOfRefunds(table.facts)) continue;
    const by = await orderNamed(table.facts, { facts: orders.facts, key }, database);
    if (by !== undefined && moneyColumn(table.facts) !== undefined)
      return linked(draft, { orders, table, by });
  }
  return draft;
}

interface RefundLink {
  readonly orders: DraftEvents;
  readonly table: Named;
  readonly by: string;
}

/** Rows that are known by their orders alone are of nobody: the orders say whose, and cannot be made of what they make. */
function linked(draft: Draft, { orders, table, by }: RefundLink): Draft {
  const known = draft.events.find(({ facts }) => facts === table.facts);
  const isOwn = known?.customer.kind === 'key' || known?.customer.kind === 'of';
  const { timePath: _, ...own } = known ?? draftEvents(table, { kind: 'none' });
  const refunds: DraftEvents = isOwn ? own : { ...own, customer: { kind: 'none' }, lookups: [] };
  const others = draft.events.filter((events) => events !== orders && events !== known);
  const returned: Returned = {
    table: table.name,
    by,
    value: worthOf(refunds).value!,
    isNegative: isNegative(valuesOf(refunds)),
  };
  return {
    ...draft,
    events: [{ ...orders, returned }, ...others, refunds],
    lookups: draft.lookups.filter(({ facts }) => facts !== table.facts),
    unused: draft.unused.filter(({ facts }) => facts !== table.facts),
  };
}

function valuesOf({ facts, value }: DraftEvents): readonly string[] {
  return facts.columns.find(({ name }) => name === value)?.values ?? [];
}

/** The column whose values are numbers of orders. */
async function orderNamed(
  refunds: TableFacts,
  orders: { readonly facts: TableFacts; readonly key: string },
  database: Database,
): Promise<string | undefined> {
  const { survey } = orders.facts as FoundTable;
  for (const column of refunds.columns.filter((each) => mayName(each, orders.key))) {
    const values = [...new Set(column.values)].filter((value) => value !== '').slice(0, MOST_VALUES);
    const { exact } = await knownValues(values, { survey, column: orders.key }, database);
    if (values.length > 0 && exact.size >= 0.5 * values.length) return column.name;
  }
  return undefined;
}

const MOST_VALUES = 300;

function mayName(column: ColumnFacts, key: string): boolean {
  const isCalledSo = speaksOf(column.name, 'order') || column.name.toLowerCase() === key.toLowerCase();
  return isCalledSo && (canIdentify(column) || column.distinct === 1);
}

/** A table of people's refunds that is of no order in particular, though somebody bought. */
export function givenBackIn({ events }: Draft): { readonly givenBack?: GivenBack } {
  const isLinked = events.some(({ returned }) => returned !== undefined);
  const found = events.find(
    ({ facts, value, time }) => isOfRefunds(facts) && value !== undefined && time !== undefined,
  );
  if (isLinked || !found || events.length < 2) return {};
  return { givenBack: { table: found.name, isNegative: isNegative(valuesOf(found)) } };
}
