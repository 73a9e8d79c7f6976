/** Rows that are made of those of another table, one for each key. */
import { asColumn, bestFirst, type Reading, rowHolds } from './computed.ts';
import { type Measure, measureRows, measureType } from './measures.ts';
import type { Node } from './node.ts';
import { asMap, asText, isMap, isText } from './node.ts';
import type { Type, Value } from './value.ts';
import type { Events, Relation, Row } from './world.ts';
import { keyOf, momentIn } from './world.ts';

export interface Made {
  readonly name: string;
  readonly key: string;
  readonly columns: Node | undefined;
  /** Only the rows of each key whose value is highest. */
  readonly newest: Node | undefined;
  /** Whether `where` of the inner table counts. */
  readonly isFiltered: boolean;
}

/** In the order in which the rows that count begin. */
export function groupRows(reading: Reading, inner: Events, made: Made): Relation {
  const groups = new Map<string, Row[]>();
  for (const row of meantRows(reading, inner, made)) {
    const key = keyOf(row, made.key);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const newest = (rows: readonly Row[]) => (made.newest === undefined ? rows : ofHighest(rows, made.newest));
  const places = new Map(inner.all.map((row, index) => [row, index]));
  const counted = [...groups.values()].map(newest).sort((a, b) => places.get(a[0]!)! - places.get(b[0]!)!);
  const fields = fieldsOf(reading, inner, made);
  return {
    name: made.name,
    types: new Map([...fields].map(([name, { type }]) => [name, type])),
    rows: counted.map((rows) => new Map([...fields].map(([name, { of }]) => [name, of(rows)]))),
    lookups: new Map(),
  };
}

/** Those with a key before T; a row without a time belongs to those of its key. */
function meantRows(reading: Reading, inner: Events, { key, isFiltered }: Made): readonly Row[] {
  const { moment } = reading.world;
  return inner.all
    .filter((row) => (row.get(key) ?? null) !== null)
    .filter((row) => inner.time === undefined || !(momentIn(row, inner.time, moment) >= moment.end))
    .filter((row) => !isFiltered || !inner.where || rowHolds(reading, inner, inner.where, row));
}

function ofHighest(rows: readonly Row[], name: Node): readonly Row[] {
  const [best] = bestFirst(rows, asText(name));
  const highest = keyless(best!.get(asText(name)));
  return rows.filter((row) => keyless(row.get(asText(name))) === highest);
}

const keyless = (value: Value | undefined) =>
  JSON.stringify(value ?? null, (_, part) => (typeof part === 'bigint' ? String(part) : part));

interface MadeField {
  readonly type: Type;
  readonly of: (rows: readonly Row[]) => Value;
}

/** The columns that are named, and all others of the rows. */
function fieldsOf(reading: Reading, inner: Events, { key, columns }: Made): ReadonlyMap<string, MadeField> {
  const named = Object.entries(asMap(columns ?? {}));
  const first = (name: string): MadeField => ({
    type: inner.types.get(name)!,
    of: (rows) => rows.map((row) => row.get(name) ?? null).find((value) => value !== null) ?? null,
  });
  const others = [...inner.types.keys()].map((name): [string, MadeField] => [
    name,
    name === inner.time && name !== key ? measured(reading, inner, { min: name }) : first(name),
  ]);
  const made = named.map(([name, body]): [string, MadeField] => [
    name,
    isText(body) ? first(body) : measured(reading, inner, body),
  ]);
  return new Map([...others, ...made]);
}

/** Ties go by the order of the file, whatever the key of the inner table. */
function measured({ world }: Reading, inner: Events, body: Node): MadeField {
  const { key: _, ...rest } = inner;
  const names = {
    world: { ...world, events: new Map([...world.events, [inner.name, rest]]) },
    derived: { trait: () => undefined, stage: () => undefined, arm: () => undefined },
  };
  const [[word = '', of] = []] = Object.entries(isMap(body) ? body : {});
  const measure: Measure = of === 'true' ? { word } : { word, of: of! };
  return {
    type: measureType(names, inner.name, measure),
    of: (rows) => asColumn(measureRows(names, inner.name, measure, { key: '', row: new Map() }, rows)),
  };
}
