import { typeOf, type Value } from '../../model/value.ts';
import type { MeasureResult } from '../measure.ts';

/** The result has the type of the measured field. */
export function sameAs(of: Value | undefined): MeasureResult {
  if (of === undefined) return { type: 'text' };
  const { scale, clock } = of.kind === 'column' || of.kind === 'measure' ? of : {};
  return {
    type: typeOf(of),
    ...(scale === undefined ? {} : { scale }),
    ...(clock === undefined ? {} : { clock }),
  };
}
