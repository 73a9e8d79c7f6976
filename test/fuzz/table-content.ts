/** What a table holds, from a seed, and which of its rows stand in which file. */
import type { Random } from '../oracle/random.ts';
import { type Cell, columnOf, surprises } from './columns.ts';
import { singleBytes } from './encodings.ts';

export interface Table {
  /** The first is the key. */
  readonly names: readonly string[];
  /** What the project file has to say of each column. */
  readonly options: readonly (string | undefined)[];
  readonly rows: readonly (readonly Cell[])[];
}

/** The rows of one file. */
export interface Piece {
  readonly header: readonly string[];
  /** The column of the table that each is. */
  readonly names: readonly string[];
  /** What the project file has to say of each. */
  readonly options: readonly (string | undefined)[];
  /** By the columns of this file, as they are written. */
  readonly cells: readonly (readonly string[])[];
  /** By the columns of the table. */
  readonly means: readonly (readonly string[])[];
  /** Rows with a cell that is nothing of its column. */
  readonly spoiled: ReadonlySet<number>;
}

export function tableOf(random: Random, encoding: string | undefined): Table {
  const columns = Array.from({ length: random.int(1, 4) }, () => columnOf(random, encoding));
  const count = random.weighted([
    [24, () => random.int(0, 30)],
    [1, () => random.int(1100, 1400)],
  ]);
  const rows = Array.from({ length: count }, (_, row): Cell[] => [
    { means: String(row + 1), written: String(row + 1) },
    ...columns.map(({ cell }) => cell(random)),
  ]);
  const options = [undefined, ...columns.map(({ option }) => option)];
  const open = options.flatMap((option, index) => (index > 0 && option === undefined ? [index] : []));
  if (count > 0 && open.length > 0 && random.chance(0.3)) surprise(rows, random.pick(open), random, encoding);
  return { names: ['id', ...columns.map((_, index) => `c${index}`)], options, rows };
}

function surprise(rows: Cell[][], column: number, random: Random, encoding: string | undefined): void {
  const row = rows[random.chance(0.7) ? rows.length - 1 : random.int(0, rows.length - 1)]!;
  const writable = surprises.filter((text) => encoding === undefined || singleBytes(text, encoding));
  const text = random.pick(writable);
  row[column] = { means: text, written: text };
}

/** One file, or some with the columns each in an order of its own, written otherwise, or lacking. */
export function piecesOf(random: Random, table: Table, isCsv: boolean): readonly Piece[] {
  const { rows } = table;
  const count = rows.length > 2 && random.chance(0.4) ? random.int(2, Math.min(6, rows.length)) : 1;
  const cuts = random.some(
    Array.from({ length: Math.max(0, rows.length - 1) }, (_, index) => index + 1),
    count - 1,
    count - 1,
  );
  const edges = [0, ...cuts, rows.length];
  const lacking = count > 1 && random.chance(0.3) ? random.int(0, count - 1) : undefined;
  return edges.slice(1).map((end, index) => {
    const part = { ...table, rows: rows.slice(edges[index]!, end) };
    // The first file with a column says how it is spelled.
    const isSpelled = isCsv && index > 0 && lacking !== 0;
    return pieceOf(random, part, { isOne: count === 1, isSpelled, isLacking: index === lacking });
  });
}

interface Looks {
  readonly isSpelled: boolean;
  readonly isOne: boolean;
  readonly isLacking: boolean;
}

function pieceOf(random: Random, table: Table, { isSpelled, isOne, isLacking }: Looks): Piece {
  const { names, options, rows } = table;
  const missing = isLacking && names.length > 2 ? random.int(1, names.length - 1) : undefined;
  const all = names.map((_, index) => index).filter((index) => index !== missing);
  const order = isOne ? all : shuffled(all, random);
  const spoiled = spoil(random, table, missing);
  return {
    names: order.map((index) => names[index]!),
    options: order.map((index) => options[index]),
    header: order.map((index) => (isSpelled ? spelled(names[index]!, random) : names[index]!)),
    cells: rows.map((row, place) =>
      order.map((index) => (spoiled.get(place) === index ? 'nothing' : row[index]!.written)),
    ),
    means: rows.map((row) => row.map(({ means }, index) => (index === missing ? '' : means))),
    spoiled: new Set(spoiled.keys()),
  };
}

const spelled = (name: string, random: Random): string =>
  random.pick([name, name, name.toUpperCase(), ` ${name} `]);

function shuffled<Item>(items: readonly Item[], random: Random): readonly Item[] {
  const left = [...items];
  return items.map(() => left.splice(random.int(0, left.length - 1), 1)[0]!);
}

/** The column of each row in which no value of it stands. */
function spoil(
  random: Random,
  { options, rows }: Table,
  missing: number | undefined,
): ReadonlyMap<number, number> {
  const declared = options.flatMap((option, index) =>
    option !== undefined && index !== missing ? [index] : [],
  );
  if (declared.length === 0 || rows.length === 0 || !random.chance(0.2)) return new Map();
  return new Map(
    Array.from({ length: random.int(1, 3) }, () => [random.int(0, rows.length - 1), random.pick(declared)]),
  );
}
