/** What follows of a value from those that it is made of: its digits, its clock, whether it may be missing. */
import { remembered } from './remembered.ts';
import type { Clock } from './schema.ts';
import { typeOf, type Value } from './value.ts';

/** Digits after the point that a float counts with. */
export const FLOAT_SCALE = 12;

/** Digits after the point that an exact number has at most. */
export const scaleOf = remembered((value: Value): number => {
  switch (value.kind) {
    case 'column':
    case 'measure':
      return value.scale ?? (value.type === 'integer' ? 0 : FLOAT_SCALE);
    case 'constant':
      return value.literal.text.split('.')[1]?.length ?? 0;
    case 'arithmetic': {
      const scales = value.operands.map(scaleOf);
      return value.operator === 'times' ? scales.reduce((sum, scale) => sum + scale) : Math.max(...scales);
    }
    default:
      return typeOf(value) === 'integer' ? 0 : FLOAT_SCALE;
  }
});

/** How many computed values stand one in the other. */
export const levelsOf = remembered((value: Value): number =>
  value.kind === 'arithmetic' ? 1 + Math.max(...value.operands.map(levelsOf)) : 0,
);

/** The clock of a time-valued value (times only). */
export function clockOf(value: Value): Clock {
  return (value.kind === 'column' || value.kind === 'measure' ? value.clock : undefined) ?? 'utc';
}

/** Whether the value can be missing for some customer or row. */
export const isNullable = remembered((value: Value): boolean => {
  switch (value.kind) {
    case 'column':
      return value.nullable || value.lookups.length > 0;
    case 'measure':
      return value.nullable;
    case 'part':
      return isNullable(value.of);
    case 'arithmetic':
      return value.operator === 'ratio' || value.operands.some(isNullable);
    case 'constant':
      return false;
    case 'stage':
    case 'arm':
    case 'model':
    case 'likeness':
      return true;
  }
});
