/** Columns that a table computes of its own and of its lookups', a row at a time. */
import { midnight } from './calendar.ts';
import { holds } from './field-test.ts';
import { columnOf, type Field } from './fields.ts';
import { meets } from './logic.ts';
import type { Node } from './node.ts';
import { asList, asMap, asText, isMap, isText } from './node.ts';
import { rational, readRational, toDouble } from './rational.ts';
import { arithmetic } from './traits.ts';
import { compareValues, numberValue, textValue, type Value } from './value.ts';
import type { Relation, Row, World } from './world.ts';

/** What there is of the world while its tables are read. */
export interface Reading {
  readonly world: World;
}

/** What of `columns` is computed and not read, in the order written: each may read those before it. */
export function computeColumns(reading: Reading, relation: Relation, columns: Node | undefined): Relation {
  const types = new Map(relation.types);
  let table: Relation = { ...relation, types };
  for (const [name, body] of Object.entries(asMap(columns ?? {}))) {
    if (isMap(body) && body['type'] !== undefined) continue;
    const { type, read } = computedField(reading, table, body);
    const rows = table.rows.map((row): Row => new Map([...row, [name, read(row)]]));
    types.set(name, type);
    table = { ...table, rows };
  }
  return table;
}

/** Whether a test over one row of the table holds. */
export function rowHolds({ world }: Reading, relation: Relation, test: Node, row: Row): boolean {
  const read = (name: string) => fieldOf(world, relation, name).read(row);
  return meets(test, (name, body) => {
    const { type } = fieldOf(world, relation, name);
    return holds(body, type, read(name), { moment: world.moment, read });
  });
}

/** The rows with the highest values first; those without one come last. */
export function bestFirst(rows: readonly Row[], name: string): readonly Row[] {
  return [...rows].sort((a, b) => {
    const [first, second] = [a.get(name) ?? null, b.get(name) ?? null];
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    return compareValues(second, first)!;
  });
}

interface RowField {
  readonly type: Field['type'];
  readonly read: (row: Row) => Value;
}

function fieldOf(world: World, relation: Relation, name: string): RowField {
  const field = columnOf(world, relation, name.split('.'), ({ row }) => row ?? null);
  return { type: field.type, read: (row) => field.read({ customer: { key: '', row }, row }) };
}

function computedField({ world }: Reading, relation: Relation, body: Node): RowField {
  const side = (node: Node): RowField => sideOf(world, relation, node);
  if (isText(body)) return fieldOf(world, relation, body);
  const map = asMap(body);
  if (map['first_of'] !== undefined) {
    const sides = asList(map['first_of']).map(side);
    return oneOf(world, sides, (row) => sides.find(({ read }) => read(row) !== null));
  }
  if (map['if'] === undefined) return arithmeticField(world, relation, map);
  const [then, otherwise] = [side(map['is']!), map['otherwise'] && side(map['otherwise'])];
  return oneOf(world, otherwise ? [then, otherwise] : [then], (row) =>
    rowHolds({ world }, relation, map['if']!, row) ? then : otherwise || undefined,
  );
}

/** Of moments of two kinds a date stands at its midnight. */
function oneOf(
  world: World,
  sides: readonly RowField[],
  choose: (row: Row) => RowField | undefined,
): RowField {
  const isTimed = sides.some(({ type }) => type === 'time');
  const timed = (value: Value): Value =>
    isTimed && value?.kind === 'date'
      ? { kind: 'time', instant: midnight(value.date, world.moment.zone) }
      : value;
  const type = isTimed ? 'time' : sides[0]!.type;
  return { type, read: (row) => timed(choose(row)?.read(row) ?? null) };
}

/** A column, a number, `"a text"` with its quotes, or arithmetic. */
function sideOf(world: World, relation: Relation, node: Node): RowField {
  if (isMap(node)) return arithmeticField(world, relation, node);
  const text = asText(node);
  if (/^-?\d/.test(text)) return { type: 'number', read: () => numberValue(readRational(text)) };
  // A text that is meant as one is told from a name by its sign, since quotes are gone here.
  if (text.startsWith('~')) return { type: 'text', read: () => textValue(text) };
  return fieldOf(world, relation, text);
}

function arithmeticField(world: World, relation: Relation, node: Node): RowField {
  const [[operator = '', items] = []] = Object.entries(asMap(node));
  const operation = arithmetic[operator];
  if (!operation) throw new Error(`unknown column ${JSON.stringify(node)}`);
  const operands = asList(items).map((item) => sideOf(world, relation, item));
  const read = (row: Row): Value =>
    operands
      .map((field) => field.read(row))
      .reduce((a, b) => {
        if (a?.kind !== 'number' || b?.kind !== 'number') return null;
        return operation(a, b);
      });
  return { type: 'number', read: (row) => asColumn(read(row)) };
}

/** A quotient that is a column counts with 12 digits after the point. */
export function asColumn(value: Value): Value {
  if (value?.kind !== 'number' || !value.quotient) return value;
  return numberValue(rational(BigInt(Math.round(toDouble(value.number) * 1e12)), 10n ** 12n));
}
