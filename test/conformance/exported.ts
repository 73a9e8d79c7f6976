/** Columns as exports leave them in a warehouse: text padded, blank or empty where it is missing, types no longer than values. */

/** What every value of a column is, so that the engine may hold it in a shorter type. */
export type Fit = 'whole numbers' | 'days' | 'seconds';

export interface ExportedColumn {
  readonly name: string;
  /** As DuckDB has it. */
  readonly type: string;
  /** Whether no value is missing. */
  readonly isFull: boolean;
  readonly fits?: Fit;
  /** Whether it is read as the engine's own, and not made here. */
  readonly isOwn: boolean;
}

const character = (code: number): string => `chr(${code})`;

/** ASCII white space: what is trimmed of tables wherever they stand. */
const [TAB, LINE, VERTICAL, FORM, RETURN] = [9, 10, 11, 12, 13].map(character) as [
  string,
  string,
  string,
  string,
  string,
];

/** Each missing text, and each that is there, is written in one of four ways, by the row and the column. */
export function paddedText(column: string, place: number): string {
  const turn = `(row_number() OVER () + ${place}) % 4`;
  const missing = ['NULL', "''", "'  '", `${TAB} || ${RETURN} || ${LINE}`];
  const there = [
    column,
    `' ' || ${column}`,
    `${column} || ${TAB} || ' '`,
    `${VERTICAL} || ${column} || ${FORM}`,
  ];
  const written = (ways: readonly string[]): string =>
    `CASE ${turn} ${ways.map((way, index) => `WHEN ${index} THEN ${way}`).join(' ')} END`;
  return `CASE WHEN ${column} IS NULL THEN ${written(missing)} ELSE ${written(there)} END`;
}

/** A missing list is an empty one in every second row. */
/** The text itself of one so written; NULL for one that is missing. */
export const cleanText = (column: string): string =>
  `nullif(trim(${column}, ' ' || ${[TAB, LINE, VERTICAL, FORM, RETURN].join(' || ')}), '')`;

export const emptiedList = (column: string, place: number): string =>
  `CASE WHEN ${column} IS NULL AND (row_number() OVER () + ${place}) % 2 = 0 THEN [] ELSE ${column} END`;

/** An aggregate that names the fit of a column, NULL for none. */
export function fitOf(column: string, type: string): string {
  if (type === 'VARCHAR')
    return fit([
      ['whole numbers', `CAST(TRY_CAST(${column} AS BIGINT) AS VARCHAR) IS NOT DISTINCT FROM ${column}`],
    ]);
  const isHeld = `${column} >= DATE '1970-01-02' AND ${column} < DATE '2106-01-01'`;
  if (type === 'DATE') return fit([['days', isHeld]]);
  const seconds = ['seconds', `${isHeld} AND date_trunc('second', ${column}) = ${column}`] as const;
  if (type === 'TIMESTAMP WITH TIME ZONE') return fit([seconds]);
  if (type !== 'TIMESTAMP') return 'NULL';
  return fit([['days', `${isHeld} AND date_trunc('day', ${column}) = ${column}`], seconds]);
}

const fit = (candidates: readonly (readonly [Fit, string])[]): string =>
  `CASE ${candidates.map(([name, test]) => `WHEN bool_and(${test}) THEN '${name}'`).join(' ')} END`;
