/** The project, its data and its moment, read once; rows that do not exist at T are left out here. */
import { addDays, localDate, midnight, readInstant } from './calendar.ts';
import type { Node, NodeMap } from './node.ts';
import { asMap, asText, isMap, isText } from './node.ts';
import { readRational } from './rational.ts';
import type { Type, Value } from './value.ts';
import { compareBytes, identity, numberValue, textValue } from './value.ts';

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

export function buildWorld(
  config: NodeMap,
  tables: Readonly<Record<string, DataTable>>,
  moment: Moment,
  files: Readonly<Record<string, string>>,
): World {
  const lookups = new Map(
    Object.entries(asMap(config['lookups'] ?? {})).map(([name, spec]) => [
      name,
      readRelation(name, asMap(spec), tables, config, moment),
    ]),
  );
  const events = new Map(
    Object.entries(asMap(config['events'] ?? {})).map(([name, spec]) => [
      name,
      readEvents(name, asMap(spec), tables, config, moment),
    ]),
  );
  const people = readRelation('customers', asMap(config['customers']), tables, config, moment);
  const created = asMap(config['customers'])['created'];
  const customers = people.rows
    .filter((row) => created === undefined || !(momentIn(row, asText(created), moment) >= moment.end))
    .map((row) => ({ key: keyOf(row, people.key!), row }))
    .sort((a, b) => compareBytes(a.key, b.key));
  const byCustomer = new Map<string, Row[]>();
  for (const table of events.values()) {
    for (const row of table.rows) {
      const place = `${table.name} ${keyOf(row, table.customer)}`;
      byCustomer.set(place, [...(byCustomer.get(place) ?? []), row]);
    }
  }
  const rowsOf = (table: string, customer: Customer) => byCustomer.get(`${table} ${customer.key}`) ?? [];
  return { moment, config, people, customers, events, lookups, rowsOf, files };
}

function readEvents(
  name: string,
  spec: NodeMap,
  tables: Readonly<Record<string, DataTable>>,
  config: NodeMap,
  moment: Moment,
): Events {
  const relation = readRelation(name, spec, tables, config, moment);
  const customer = asText(spec['customer']);
  const time = spec['time'] === undefined ? undefined : asText(spec['time']);
  const rows = relation.rows
    .filter((row) => row.get(customer) !== null)
    .filter((row) => time === undefined || momentIn(row, time, moment) < moment.end);
  return {
    ...relation,
    rows,
    customer,
    ...(time === undefined ? {} : { time }),
    ...(spec['where'] === undefined ? {} : { where: spec['where'] }),
  };
}

function readRelation(
  name: string,
  spec: NodeMap,
  tables: Readonly<Record<string, DataTable>>,
  config: NodeMap,
  moment: Moment,
): Relation {
  const data = tables[name];
  if (!data) throw new Error(`no data for ${name}`);
  const key = spec['key'] === undefined ? undefined : asText(spec['key']);
  const rows = data.rows.map(
    (row) =>
      new Map(
        data.columns.map(({ name: column, type }) => [column, readCell(row[column] ?? null, type, moment)]),
      ),
  );
  return {
    name,
    types: new Map(data.columns.map((column) => [column.name, typeOf(column.type)])),
    rows: key === undefined ? rows : oncePerKey(rows, key),
    lookups: readLookups(asMap(spec['lookup'] ?? {}), config),
    ...(key === undefined ? {} : { key }),
  };
}

/** Equal rows with one key are one row. */
function oncePerKey(rows: readonly Row[], key: string): readonly Row[] {
  return [...new Map(rows.map((row) => [keyOf(row, key), row])).values()];
}

function readLookups(spec: NodeMap, config: NodeMap): Relation['lookups'] {
  return new Map(
    Object.entries(spec).map(([name, target]) => {
      const table = isText(target) ? target : asText(asMap(target)['table']);
      const key = asText(asMap(asMap(config['lookups'])[table])['key']);
      const by = isMap(target) && target['by'] !== undefined ? asText(target['by']) : key;
      return [name, { table, by }];
    }),
  );
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
