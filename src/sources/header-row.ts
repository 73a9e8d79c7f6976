/** Where a table begins and ends in a sheet that somebody printed: titles above the header, a total below the rows. */

export interface TableEdges {
  /** Records before the header. */
  readonly skipRows: number;
  /** Records after the data. */
  readonly skipLast: number;
}

type Record = readonly string[];

/** How far down a header may stand. */
const DEEPEST = 20;

/**
 * The edges of the table in a file's first and last records (the same ones where it is short; `last` is empty where its
 * end was not read). Above a header stand records with fewer cells filled than it has; below the data one that says
 * that it is a total.
 */
export function tableEdges(first: readonly Record[], last: readonly Record[]): TableEdges {
  const skipRows = headerPlace(first);
  const width = first[skipRows]?.length ?? 0;
  return {
    skipRows,
    skipLast: trailing(last.filter(isRow), width),
  };
}

/** An empty line is no record, where one of empty cells is. */
function isRow(record: Record): boolean {
  return record.length > 1 || (record[0] ?? '') !== '';
}

function headerPlace(records: readonly Record[]): number {
  const width = typicalWidth(records);
  const place = records
    .slice(0, DEEPEST)
    .findIndex((record) => filled(record) >= Math.max(1, width * 0.6) && filled(record) > 0);
  const header = records[place];
  if (place <= 0 || !header) return 0;
  const above = records.slice(0, place);
  return above.every((record) => filled(record) <= Math.max(2, filled(header) / 2)) ? place : 0;
}

/** Filled cells of most records below the first. */
function typicalWidth(records: readonly Record[]): number {
  const widths = records
    .slice(1)
    .map((record) => record.length)
    .sort((a, b) => a - b);
  return widths[Math.floor(widths.length / 2)] ?? records[0]?.length ?? 0;
}

function filled(record: Record): number {
  return record.filter((cell) => cell.trim() !== '').length;
}

const TOTALS =
  /^(grand total|totals?|sum|suma|razem|ogółem|gesamt|summe|insgesamt|total général|totale|итого|всего|celkem|spolu|összesen|totaal|yhteensä|i alt|sammanlagt)(?![\p{L}])/iu;

/** Where rows are wide and full, one with a cell or two is no row: `160,record(s) downloaded`. */
const FEWEST_OF_ROW = 6;

function trailing(records: readonly Record[], width: number): number {
  const usual = records.map(filled).sort((a, b) => a - b)[Math.floor(records.length / 2)] ?? 0;
  let count = 0;
  for (const record of records.toReversed()) {
    const cells = record.filter((cell) => cell.trim() !== '');
    const isTotal = cells.some((cell) => TOTALS.test(cell.trim())) && cells.length < width;
    const isNote =
      usual >= FEWEST_OF_ROW && (cells.length <= 2 || isAboveNote(record, { width, usual, count }));
    if (cells.length > 0 && !isTotal && !isNote) break;
    count += 1;
  }
  return records.length > count ? count : 0;
}

/** `200,record(s) downloaded,from,Jan-01`: a line of few cells above a note; alone at the end it is a row cut off. */
function isAboveNote(
  record: Record,
  { width, usual, count }: { readonly width: number; readonly usual: number; readonly count: number },
): boolean {
  return count > 0 && record.length < width && filled(record) <= usual / 2;
}
