import { readType } from '../database/engine-type.ts';
import type { ColumnKind } from '../model/table.ts';

/** How people are shown values of an engine's type (`DECIMAL(18,2)`). */
export function columnKind(name: string): ColumnKind {
  const type = readType(name);
  switch (type.kind) {
    case 'boolean':
    case 'date':
    case 'time':
    case 'integer':
      return type.kind;
    case 'decimal':
      return type.scale === 1 || type.scale === 2 ? 'money' : 'number';
    case 'double':
      return 'number';
    default:
      return 'text';
  }
}
