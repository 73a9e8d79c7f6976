import type { MeasureValue, Rows, Value } from '../model/value.ts';
import { findMeasure } from './measures/index.ts';

/** A measure of the rows as a value: of nothing, or of a value of each row. Throws for a name that no measure has. */
export function measureValue(name: string, rows: Rows, of?: Value): MeasureValue {
  const measure = findMeasure(name);
  if (!measure) throw new Error(`no measure ${name}`);
  return {
    kind: 'measure',
    measure: name,
    rows,
    ...(of ? { of } : {}),
    nullable: measure.empty === 'missing',
    ...measure.result(of),
  };
}
