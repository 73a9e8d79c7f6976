/** Values per customer in a Parquet file, with the types that they had. */
import type { Database } from './database.ts';
import { quoteIdentifier, quoteText } from './quote.ts';

/** Types that a Parquet file gives back as they were. */
const SAME = /^(BIGINT|INTEGER|DOUBLE|BOOLEAN|DATE|TIMESTAMP|VARCHAR|DECIMAL\(\d+,\s*\d+\))$/;
/** For which it has decimals of as many digits as nearly all of them have. */
const HUGE = 'HUGEINT';
const DECIMAL = 'DECIMAL(38,0)';

export interface ValueColumn {
  readonly name: string;
  readonly isHuge: boolean;
}

/** Those of the relation's columns that can be kept. */
export async function keepable(
  database: Database,
  relation: string,
  names: readonly string[],
): Promise<readonly ValueColumn[]> {
  const items = names.map(quoteIdentifier).join(', ');
  const columns = await database.columns(`SELECT ${items} FROM ${quoteIdentifier(relation)}`);
  return columns
    .filter(({ type }) => SAME.test(type) || type === HUGE)
    .map(({ name, type }) => ({ name, isHuge: type === HUGE }));
}

/** Writes the key, as `customer`, and the columns. */
export async function writeValues(
  database: Database,
  path: string,
  { relation, key, columns }: { relation: string; key: string; columns: readonly ValueColumn[] },
): Promise<void> {
  const items = columns.map(({ name, isHuge }) => {
    const column = quoteIdentifier(name);
    return isHuge ? `CAST(${column} AS ${DECIMAL}) AS ${column}` : column;
  });
  await database.run(
    `COPY (SELECT ${[`${quoteIdentifier(key)} AS customer`, ...items].join(', ')} FROM ${quoteIdentifier(relation)})
     TO ${quoteText(path)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)`,
  );
}

/** Makes the relation of the key and the columns. */
export async function readValues(
  database: Database,
  path: string,
  { relation, columns }: { relation: string; columns: readonly ValueColumn[] },
): Promise<void> {
  const items = columns.map(({ name, isHuge }) => {
    const column = quoteIdentifier(name);
    return isHuge ? `CAST(${column} AS ${HUGE}) AS ${column}` : column;
  });
  await database.run(
    `CREATE OR REPLACE VIEW ${quoteIdentifier(relation)} AS
     SELECT ${['customer', ...items].join(', ')} FROM read_parquet(${quoteText(path)})`,
  );
}
