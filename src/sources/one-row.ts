import type { Database } from '../database/database.ts';
import type { Cell } from '../model/table.ts';
import { WIDE } from './width.ts';

/**
 * How many aggregates are one query: of very many, which columns of a wide table ask for, the engine's work grows with
 * the square, and every query pays for all columns of the table anew (`width.ts`).
 */
function together(asked: number): number {
  return asked > WIDE ? 250 : 40;
}

/** The values of the aggregates over the rows. */
export async function aggregateRow(
  aggregates: readonly string[],
  from: string,
  database: Pick<Database, 'rows'>,
): Promise<readonly Cell[]> {
  const found: Cell[] = [];
  const size = together(aggregates.length);
  for (let start = 0; start < aggregates.length; start += size) {
    const [row] = await database.rows(`SELECT ${aggregates.slice(start, start + size).join(', ')} ${from}`);
    found.push(...row!);
  }
  return found;
}

/** A value of every row, as SQL, and what is asked of all of them. */
export interface Measured {
  readonly value: string;
  readonly aggregates: (value: string) => readonly string[];
}

/** For each the values of its aggregates; `from` follows what is selected. */
export async function measureValues(
  asked: readonly Measured[],
  from: string,
  database: Pick<Database, 'rows'>,
): Promise<readonly (readonly Cell[])[]> {
  const found: Cell[][] = [];
  for (const piece of piecesOf(asked)) {
    const values = piece.map(({ value }, index) => `${value} AS v${index}`).join(', ');
    const aggregates = piece.flatMap((each, index) => each.aggregates(`v${index}`));
    const [row] = await database.rows(`SELECT ${aggregates.join(', ')} FROM (SELECT ${values} ${from})`);
    const cells = [...row!];
    found.push(...piece.map((each) => cells.splice(0, each.aggregates('').length)));
  }
  return found;
}

function piecesOf(asked: readonly Measured[]): readonly (readonly Measured[])[] {
  const pieces: Measured[][] = [];
  let room = 0;
  for (const each of asked) {
    const size = each.aggregates('').length;
    if (size > room || pieces.length === 0) {
      pieces.push([]);
      room = together(asked.length);
    }
    pieces.at(-1)!.push(each);
    room -= size;
  }
  return pieces;
}
