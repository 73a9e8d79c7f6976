/** The R × F grid: a row a cell for files, a picture for people. */
import type { Table } from '../model/table.ts';
import type { RfmAxisLevels, RfmLevel, RfmMatrixCell } from './rfm.ts';

/** `r,f,customers,share,monetary`. */
export function matrixTable(cells: readonly RfmMatrixCell[]): Table {
  return {
    columns: [
      { name: 'r', kind: 'integer' },
      { name: 'f', kind: 'integer' },
      { name: 'customers', kind: 'integer' },
      { name: 'share', kind: 'percent' },
      { name: 'monetary', kind: 'money' },
    ],
    rows: cells.map(({ r, f, customers, share, monetary }) => [r, f, customers, share, monetary]),
  };
}

/** Customers by R (a row, the best on top) and F (a column, the best at the right), with the values they stand for. */
export function matrixPicture(cells: readonly RfmMatrixCell[], axes: readonly RfmAxisLevels[]): Table {
  const levelsOf = (wanted: RfmAxisLevels['axis']): readonly RfmLevel[] =>
    axes.find(({ axis }) => axis === wanted)?.levels ?? [];
  const customers = new Map(cells.map((cell) => [`${cell.r} ${cell.f}`, cell.customers]));
  const columns = levelsOf('f').toReversed();
  const heads = columns.map((level) => levelTitle('F', level));
  return {
    columns: [{ name: 'days', kind: 'text' }, ...heads.map((name) => ({ name, kind: 'integer' }) as const)],
    rows: levelsOf('r').map((row) => [
      levelTitle('R', row),
      ...columns.map(({ score }) => customers.get(`${row.score} ${score}`) ?? 0),
    ]),
    picture: { kind: 'heat-map', columns: heads, scale: 'table' },
  };
}

function levelTitle(axis: string, level: RfmLevel): string {
  return `${axis}${level.score}: ${rangeText(level)}`;
}

/** `3–7`, `1`, or a dash where nobody has the score. */
export function rangeText({ customers, least, greatest }: RfmLevel): string {
  if (customers === 0) return '–';
  return least === greatest ? String(least ?? 'none') : `${least ?? 'none'}–${greatest}`;
}
