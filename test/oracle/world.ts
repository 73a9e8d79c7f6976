/** The project's data and moment as everything else sees them: what cells are, and what is when. */
import { addDays, localDate, midnight, readInstant } from './calendar.ts';
import type { Node, NodeMap } from './node.ts';
import { readRational } from './rational.ts';
import type { Type, Value } from './value.ts';
import { identity, numberValue, textValue } from './value.ts';

export type ColumnType = 'text' | 'integer' | 'decimal' | 'float' | 'boolean' | 'date' | 'time' | 'list';
export type Cell = string | number | boolean | null | readonly string[];

export interface DataTable {
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
  readonly rows: readonly Readonly<Record<string, Cell>>[];
}

export interface Moment {
  /** T, the first microsecond that is not seen. */
  readonly end: number;
  /** D, the local date of the last moment before T. */
  readonly today: string;
  readonly zone: string;
}

export type Row = ReadonlyMap<string, Value>;

export interface Relation {
  readonly name: string;
  readonly types: ReadonlyMap<string, Type>;
  readonly rows: readonly Row[];
  readonly lookups: ReadonlyMap<string, { readonly table: string; readonly by: string }>;
  readonly key?: string;
}

export interface Events extends Relation {
  readonly customer: string;
  readonly time?: string;
  readonly where?: Node;
  /** Those too that are not there at T, or are of nobody; `rows` are the others. */
  readonly all: readonly Row[];
}

export interface Customer {
  readonly key: string;
  readonly row: Row;
}

export interface World {
  readonly moment: Moment;
  readonly config: NodeMap;
  readonly people: Relation;
  readonly customers: readonly Customer[];
  readonly events: ReadonlyMap<string, Events>;
  readonly lookups: ReadonlyMap<string, Relation>;
  /** The rows of an event table by customer key. */
  readonly rowsOf: (table: string, customer: Customer) => readonly Row[];
  /** The text of the files that `in_file` names, by path. */
  readonly files: Readonly<Record<string, string>>;
}

/** T of a date is the next local midnight; an instant is T itself. */
export function momentOf(asOf: string, zone: string): Moment {
  const isDate = /^\d{4}-\d\d-\d\d$/.test(asOf);
  const end = isDate ? midnight(addDays(asOf, 1), zone) : readInstant(asOf, zone);
  return { end, today: localDate(end - 1, zone), zone };
}

export function typeOf(type: ColumnType): Type {
  return type === 'integer' || type === 'decimal' || type === 'float' ? 'number' : type;
}

/** Missing is null, NaN, blank text, an empty list; outer white space is not part of text. */
export function readCell(cell: Cell, type: ColumnType, moment: Moment): Value {
  if (cell === null || (typeof cell === 'number' && Number.isNaN(cell))) return null;
  if (type === 'list') {
    const items = (cell as readonly string[]).map(clean).filter((item) => item !== '');
    return items.length === 0 ? null : { kind: 'list', items };
  }
  const text = clean(String(cell));
  if (text === '') return null;
  switch (type) {
    case 'text':
      return textValue(text);
    case 'integer':
    case 'decimal':
    case 'float':
      return numberValue(readRational(text));
    case 'boolean':
      return { kind: 'boolean', boolean: text === 'true' };
    case 'date':
      return { kind: 'date', date: text };
    case 'time':
      return { kind: 'time', instant: readInstant(text, moment.zone) };
  }
}

export const clean = (text: string) => text.normalize('NFC').trim();

export function keyOf(row: Row, column: string): string {
  const value = row.get(column) ?? null;
  if (value === null) throw new Error(`a row without a key in ${column}`);
  return identity(value);
}

/** The instant of a date or time; a date stands at its local midnight, a missing one is NaN. */
export function momentIn(row: Row, column: string, moment: Moment): number {
  return instantOf(row.get(column) ?? null, moment);
}

export function instantOf(value: Value, moment: Moment): number {
  if (value === null) return Number.NaN;
  if (value.kind === 'date') return midnight(value.date, moment.zone);
  if (value.kind === 'time') return value.instant;
  throw new Error(`a ${value.kind} is no moment`);
}

export function localDateOf(value: Value, moment: Moment): string | null {
  if (value === null) return null;
  if (value.kind === 'date') return value.date;
  if (value.kind === 'time') return localDate(value.instant, moment.zone);
  throw new Error(`a ${value.kind} has no date`);
}
