/** Lists that a query finds, held equal to those of the program, over tables that stand in the engine. */
import type { Engine, SourceTable } from './engine.ts';

/** How what the query finds differs from the rows, `segment,key`; undefined where it does not. */
export async function differenceOn(
  engine: Engine,
  sql: string,
  expected: readonly string[],
): Promise<string | undefined> {
  try {
    const rows = (await engine.keys(sql)).map(([segment, key]) => ({
      segment,
      key,
      line: `${segment},${key}`,
    }));
    const found = rows.map(({ line }) => line).sort();
    const [missing, more] = [without(expected, found), without(found, expected)];
    if (missing.length + more.length === 0 && found.length === expected.length) return outOfOrder(rows);
    return `missing ${missing.slice(0, 8).join(' ')}; too many ${more.slice(0, 8).join(' ')}`;
  } catch (error) {
    return `failed: ${firstOf(error)}`;
  }
}

/** Where rows are not by the bytes of the segment's name and the key. */
function outOfOrder(rows: readonly { readonly segment: string; readonly key: string }[]): string | undefined {
  const bytes = (row: (typeof rows)[number]) => Buffer.from(`${row.segment}\0${row.key}`);
  const late = rows.find(
    (row, index) => index > 0 && Buffer.compare(bytes(rows[index - 1]!), bytes(row)) > 0,
  );
  return late && `out of order: ${late.segment},${late.key}`;
}

/** The digest of what stands in each engine, by its name and the table's. */
export type Loaded = Map<string, string>;

/** The table that the engine cannot hold; undefined when all stand there. */
export async function unloadable(
  engine: Engine,
  tables: readonly SourceTable[],
  loaded: Loaded,
): Promise<string | undefined> {
  for (const table of tables) {
    const place = `${engine.name} ${table.name}`;
    if (loaded.get(place) === table.digest) continue;
    loaded.delete(place);
    try {
      await engine.load(table);
    } catch (error) {
      return `${engine.dialect} cannot hold \`${table.name}\`: ${/[A-Z_]{9,}/.exec(firstOf(error))?.[0] ?? firstOf(error)}`;
    }
    loaded.set(place, table.digest);
  }
  return undefined;
}

function firstOf(error: unknown): string {
  return String((error as Error).message).slice(0, 600);
}

export function without(rows: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return rows.filter((row) => !known.has(row));
}
