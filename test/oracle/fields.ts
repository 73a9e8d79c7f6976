/** What a name means: a customer's column, trait, stage or arm, or a row's column or lookup. */
import {
  addDays,
  ageAt,
  day,
  hourOfWall,
  month,
  quarter,
  startOf,
  wallOfInstant,
  weekday,
  year,
} from './calendar.ts';
import type { Type, Value } from './value.ts';
import { dateValue, integerValue, textValue } from './value.ts';
import type { Customer, Events, Moment, Relation, Row, World } from './world.ts';
import { keyOf, localDateOf } from './world.ts';

/** Where a condition stands: at a customer, or at one row of a table of theirs. */
export interface Scope {
  readonly customer: Customer;
  readonly row?: Row;
}

export interface Field {
  readonly type: Type;
  readonly read: (scope: Scope) => Value;
}

/** The values that are computed and not read: the evaluator ties this knot. */
export interface Derived {
  readonly trait: (name: string) => Field | undefined;
  readonly stage: (set: string, customer: Customer) => string | null | undefined;
  readonly arm: (segment: string, customer: Customer) => string | null | undefined;
}

export interface Names {
  readonly world: World;
  readonly derived: Derived;
  /** The table whose rows are tested; absent for customers. */
  readonly table?: string;
}

export function bindField(names: Names, name: string): Field {
  const { world, derived } = names;
  const path = name.split('.');
  if (path[0] === 'customer') return customerColumn(world, path.slice(1));
  if (names.table !== undefined) {
    const relation = world.events.get(names.table)!;
    const own = path[0] === names.table ? path.slice(1) : path;
    return columnOf(world, relation, own, (scope) => scope.row!);
  }
  const trait = derived.trait(path[0]!);
  if (trait) return partOf(trait, path[1], world.moment);
  const computed = path[1] === 'stage' ? derived.stage : path[1] === 'arm' ? derived.arm : undefined;
  if (computed && path.length === 2 && !world.people.lookups.has(path[0]!)) {
    return {
      type: 'text',
      read: ({ customer }) => {
        const value = computed(path[0]!, customer);
        if (value === undefined) throw new Error(`unknown field ${name}`);
        return value === null ? null : textValue(value);
      },
    };
  }
  return customerColumn(world, path);
}

function customerColumn(world: World, path: readonly string[]): Field {
  return columnOf(world, world.people, path, (scope) => scope.customer.row);
}

/** A column at the end of a path through lookups, or a part of its time. */
export function columnOf(
  world: World,
  relation: Relation,
  path: readonly string[],
  rowIn: (scope: Scope) => Row | null,
): Field {
  const [name, ...rest] = path;
  const whole = relation.types.get(path.join('.'));
  if (whole !== undefined) return { type: whole, read: (scope) => rowIn(scope)?.get(path.join('.')) ?? null };
  const type = relation.types.get(name!);
  if (type !== undefined && rest.length < 2) {
    const column: Field = { type, read: (scope) => rowIn(scope)?.get(name!) ?? null };
    return partOf(column, rest[0], world.moment);
  }
  const lookup = relation.lookups.get(name!);
  if (!lookup) throw new Error(`unknown field ${path.join('.')} of ${relation.name}`);
  const target = world.lookups.get(lookup.table) ?? world.events.get(lookup.table)!;
  const rows = 'all' in target ? (target as Events).all : target.rows;
  return columnOf(world, target, rest, (scope) => {
    const row = rowIn(scope);
    const key = row?.get(lookup.by) ?? null;
    if (row === null || key === null) return null;
    return rows.find((candidate) => keyOf(candidate, target.key!) === keyOf(row, lookup.by)) ?? null;
  });
}

function partOf(field: Field, part: string | undefined, moment: Moment): Field {
  if (part === undefined) return field;
  if (field.type !== 'date' && field.type !== 'time') throw new Error(`.${part} of a ${field.type}`);
  const compute = parts[part];
  if (!compute) throw new Error(`unknown part .${part}`);
  return {
    type: part === 'weekday' ? 'weekday' : periodParts.has(part) ? 'date' : 'number',
    read: (scope) => {
      const value = field.read(scope);
      return value === null ? null : compute(localDateOf(value, moment)!, value, moment);
    },
  };
}

const periodParts = new Set(['date', 'year_week', 'year_month', 'year_quarter']);

const parts: Readonly<Record<string, (date: string, value: Value, moment: Moment) => Value>> = {
  hour: (_date, value, moment) =>
    integerValue(value?.kind === 'time' ? hourOfWall(wallOfInstant(value.instant, moment.zone)) : 0),
  weekday: (date) => integerValue(weekday(date)),
  day: (date) => integerValue(day(date)),
  month: (date) => integerValue(month(date)),
  quarter: (date) => integerValue(quarter(date)),
  year: (date) => integerValue(year(date)),
  age: (date, _value, moment) => integerValue(ageAt(date, moment.today)),
  date: (date) => dateValue(date),
  year_week: (date) => dateValue(addDays(date, 1 - weekday(date))),
  year_month: (date) => dateValue(startOf(date, 'month')),
  year_quarter: (date) => dateValue(startOf(date, 'quarter')),
};
