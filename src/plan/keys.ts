import type { CustomerTable, EventTable, Schema } from '../model/schema.ts';

/** By which column of each table its rows are known to be of a customer. */
export interface CustomerKeys {
  /** Of the customers table; the same values stand in every table's. */
  readonly ofCustomers: string;
  readonly ofEvents: (table: EventTable) => string;
}

/** The keys, as text. */
export function textKeys({ customers }: Schema): CustomerKeys {
  return { ofCustomers: customers.key, ofEvents: (table) => table.customer };
}

/** The numbers that the keys are the digits of, where every table has them: quicker to group and to join by. */
export function numberKeys(schema: Schema): CustomerKeys {
  const { customers, events } = schema;
  const ofCustomers = numberOf(customers, customers.key);
  const numbers = new Map(events.map((table) => [table.name, numberOf(table, table.customer)]));
  if (ofCustomers === undefined || [...numbers.values()].includes(undefined)) return textKeys(schema);
  return { ofCustomers, ofEvents: (table) => numbers.get(table.name)! };
}

/** The column by which rows of the table are grouped before anybody knows whether their keys are clean. */
export type WrittenKeys = (table: EventTable) => string | undefined;

/** Keys as they are written, where it is not known but likely that they have not to be cleaned. */
export const writtenKeys: WrittenKeys = (table) =>
  table.columns.find(({ name }) => name === table.customer)?.written;

function numberOf(table: CustomerTable | EventTable, key: string): string | undefined {
  return table.columns.find(({ name }) => name === key)?.number;
}

/** The schema with the tables' own columns alone, for SQL that is read and run elsewhere. */
export function withOwnColumns(schema: Schema): Schema {
  const strip = <Table extends CustomerTable | EventTable>(table: Table): Table => ({
    ...table,
    columns: table.columns.map(({ number: _, written: __, ...column }) => column),
  });
  return { ...schema, customers: strip(schema.customers), events: schema.events.map(strip) };
}
