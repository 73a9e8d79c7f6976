/** Rows of any table, with what stands beside them, for what is made of them. */
import type { EventTable, Schema } from '../../model/schema.ts';
import type { Clocks } from '../clocks.ts';
import type { PlanInput } from '../input.ts';
import type { Names } from '../intern.ts';
import { JoinedTables, type RowHost } from '../joined.ts';
import { textKeys } from '../keys.ts';
import { Ways } from '../thresholds.ts';

/** What recipes need of the plan that they are made for. */
export interface RecipeHost {
  readonly input: PlanInput;
  readonly clocks: Clocks;
  readonly relationNames: Names;
}

export function joinedRows(host: RecipeHost, table: EventTable, prefix: string): JoinedTables {
  return new JoinedTables(rowHost(host), table, 0, host.relationNames.give(`${prefix}_custom`));
}

function rowHost({ input, clocks, relationNames }: RecipeHost): RowHost {
  const { schema } = input;
  const noFeatures = (): never => {
    throw new Error('a row of a recipe reads a computed value of the customer');
  };
  return {
    schema,
    clocks,
    ways: new Ways(),
    relationNames,
    filters: new Map(),
    featuresRelation: noFeatures,
    featureColumn: noFeatures,
    customerColumn: schema.customers.key,
    keys: textKeys(schema),
  };
}

/** Rows of any table, as rows of events. */
export function rowsOf(name: string, { customers, events, lookups, unowned = [] }: Schema): EventTable {
  const event = [...events, ...unowned].find((table) => table.name === name);
  if (event) return event;
  if (name === customers.name) return { ...customers, customer: customers.key };
  const lookup = lookups.find((table) => table.name === name)!;
  return { ...lookup, customer: lookup.key };
}
