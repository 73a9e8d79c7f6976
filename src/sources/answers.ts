/**
 * What the engine answered while a table was loaded, kept in place of the statements that made it: loading it again
 * is the same code over the same answers, so that no statement comes from a file that others may have written.
 */
import { createHash } from 'node:crypto';
import type { ResultColumn } from '../database/copy.ts';
import type { Database } from '../database/database.ts';
import type { Cell, TableRow } from '../model/table.ts';

/** By the digest of the question. */
export type Answers = Record<string, Answer>;

type Answer =
  | { readonly rows: readonly (readonly KeptCell[])[] }
  | { readonly columns: readonly ResultColumn[] }
  | { readonly done: true };

/** JSON has no whole numbers of any size. */
type KeptCell = Exclude<Cell, bigint> | { readonly integer: string };

/** The database, its answers noted. */
export function noting(database: Database, answers: Answers): Database {
  return {
    ...database,
    folder: database.folder,
    async rows(sql) {
      const rows = await database.rows(sql);
      answers[digestOf(sql)] = { rows: rows.map((row) => row.map(keptCell)) };
      return rows;
    },
    async columns(sql) {
      const columns = await database.columns(sql);
      answers[digestOf(sql)] = { columns };
      return columns;
    },
    async attempt(sql) {
      const error = await database.attempt(sql);
      if (!error) answers[digestOf(sql)] = { done: true };
      return error;
    },
  };
}

/** An answer that is not there: what was kept is of other code, or damaged. */
export class Unanswered extends Error {}

/**
 * A database that gives the answers and asks no engine. The statements that make relations are put into `made`; any
 * question without an answer throws `Unanswered`.
 */
export function answering(database: Database, answers: Answers, made: string[]): Database {
  const answerTo = <Kind extends string>(sql: string, kind: Kind): Extract<Answer, Record<Kind, unknown>> => {
    const answer = answers[digestOf(sql)];
    if (!answer || !(kind in answer)) throw new Unanswered(kind);
    return answer as Extract<Answer, Record<Kind, unknown>>;
  };
  return {
    ...database,
    folder: '',
    async run(sql) {
      // Settings are for the engine that computes the answers, and by then no setting can be changed.
      if (!/^(SET|RESET) /.test(sql)) made.push(sql);
    },
    async rows(sql) {
      return answerTo(sql, 'rows').rows.map((row): TableRow => row.map(cellOf));
    },
    async columns(sql) {
      return answerTo(sql, 'columns').columns.map(({ name, type }) => ({
        name: String(name),
        type: String(type),
      }));
    },
    async attempt(sql) {
      answerTo(sql, 'done');
      if (sql.startsWith('CREATE ')) made.push(sql);
      return undefined;
    },
  };
}

function digestOf(sql: string): string {
  return createHash('sha256').update(sql).digest('hex').slice(0, 16);
}

function keptCell(cell: Cell): KeptCell {
  return typeof cell === 'bigint' ? { integer: String(cell) } : cell;
}

function cellOf(cell: KeptCell): Cell {
  return typeof cell === 'object' && cell !== null ? BigInt(cell.integer) : cell;
}
