/**
 * Temporary relations of many columns that are true or false, a bit each. The engine holds such a column in a byte, and
 * moves all of them when it puts rows in order: 500 of them over a hundred thousand rows took 530 MB and a second to
 * sort, packed 20 MB and a fifteenth of it.
 */
import type { Database } from './database.ts';
import { quoteIdentifier } from './quote.ts';
import { makeTable, makeView } from './relation.ts';

export interface Packing {
  /** Of the rows, in their order. */
  readonly columns: readonly string[];
  /** Which of them are true or false of every row; missing counts as false. */
  readonly flags: ReadonlySet<string>;
  /** The column by whose values rows stand in order. */
  readonly inOrderOf?: string;
}

/** In a whole number of 64 bits, whose sign is left alone. */
const FLAGS_A_WORD = 62;

/** The table behind the relation. */
export function packedName(relation: string): string {
  return `${relation}_packed`;
}

/** The query's rows, as the table has them; between others and flags those that it has beside the columns. */
export function packedRows(
  query: string,
  { columns, flags }: Packing,
  beside: readonly string[] = [],
): string {
  const others = [...columns.filter((name) => !flags.has(name)), ...beside].map(quoteIdentifier);
  const words = wordsOf(columns, flags).map(({ word, names }) => {
    const bits = names.map(
      (name, bit) => `CASE WHEN ${quoteIdentifier(name)} THEN ${1n << BigInt(bit)} ELSE 0 END`,
    );
    return `${bits.join(' | ')} AS ${quoteIdentifier(word)}`;
  });
  return `SELECT ${[...others, ...words].join(', ')} FROM (\n${query}\n)`;
}

/** Makes the relation of rows as `packedRows` gives them. */
export async function makeOfPacked(
  database: Database,
  relation: string,
  packed: string,
  packing: Packing,
): Promise<void> {
  await makeTable(database, packedName(relation), inOrder(packed, packing));
  await makeView(database, relation, unpacked(packedName(relation), packing));
}

/** The query's rows in the order that is asked for. */
export function inOrder(query: string, { inOrderOf }: Packing): string {
  return inOrderOf === undefined ? query : `${query}\nORDER BY ${quoteIdentifier(inOrderOf)} NULLS LAST`;
}

function unpacked(table: string, packing: Packing): string {
  const places = flagPlaces(packing);
  const items = packing.columns.map((name) => {
    const place = places.get(name);
    if (!place) return quoteIdentifier(name);
    return `${quoteIdentifier(place.word)} & ${place.bit} <> 0 AS ${quoteIdentifier(name)}`;
  });
  return `SELECT ${items.join(', ')} FROM ${quoteIdentifier(table)}`;
}

/** A column of the table, and which of its bits: a power of two. */
export interface FlagPlace {
  readonly word: string;
  readonly bit: bigint;
}

/** Where the flags stand, by name. */
export function flagPlaces({ columns, flags }: Packing): ReadonlyMap<string, FlagPlace> {
  const places = wordsOf(columns, flags).flatMap(({ word, names }) =>
    names.map((name, place) => [name, { word, bit: 1n << BigInt(place) }] as const),
  );
  return new Map(places);
}

interface Word {
  /** The name of no other column. */
  readonly word: string;
  readonly names: readonly string[];
}

function wordsOf(columns: readonly string[], flags: ReadonlySet<string>): readonly Word[] {
  const packed = columns.filter((name) => flags.has(name));
  const taken = columns.map((name) => name.toLowerCase());
  let stem = 'flags_';
  while (taken.some((name) => name.startsWith(stem))) stem = `_${stem}`;
  return Array.from({ length: Math.ceil(packed.length / FLAGS_A_WORD) }, (_, index) => ({
    word: `${stem}${index}`,
    names: packed.slice(index * FLAGS_A_WORD, (index + 1) * FLAGS_A_WORD),
  }));
}
