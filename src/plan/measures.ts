/** Measures as aggregates over the rows of a pass. */
import type { Measure } from '../language/measure.ts';
import { findMeasure } from '../language/measures/index.ts';
import { type MeasureValue, typeOf } from '../model/value.ts';
import type { Expr } from '../sql/ast.ts';
import { and, binary, call, date, integer, isNotNull, sqlFalse, sqlTrue } from '../sql/build.ts';
import { lowerLogic, lowerValue } from './lower.ts';
import type { RowTable } from './rows.ts';

/** The measure as an aggregate over the table's rows. */
export function lowerMeasure(value: MeasureValue, measure: Measure, rows: RowTable): Expr {
  const filter = rows.filterOf(value.rows);
  const asOf = date(rows.clocks.asOf.date);
  const of = value.of ? lowerValue(value.of, rows) : value.test ? lowerLogic(value.test, rows) : sqlTrue;
  const type = value.of ? typeOf(value.of) : 'boolean';
  const day = measure.needsTime ? rows.date : sqlTrue;
  switch (measure.pass) {
    case 'scan':
    case 'distinct':
      return measure.lower({ filter, of, type, date: day, asOf });
    case 'delay': {
      const { expr, partsOfDay } = rows.sequences.delay(value.rows.steps, value.rows.absent);
      const asked = { summary: value.summary!, partsOfDay };
      return measure.lower({ filter, of: expr, type: 'integer', date: day, asOf, delay: asked });
    }
    case 'frequency': {
      const most = and(filter, isNotNull(of), binary('=', rows.frequency(filter, of), integer(1)));
      return measure.lower({ filter: most, of, type, date: day, asOf });
    }
    case 'gaps':
      return measure.lower({ filter, of: rows.gap(filter), type, date: day, asOf });
    case 'first':
    case 'last': {
      const side = measure.pass === 'first' ? 'earliest' : 'latest';
      const picked = and(filter, binary('=', rows.position(filter, { side, n: 1 }), integer(1)));
      return measure.lower({ filter: picked, of, type, date: day, asOf });
    }
  }
}

export function measureOf(value: MeasureValue): Measure {
  const measure = findMeasure(value.measure);
  if (!measure) throw new Error(`no measure ${value.measure}`);
  return measure;
}

/** What the measure is where the aggregate found nothing to measure. */
export function ofNoRows(measure: Measure, found: Expr): Expr {
  switch (measure.empty) {
    case 'zero':
      return call('coalesce', found, integer(0));
    case 'false':
      return call('coalesce', found, sqlFalse);
    case 'missing':
      return found;
  }
}

/** A name to read in the SQL: `orders_sum_total`. */
export function featureName(value: MeasureValue): string {
  const of = value.of?.kind === 'column' ? `_${[...value.of.lookups, value.of.name].join('_')}` : '';
  return `${value.rows.table}_${value.measure}${of}`;
}
