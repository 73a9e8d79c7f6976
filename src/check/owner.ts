/** Whose a row is: the customer whose key it has, or who has its address. */
import { columnValue } from '../model/column-value.ts';
import { type EventTable, findColumn, type Schema } from '../model/schema.ts';
import { type Name, type Owner, ownerColumnName } from '../project/project.ts';
import { columnNamed, nameProblem } from './field-of-table.ts';
import type { TableBook } from './recipe-book.ts';

interface OwnerBook extends TableBook {
  /** The customers' table; undefined where it is wrong, which has then been reported. */
  readonly customers: (at: Name) => Schema['customers'] | undefined;
}

/** The rows with the key of their customer; undefined where they have none. */
export function ownedRows(owner: Owner, table: EventTable, book: OwnerBook): EventTable | undefined {
  const { recipes, context } = book;
  const { column: name, of, normalise } = owner;
  const column = columnNamed(name, table, context.report);
  if (!column) return undefined;
  const value = columnValue(table.name, column);
  const customer = ownerColumnName(owner);
  if (!of) {
    if (!normalise) return { ...table, customer: column.name };
    const normalised = {
      name: customer,
      value: { kind: 'normalised', how: normalise, of: value },
    } as const;
    return { ...recipes.extended(table, normalised), customer };
  }
  const addresses = addressBook(owner, of, book);
  if (addresses === undefined) return undefined;
  if (findColumn(table, customer)) {
    context.report(
      nameProblem(
        name,
        'duplicate-column',
        `\`${table.name}\` has a column \`${customer}\`, which is to hold the key of the customer`,
        'rename it under `columns`',
      ),
    );
    return undefined;
  }
  const found = {
    kind: 'owner',
    book: addresses,
    of: value,
    ...(normalise ? { how: normalise } : {}),
  } as const;
  return { ...recipes.extended(table, { name: customer, value: found }), customer };
}

/** The relation that tells whose each address is. */
function addressBook(
  { normalise, prefer }: Owner,
  of: Name,
  { recipes, context, customers: known }: OwnerBook,
): string | undefined {
  const customers = known(of);
  if (!customers) return undefined;
  const table = { ...customers, customer: customers.key };
  const column = columnNamed(of, table, context.report);
  if (!column || (prefer && !columnNamed(prefer, table, context.report))) return undefined;
  return recipes.book(column.name, normalise, prefer?.name);
}
