import type { ColumnKind } from '../model/table.ts';

/** How people are shown values of an engine's type (`DECIMAL(18,2)`). */
export function columnKind(type: string): ColumnKind {
  if (type === 'BOOLEAN') return 'boolean';
  if (type === 'DATE') return 'date';
  if (type.startsWith('TIMESTAMP')) return 'time';
  if (/INT/.test(type)) return 'integer';
  if (/^DECIMAL\(\d+,[12]\)$/.test(type)) return 'money';
  return /^(DECIMAL|DOUBLE|FLOAT)/.test(type) ? 'number' : 'text';
}
