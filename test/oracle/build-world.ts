/** The tables of a project as they stand at T: read, computed, made of the rows of others, and whose rows they are. */
import { bestFirst, computeColumns, type Reading, rowHolds } from './computed.ts';
import { groupRows } from './grouped.ts';
import type { Node, NodeMap } from './node.ts';
import { asMap, asText, isMap, isText } from './node.ts';
import { compareBytes, identity, textValue } from './value.ts';
import type { DataTable, Events, Moment, Relation, Row, World } from './world.ts';
import { keyOf, momentIn, readCell, typeOf } from './world.ts';

type Tables = Readonly<Record<string, DataTable>>;

/** A world that is being built: what needs another table comes after it. */
interface Site {
  readonly config: NodeMap;
  readonly tables: Tables;
  readonly moment: Moment;
  readonly lookups: Map<string, Relation>;
  readonly events: Map<string, Events>;
  people: Relation | undefined;
}

const nothing: Relation = { name: 'customers', types: new Map(), rows: [], lookups: new Map() };

export function buildWorld(
  config: NodeMap,
  tables: Tables,
  moment: Moment,
  files: Readonly<Record<string, string>>,
): World {
  const site: Site = { config, tables, moment, lookups: new Map(), events: new Map(), people: undefined };
  for (const [name, spec] of sections(config, 'lookups'))
    site.lookups.set(name, read(site, name, asMap(spec)));
  const spec = asMap(config['customers']);
  if (tables['customers'] !== undefined) site.people = meant(site, read(site, 'customers', spec), spec);
  for (const [name, event] of sections(config, 'events'))
    site.events.set(name, readEvents(site, name, asMap(event)));
  if (spec['from'] !== undefined) site.people = withOthers(site, spec);
  const people = site.people!;
  return { ...seen(site), people, customers: customersOf(site, people), rowsOf: byCustomer(site), files };
}

function sections(config: NodeMap, name: string): readonly (readonly [string, Node])[] {
  return Object.entries(asMap(config[name] ?? {}));
}

/** As much of the world as there is. */
function seen({ moment, config, lookups, events, people }: Site): World {
  return {
    moment,
    config,
    lookups,
    events,
    people: people ?? nothing,
    customers: [],
    rowsOf: () => [],
    files: {},
  };
}

const reading = (site: Site): Reading => ({ world: seen(site) });

/** The rows of the file, with computed columns; equal rows with one key are one row. */
function read(site: Site, name: string, spec: NodeMap): Relation {
  const data = site.tables[name];
  if (!data) throw new Error(`no data for ${name}`);
  const key = keyNameOf(spec['key']);
  const isAddress = isMap(spec['key']) ? spec['key']['normalise'] : undefined;
  const found = data.rows.map(
    (row): Row =>
      new Map(
        data.columns.map(({ name: column, type }) => [
          column,
          readCell(row[column] ?? null, type, site.moment),
        ]),
      ),
  );
  const rows =
    isAddress === undefined
      ? found
      : found.map((row) => withAddress(row, key!, addressIn(row, key!, isAddress)));
  const relation: Relation = {
    name,
    types: new Map(data.columns.map((column) => [column.name, typeOf(column.type)])),
    rows: key === undefined ? rows : oncePerKey(rows, key, spec['newest']),
    lookups: readLookups(spec['lookup'], site.config),
    ...(key === undefined ? {} : { key }),
  };
  return computeColumns(reading(site), relation, spec['columns']);
}

function keyNameOf(node: Node | undefined): string | undefined {
  if (node === undefined) return undefined;
  return asText(isMap(node) ? node['column'] : node);
}

/** Equal rows with one key are one row, where the first of them stands; of differing ones the newest is. */
function oncePerKey(rows: readonly Row[], key: string, newest: Node | undefined): readonly Row[] {
  const best = newest === undefined ? rows : bestFirst(rows, asText(newest));
  const chosen = new Set(new Map(best.toReversed().map((row) => [keyOf(row, key), row])).values());
  return rows.filter((row) => chosen.has(row));
}

function readLookups(spec: Node | undefined, config: NodeMap): Relation['lookups'] {
  return new Map(
    Object.entries(asMap(spec ?? {})).map(([name, target]) => {
      const table = isText(target) ? target : asText(asMap(target)['table']);
      const own = asMap(config['lookups'])[table] ?? asMap(config['events'])[table];
      const key = keyNameOf(asMap(own)['key'])!;
      const by = isMap(target) && target['by'] !== undefined ? asText(target['by']) : key;
      return [name, { table, by }];
    }),
  );
}

/** Only the customers that the project means. */
function meant(site: Site, people: Relation, { where }: NodeMap): Relation {
  if (where === undefined) return people;
  return { ...people, rows: people.rows.filter((row) => rowHolds(reading(site), people, where, row)) };
}

function readEvents(site: Site, name: string, spec: NodeMap): Events {
  const { from } = spec;
  const own = from === undefined ? read(site, name, spec) : madeOf(site, name, spec, asText(from));
  const inner = from === undefined ? undefined : site.events.get(asText(from))!;
  const time = spec['time'] === undefined ? inner?.time : asText(spec['time']);
  const timed = time === undefined ? own : withPath(site, own, time);
  const { relation, customer } =
    spec['customer'] === undefined
      ? { relation: timed, customer: inner!.customer }
      : owned(site, timed, spec['customer']);
  const rows = relation.rows
    .filter((row) => (row.get(customer) ?? null) !== null)
    .filter((row) => time === undefined || momentIn(row, time, site.moment) < site.moment.end);
  return {
    ...relation,
    rows,
    all: relation.rows,
    customer,
    ...(time === undefined ? {} : { time }),
    ...(spec['where'] === undefined ? {} : { where: spec['where'] }),
  };
}

function madeOf(site: Site, name: string, spec: NodeMap, from: string): Relation {
  const key = asText(spec['key']);
  const made = groupRows(reading(site), site.events.get(from)!, {
    name,
    key,
    columns: spec['columns'],
    newest: spec['newest'],
    isFiltered: true,
  });
  return { ...made, key, lookups: readLookups(spec['lookup'], site.config) };
}

/** A column that stands in a lookup, as one of the table's own. */
function withPath(site: Site, relation: Relation, path: string): Relation {
  return path.includes('.') ? computeColumns(reading(site), relation, { [path]: path }) : relation;
}

/** Whose the rows are: a column, one of a lookup, or an address of theirs. */
function owned(
  site: Site,
  relation: Relation,
  owner: Node,
): { readonly relation: Relation; readonly customer: string } {
  if (isText(owner)) return { relation: withPath(site, relation, owner), customer: owner };
  const { column, of, normalise, prefer } = asMap(owner);
  const mark = (row: Row, name: string) => addressIn(row, name, normalise);
  const holder = (row: Row) => {
    const address = mark(row, asText(column));
    if (of === undefined || address === null) return address;
    return ownerOf(site, (customer) => mark(customer, asText(of)) === address, prefer);
  };
  const customer = of === undefined ? asText(column) : 'customer';
  const rows = relation.rows.map((row) => {
    return withAddress(row, customer, holder(row));
  });
  return {
    relation: { ...relation, types: new Map([...relation.types, [customer, 'text']]), rows },
    customer,
  };
}

function withAddress(row: Row, name: string, address: string | null): Row {
  return new Map([...row, [name, address === null ? null : textValue(address)]]);
}

function addressIn(row: Row, name: string, normalise: Node | undefined): string | null {
  const value = row.get(name) ?? null;
  if (value === null) return null;
  const text = identity(value);
  if (normalise === undefined) return text;
  if (normalise === 'number') return text.replace(/\.0$/, '');
  if (normalise === 'phone') return text.replaceAll(/[ ()./-]/g, '') || null;
  return [...text].map((letter) => letter.toLowerCase()).join('');
}

/** Nobody's, where it is of several and none is preferred. */
function ownerOf(site: Site, has: (row: Row) => boolean, prefer: Node | undefined): string | null {
  const people = site.people!;
  const all = existing(site, people).filter(has);
  const name = prefer === undefined ? undefined : asText(prefer).replace(/^newest /, '');
  const ordered = name === undefined ? all : bestFirst(all, name);
  const [first] = ordered;
  if (first === undefined) return null;
  const best = name === undefined ? all : ordered.filter((row) => same(row, first, name));
  return best.length > 1 ? null : keyOf(first, people.key!);
}

function same(a: Row, b: Row, name: string): boolean {
  const [first, second] = [a.get(name) ?? null, b.get(name) ?? null];
  return first === null || second === null ? first === second : identity(first) === identity(second);
}

/** The customers of the file, and whoever else has a row before T. */
function withOthers(site: Site, spec: NodeMap): Relation {
  const inner = site.events.get(asText(spec['from']))!;
  const made = groupRows(reading(site), inner, {
    name: 'customers',
    key: inner.customer,
    columns: site.people === undefined ? spec['columns'] : {},
    newest: undefined,
    isFiltered: false,
  });
  const { people } = site;
  if (people === undefined) return { ...made, key: inner.customer };
  const known = new Set(people.rows.map((row) => keyOf(row, people.key!)));
  const added = made.rows
    .filter((row) => !known.has(keyOf(row, inner.customer)))
    .map((row): Row => new Map([[people.key!, row.get(inner.customer)!]]));
  return { ...people, rows: [...people.rows, ...added] };
}

/** Those who are there at T. */
function existing({ config, moment }: Site, people: Relation): readonly Row[] {
  const created = asMap(config['customers'])['created'];
  return people.rows.filter(
    (row) => created === undefined || !(momentIn(row, asText(created), moment) >= moment.end),
  );
}

function customersOf(site: Site, people: Relation): World['customers'] {
  return existing(site, people)
    .map((row) => ({ key: keyOf(row, people.key!), row }))
    .sort((a, b) => compareBytes(a.key, b.key));
}

function byCustomer({ events }: Site): World['rowsOf'] {
  const found = new Map<string, Row[]>();
  for (const table of events.values()) {
    for (const row of table.rows) {
      const place = `${table.name} ${keyOf(row, table.customer)}`;
      const rows = found.get(place);
      if (rows) rows.push(row);
      else found.set(place, [row]);
    }
  }
  return (table, customer) => found.get(`${table} ${customer.key}`) ?? [];
}
