/** How the tables of a project are written: formats, rows that cannot be read, and many rows of nobody. */
import type { Random } from './random.ts';
import type { DataTable } from './world.ts';
import { canBeUnreadable, type Writing } from './write-table.ts';

/** From so many events on values are kept between runs. */
const ENOUGH = 10_100;

export interface WritingChoice {
  readonly tables: Readonly<Record<string, DataTable>>;
  /** Tables whose rows somebody may ask for, so that there may be some of nobody. */
  readonly events: readonly string[];
  /** Whether there have to be enough rows for values to be kept. */
  readonly isMuch: boolean;
  readonly enough?: number | undefined;
}

export function makeWritings(
  random: Random,
  { tables, events, isMuch, enough = ENOUGH }: WritingChoice,
): Readonly<Record<string, Writing>> {
  const much = isMuch ? random.pick(events) : undefined;
  if (!isMuch && random.chance(hasWholeKeys(tables) ? 0.4 : 0.1)) return allParquet(random, tables);
  return Object.fromEntries(
    Object.entries(tables).map(([name, table]) => [
      name,
      name === much ? { format: 'csv', nobodys: enough } : makeWriting(random, table),
    ]),
  );
}

function hasWholeKeys({ customers }: Readonly<Record<string, DataTable>>): boolean {
  const key = customers?.columns[0]?.name;
  return key !== undefined && customers!.rows.every((row) => /^[1-9]\d{0,17}$/.test(String(row[key] ?? '')));
}

/** Keys that are whole numbers are so in every file, or in none. */
function allParquet(
  random: Random,
  tables: Readonly<Record<string, DataTable>>,
): Readonly<Record<string, Writing>> {
  const isNumeric = random.chance(0.7);
  return Object.fromEntries(
    Object.entries(tables).map(([name, table]) => [
      name,
      table.rows.length > 0 ? { format: 'parquet', isNumeric } : { format: 'csv' },
    ]),
  );
}

function makeWriting(random: Random, table: DataTable): Writing {
  return random.weighted<Writing>([
    [8, () => ({ format: 'csv' })],
    [canBeUnreadable(table) && table.rows.length > 0 ? 1 : 0, () => makeUnreadable(random, table)],
    [hasDoubles(table) ? 1 : 0, () => ({ format: 'json' })],
    [hasDoubles(table) ? 1 : 0, () => ({ format: 'json', outer: random.int(1, table.columns.length - 1) })],
    [hasDoubles(table) ? 1.5 : 0, () => ({ format: 'parquet' })],
  ]);
}

function makeUnreadable(random: Random, { rows }: DataTable): Writing {
  const places = Array.from({ length: random.int(1, 3) }, () => random.int(0, rows.length - 1));
  return { format: 'csv', unreadable: [...new Set(places)] };
}

/** Some number to tell by that the column is one of doubles, and no lists. */
function hasDoubles({ columns, rows }: DataTable): boolean {
  const found = columns.every(({ name, type }) => type !== 'decimal' || rows.some((row) => row[name]));
  return rows.length > 0 && found && !columns.some(({ type }) => type === 'list');
}
