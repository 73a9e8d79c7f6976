/** What the program needs of an engine that holds the tables. */
import type { Busy, Database } from '../database/database.ts';
import type { Clock, ColumnType } from '../model/schema.ts';
import type { SqlType } from '../sql/ast.ts';
import type { Dialect } from '../sql/dialect.ts';

export interface EngineColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** Digits after the point, for decimals. */
  readonly scale?: number;
  /** For times. */
  readonly clock?: Clock;
  readonly nullable: boolean;
}

/** A table of here that is sent to an engine. */
export interface SentTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: SqlType }[];
  /** Some thousands at a time, each a JSON array of its values: decimals, days and times are texts. */
  readonly rows: AsyncIterable<readonly string[]>;
}

/** Every method throws a `Failure` in a sentence, without what the rows hold and without what the engine was opened with. */
export interface Engine {
  /** As the project file has it: `postgres`. */
  readonly type: string;
  /** What people call it, and where it is: `PostgreSQL at db.example.com`. */
  readonly place: string;
  readonly dialect: Dialect;
  /** The columns of types that definitions can test; undefined where there is no such table. */
  describe(table: string): Promise<readonly EngineColumn[] | undefined>;
  /** The rows of a small answer, as text. */
  rows(sql: string): Promise<readonly (readonly (string | null)[])[]>;
  /** Makes a temporary relation of the query's rows, read while the engine works. */
  fetch(sql: string, into: Database, relation: string): Promise<void>;
  /** Runs statements that make a table of rows there: it is made whole, or nothing is changed. Absent where it is not known how. */
  execute?(sql: string): Promise<void>;
  /** Makes a table that the session alone sees and that ends with it. Absent where it is not known how. */
  receive?(table: SentTable): Promise<void>;
  /** Ends the running query there. */
  cancel(): Promise<void>;
  close(): Promise<void>;
}

/** The same engine, which says when it works. */
export function whileBusy(engine: Engine, busy: Busy): Engine {
  const working = async <Result>(work: Promise<Result>): Promise<Result> => {
    const done = busy();
    return work.finally(done);
  };
  const { execute } = engine;
  return {
    ...engine,
    ...(execute ? { execute: (sql: string) => working(execute(sql)) } : {}),
    describe: (table) => working(engine.describe(table)),
    rows: (sql) => working(engine.rows(sql)),
    fetch: (sql, into, relation) => working(engine.fetch(sql, into, relation)),
  };
}
