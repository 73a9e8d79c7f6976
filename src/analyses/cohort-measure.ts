/** What a cell says, as one number; and the average of a period over the cohorts that have passed it. */
import { addDecimals, divideDecimals } from '../model/decimal.ts';
import type { Cell, ColumnKind } from '../model/table.ts';
import type { CohortCell, CohortRow } from './cohort-grid.ts';
import type { CohortMeasure } from './cohort-question.ts';

/** How people are shown the measure. */
export function measureKind(measure: CohortMeasure): ColumnKind {
  switch (measure) {
    case 'retention':
    case 'revenue-retention':
      return 'percent';
    case 'customers':
    case 'orders':
      return 'integer';
    case 'revenue':
    case 'ltv':
    case 'aov':
      return 'money';
  }
}

/** The cell's value; null where there is nothing to divide by. */
export function measureCell(measure: CohortMeasure, cell: CohortCell, row: CohortRow): Cell {
  const plain = plainMeasure(measure, cell);
  if (plain !== undefined) return plain;
  const [part, whole] = fraction(measure, cell, row);
  return divideDecimals(part, whole);
}

/**
 * The average of one period's complete cells. Shares and values a customer or order are weighted: the sum of
 * what was divided by the sum of what it was divided by. Counts and sums are the mean of the cohorts.
 */
export function averageMeasure(
  measure: CohortMeasure,
  cells: readonly { readonly cell: CohortCell; readonly row: CohortRow }[],
): Cell {
  const complete = cells.filter(({ cell, row }) => cell.complete && row.size > 0);
  if (complete.length === 0) return null;
  if (complete.every(({ cell }) => plainMeasure(measure, cell) !== undefined)) {
    const sum = complete.map(({ cell }) => String(plainMeasure(measure, cell))).reduce(addDecimals, '0');
    return divideDecimals(sum, String(complete.length));
  }
  const fractions = complete.map(({ cell, row }) => fraction(measure, cell, row));
  const sumOf = (side: 0 | 1): string => fractions.map((each) => each[side]).reduce(addDecimals, '0');
  return divideDecimals(sumOf(0), sumOf(1));
}

function plainMeasure(measure: CohortMeasure, cell: CohortCell): Cell | undefined {
  switch (measure) {
    case 'customers':
      return cell.customers;
    case 'orders':
      return cell.events;
    case 'revenue':
      return cell.value;
    default:
      return undefined;
  }
}

/** Both sides as exact decimals. */
function fraction(
  measure: CohortMeasure,
  cell: CohortCell,
  row: CohortRow,
): readonly [part: string, whole: string] {
  switch (measure) {
    case 'revenue-retention':
      return [cell.value, row.cells[0]?.value ?? '0'];
    case 'ltv':
      return [cell.valueSoFar, String(row.size)];
    case 'aov':
      return [cell.value, String(cell.events)];
    default:
      return [String(cell.customers), String(row.size)];
  }
}
