/** Tables that say who may use what, such as accounts: rows of those are of whoever owns them. */
import type { Bridge, DraftEvents } from './draft.ts';
import { draftEvents } from './draft-events.ts';
import type { Named } from './guess-customers.ts';
import type { ColumnFacts, Link, TableFacts } from './table-facts.ts';

const OWNERS = /own|primary|main|holder|inhaber|haupt|wlasciciel|titul|eigen/i;

/** The events, and those that a table between them and the customers leads to. */
export function withBridges(
  tables: readonly Named[],
  events: readonly DraftEvents[],
  links: readonly Link[],
): readonly DraftEvents[] {
  let known = events;
  for (const table of tables) {
    if (known.some(({ facts }) => facts === table.facts)) continue;
    const found = known.flatMap((each) => bridgeOf(table.facts, each, links))[0];
    if (!found) continue;
    const { between, bridge, by, customer } = found;
    const led = draftEvents(table, { kind: 'through', path: `owner.${customer}` });
    known = [
      ...known.map((each) => (each === between ? { ...each, bridge } : each)),
      { ...led, lookups: [{ name: 'owner', table: bridge.name, by }] },
    ];
  }
  return known;
}

interface Found {
  readonly between: DraftEvents;
  readonly bridge: Bridge;
  /** Of the rows that are led through. */
  readonly by: string;
  readonly customer: string;
}

/** Whether both tables know a third one by its key, and one of them knows the customer. */
function bridgeOf(from: TableFacts, between: DraftEvents, links: readonly Link[]): readonly Found[] {
  const { customer, facts, name } = between;
  if (customer.kind !== 'key') return [];
  const own = links.filter((link) => link.from === from);
  for (const { column: by, to, key } of own) {
    const other = links.find((link) => link.from === facts && link.to === to && link.key === key);
    if (!other || to === facts || other.column === customer.column) continue;
    const owners = ownersIn(facts);
    if (!hasOneOwner(facts, other.column, owners)) continue;
    const bridge = { name: `${name}_by_${other.column}`, key: other.column, ...(owners ? { owners } : {}) };
    return [{ between, bridge, by, customer: customer.column }];
  }
  return [];
}

/** Whoever gets the letters of a campaign does not own it: each thing has one row, or one row of an owner. */
function hasOneOwner({ columns }: TableFacts, key: string, owners: Bridge['owners']): boolean {
  const thing = columns.find(({ name }) => name === key)!;
  if (thing.distinct >= 0.95 * thing.filled) return true;
  const kinds = owners && columns.find(({ name }) => name === owners.column)!.values;
  const owned = thing.values.filter((_, row) => kinds && owners.values.includes(kinds[row]!));
  return owned.length > 0 && new Set(owned).size === owned.length;
}

/** Which of several people one thing belongs to, where a column says. */
function ownersIn({ columns }: TableFacts): Bridge['owners'] {
  const wordsOf = ({ values }: ColumnFacts): readonly string[] =>
    [...new Set(values)].filter((value) => value !== '');
  const kind = columns.find((column) => {
    const words = column.form.kind === 'text' && column.distinct <= 6 ? wordsOf(column) : [];
    return words.length > 1 && words.filter((word) => OWNERS.test(word)).length === 1;
  });
  return kind && { column: kind.name, values: wordsOf(kind).filter((word) => OWNERS.test(word)) };
}
