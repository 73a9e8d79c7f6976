/** The engine's names of types, read in one place. */
export type EngineType =
  | { readonly kind: 'text' | 'integer' | 'double' | 'boolean' | 'date' | 'list' | 'other' }
  | { readonly kind: 'decimal'; readonly digits: number; readonly scale: number }
  | { readonly kind: 'time'; readonly zoned: boolean };

/** `VARCHAR`, `DECIMAL(18,2)`, `TIMESTAMP WITH TIME ZONE`, `VARCHAR[]`; what none of our queries give is `other`. */
export function readType(name: string): EngineType {
  if (name.endsWith('[]')) return { kind: 'list' };
  if (/^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER)$/.test(name)) return { kind: 'integer' };
  const [, digits, scale] = /^DECIMAL\((\d+),(\d+)\)$/.exec(name) ?? [];
  if (scale !== undefined) return { kind: 'decimal', digits: Number(digits), scale: Number(scale) };
  if (name === 'DOUBLE' || name === 'FLOAT') return { kind: 'double' };
  if (name === 'VARCHAR') return { kind: 'text' };
  if (name === 'BOOLEAN') return { kind: 'boolean' };
  if (name === 'DATE') return { kind: 'date' };
  if (name.startsWith('TIMESTAMP')) return { kind: 'time', zoned: name.startsWith('TIMESTAMP WITH') };
  return { kind: 'other' };
}
