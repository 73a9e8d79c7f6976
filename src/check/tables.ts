/**
 * Tables that no file holds as they are: rows made of several, columns computed beside a row's own, and whose a row
 * is. Gives the schema with all of them, and the recipes by which a plan makes them at its as-of.
 */
import type { Report } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import { measureValue } from '../language/measure-value.ts';
import type { ConditionSyntax } from '../language/syntax.ts';
import type { AsOf } from '../model/calendar.ts';
import { columnValue } from '../model/column-value.ts';
import type { Recipe } from '../model/recipe.ts';
import { type Column, type EventTable, findColumn, type LookupTable, type Schema } from '../model/schema.ts';
import type { Value } from '../model/value.ts';
import {
  type EventEntry,
  type LookupTableEntry,
  type Name,
  type Owner,
  ownerColumnName,
  type Project,
} from '../project/project.ts';
import { contextOf } from './check.ts';
import { checkComputed, computedColumn, measuredColumn } from './computed.ts';
import { checkRowTest } from './condition.ts';
import type { Context } from './context.ts';
import { missingColumn } from './field-of-table.ts';
import { type Computable, RecipeBook, type Relation } from './recipe-book.ts';

export interface TableInput {
  readonly project: Project;
  /** What stands in files. */
  readonly schema: Schema;
  /** The columns that count rows in the order of the files, by event table. */
  readonly orders: ReadonlyMap<string, string>;
  readonly asOf: AsOf;
}

export interface BoundTables {
  readonly schema: Schema;
  readonly recipes: readonly Recipe[];
}

/** Binds them in the order in which they need each other; what is wrong is reported and left out. */
export function bindTables(input: TableInput, report: Report): BoundTables {
  return new TableBinder(input, report).bind();
}

class TableBinder {
  readonly #input: TableInput;
  readonly #report: Report;
  readonly #recipes: RecipeBook;
  readonly #events = new Map<string, EventTable | undefined>();
  readonly #lookups = new Map<string, LookupTable | undefined>();
  readonly #path: string[] = [];
  #customers: Schema['customers'] | undefined;

  constructor(input: TableInput, report: Report) {
    this.#input = input;
    this.#report = report;
    const { customers, events, lookups } = input.project;
    const named = [...events, ...lookups].map(({ name }) => name.name);
    this.#recipes = new RecipeBook(['customers', ...named]);
    if (!this.#needsBinding(customers)) this.#customers = input.schema.customers;
  }

  bind(): BoundTables {
    const { project, schema } = this.#input;
    const customers = this.#customerTable();
    const all = project.events.flatMap((entry) => this.#eventTable(entry) ?? []);
    const events = all.filter(({ customer }) => customer !== '');
    const unowned = all.filter(({ customer }) => customer === '');
    const lookups = project.lookups.flatMap((entry) => this.#lookupTable(entry.name) ?? []);
    const others = [...this.#lookups.values()].filter((table) => table && !lookups.includes(table));
    return {
      schema: {
        customers: customers ?? schema.customers,
        events,
        lookups: [...lookups, ...others.filter((table) => table !== undefined)],
        ...(unowned.length > 0 ? { unowned } : {}),
      },
      recipes: this.#recipes.all,
    };
  }

  #needsBinding({ from, computed, where, lookups }: Project['customers']): boolean {
    return from !== undefined || where !== undefined || computed.length + lookups.length > 0;
  }

  /** Runs the work unless it is under way already, which is a circle. */
  #inTurn<Result>(name: string, at: Name, work: () => Result): Result | undefined {
    const start = this.#path.indexOf(name);
    if (start >= 0) {
      const path = [...this.#path.slice(start), name].map((step) => `\`${step}\``).join(' → ');
      this.#problem(at, 'table-circle', `tables are made of each other in a circle: ${path}`);
      return undefined;
    }
    this.#path.push(name);
    const result = work();
    this.#path.pop();
    return result;
  }

  #problem({ span }: Name, code: string, message: string, help?: string): void {
    const found = { severity: 'error', code, message, ...(help ? { help: [help] } : {}) } as const;
    this.#report(span ? problem(span, code, message, ...(help ? [help] : [])) : found);
  }

  #customerTable(at: Name = { name: 'customers' }): Schema['customers'] | undefined {
    if (this.#customers) return this.#customers;
    return this.#inTurn('customers', at, () => {
      const entry = this.#input.project.customers;
      const isFile = entry.source !== undefined;
      const own = isFile ? this.#input.schema.customers : this.#customersOf(entry.from!);
      if (!own) return undefined;
      const lookups = this.#lookupsOf(entry.lookups);
      const row: Computable = { ...own, lookups, customer: own.key };
      const computed = this.#compute(row, own.relation, this.#expressions(entry.computed, isFile, row));
      const meant = entry.where ? this.#filtered({ ...row, ...computed }, entry.where) : computed;
      const all = isFile && entry.from ? this.#withOthers({ ...row, ...meant }, entry.from) : meant;
      if (!all) return undefined;
      const created = entry.created && this.#mustHave(entry.created, { ...row, columns: all.columns });
      this.#customers = {
        name: 'customers',
        ...all,
        lookups,
        key: own.key,
        ...(created ? { created: created.name } : {}),
      };
      return this.#customers;
    });
  }

  /** Only the rows that pass the test. */
  #filtered(table: Computable, where: ConditionSyntax): Relation {
    const test = checkRowTest(where, table, this.#context());
    if (!test) return { columns: table.columns, relation: table.relation };
    return this.#recipes.filtered(table, test);
  }

  /** The customers of the file, and whoever else has a row in the event table. */
  #withOthers(own: Computable, others: Name): Relation | undefined {
    const inner = this.#innerTable(others);
    return inner && this.#recipes.withOthers(own, inner);
  }

  /** The customers with any row before the as-of, whatever `where` says of that table. */
  #customersOf(from: Name): Schema['customers'] | undefined {
    const entry = this.#input.project.customers;
    const inner = this.#innerTable(from);
    if (!inner) return undefined;
    const { key } = entry;
    if (key && key.name !== inner.customer) {
      const message = `the key of customers made of \`${from.name}\` is its customer \`${inner.customer}\`, found \`${key.name}\``;
      this.#problem(
        key,
        'wrong-key',
        message,
        'leave `key` out, or rename the column under `columns` of that table',
      );
      return undefined;
    }
    const columns = this.#grouped('customers', inner, inner.customer, entry.computed, { isFiltered: false });
    return { name: 'customers', relation: 'customers', columns, lookups: [], key: inner.customer };
  }

  #innerTable(from: Name): EventTable | undefined {
    const entry = this.#input.project.events.find(({ name }) => name.name === from.name);
    return entry && this.#eventTable(entry, from);
  }

  #eventTable(entry: EventEntry, at: Name = entry.name): EventTable | undefined {
    const { name } = entry.name;
    if (this.#events.has(name)) return this.#events.get(name);
    const table = this.#inTurn(name, at, () =>
      entry.from ? this.#madeTable(entry) : this.#fileTable(entry),
    );
    this.#events.set(name, table);
    return table;
  }

  #fileTable(entry: EventEntry): EventTable | undefined {
    const own = this.#input.schema.events.find(({ name }) => name === entry.name.name);
    if (!own) return undefined;
    const order = this.#input.orders.get(own.name);
    const lookups = this.#lookupsOf(entry.lookups);
    return this.#finish(entry, { ...own, lookups, ...(order === undefined ? {} : { order }) }, true);
  }

  /** One row for each key of the rows of another table. */
  #madeTable(entry: EventEntry): EventTable | undefined {
    const inner = this.#innerTable(entry.from!);
    const key = entry.key!;
    if (!inner || !this.#mustHave(key, inner)) return undefined;
    const { name } = entry.name;
    const columns = this.#grouped(name, inner, key.name, entry.computed, {
      isFiltered: true,
      newest: entry.newest,
    });
    const made: EventTable = {
      name,
      relation: name,
      columns,
      lookups: this.#lookupsOf(entry.lookups),
      key: key.name,
      customer: inner.customer,
      ...(inner.time === undefined ? {} : { time: inner.time }),
      ...(inner.order === undefined ? {} : { order: inner.order }),
    };
    return this.#finish(entry, made, false);
  }

  /** The recipe of rows made of those of the table, one for each key; gives their columns. */
  #grouped(
    relation: string,
    inner: EventTable,
    key: string,
    written: EventEntry['computed'],
    { isFiltered, newest }: { readonly isFiltered: boolean; readonly newest?: Name | undefined },
  ): readonly Column[] {
    const context = this.#context();
    const named = written.flatMap((column) => measuredColumn(column, inner, context) ?? []);
    const expressions = new Set(written.map(({ name }) => name.name));
    const rest = inner.columns
      .filter(({ name }) => name !== key && !expressions.has(name))
      .map(({ number: _, written: __, ...column }) => ({
        name: column.name,
        value: this.#ofRows(column, inner),
      }));
    if (newest) this.#mustHave(newest, inner);
    this.#recipes.add({
      kind: 'grouped',
      relation,
      table: inner.name,
      key: { name: key, from: key },
      isFiltered,
      ...(inner.order === undefined ? {} : { order: inner.order }),
      ...(newest ? { newest: newest.name } : {}),
      columns: [...named, ...rest],
    });
    const keyColumn: Column = { name: key, type: 'text', nullable: false };
    return [
      keyColumn,
      ...[...named, ...rest].map(({ name, value }) =>
        computedColumn({ name, value: { kind: 'value', value } }, inner),
      ),
    ];
  }

  /** A made row's time is its earliest; of another column that nobody names, its first value is taken. */
  #ofRows(column: Column, inner: EventTable): Value {
    const value = columnValue(inner.name, column);
    return column.name === inner.time
      ? measureValue('min', { table: inner.name, bounds: [], steps: [] }, value)
      : value;
  }

  /** Adds computed columns, and finds whose the rows are, when they happened and what they are worth. */
  #finish(entry: EventEntry, own: EventTable, isFile: boolean): EventTable | undefined {
    const expressions = this.#expressions(entry.computed, isFile, own);
    const paths = [
      entry.time,
      entry.value,
      entry.customer && !entry.customer.of ? entry.customer.column : undefined,
    ];
    const found = paths.flatMap((path) => (path && this.#isPath(path, own) ? [path] : []));
    const computed = this.#compute(own, own.relation, expressions, found);
    const table = { ...own, ...computed };
    const owned = entry.customer ? this.#owned(entry.customer, table) : table;
    if (!owned) return undefined;
    for (const name of [entry.time, entry.value]) if (name && !this.#mustHave(name, owned)) return undefined;
    return {
      ...owned,
      ...(entry.time ? { time: entry.time.name } : {}),
      ...(entry.value ? { value: entry.value.name } : {}),
    };
  }

  /** The columns that are computed of the row's own; those of a made table that are measures have been bound. */
  #expressions(computed: EventEntry['computed'], isFile: boolean, table: EventTable): EventEntry['computed'] {
    return isFile ? computed : computed.filter(({ name }) => !findColumn(table, name.name));
  }

  #isPath({ name }: Name, table: EventTable): boolean {
    const [first] = name.split('.', 1);
    return !findColumn(table, name) && table.lookups.some((lookup) => lookup.name === first);
  }

  /** A relation a step: a column may be computed of those before it. */
  #compute(
    table: Computable,
    relation: string,
    computed: EventEntry['computed'],
    paths: readonly Name[] = [],
  ): { readonly columns: readonly Column[]; readonly relation: string } {
    let current: Computable = { ...table, relation };
    for (const { name, body } of computed) {
      const value = checkComputed(body, current, this.#context());
      if (value) current = this.#recipes.extended(current, { name: name.name, value });
    }
    for (const path of paths) {
      const column = { kind: 'scalar', text: path.name, quoted: false, span: path.span! } as const;
      const value = checkComputed({ kind: 'column', column }, current, this.#context());
      if (value) current = this.#recipes.extended(current, { name: path.name, value });
    }
    return { columns: current.columns, relation: current.relation };
  }

  #owned(owner: Owner, table: EventTable): EventTable | undefined {
    const { column: name, of, normalise } = owner;
    const column = this.#mustHave(name, table);
    if (!column) return undefined;
    const value = columnValue(table.name, column);
    const customer = ownerColumnName(owner);
    if (!of) {
      if (!normalise) return { ...table, customer: column.name };
      const normalised = {
        name: customer,
        value: { kind: 'normalised', how: normalise, of: value },
      } as const;
      return { ...this.#recipes.extended(table, normalised), customer };
    }
    const book = this.#book(owner, of);
    if (book === undefined) return undefined;
    if (findColumn(table, customer)) {
      this.#problem(
        name,
        'duplicate-column',
        `\`${table.name}\` has a column \`${customer}\`, which is to hold the key of the customer`,
        'rename it under `columns`',
      );
      return undefined;
    }
    const found = { kind: 'owner', book, of: value, ...(normalise ? { how: normalise } : {}) } as const;
    return { ...this.#recipes.extended(table, { name: customer, value: found }), customer };
  }

  /** The relation that tells whose each address is. */
  #book({ normalise, prefer }: Owner, of: Name): string | undefined {
    const customers = this.#customerTable(of);
    if (!customers) return undefined;
    const table = { ...customers, customer: customers.key };
    const column = this.#mustHave(of, table);
    if (!column || (prefer && !this.#mustHave(prefer, table))) return undefined;
    return this.#recipes.book(column.name, normalise, prefer?.name);
  }

  #lookupsOf(entries: EventEntry['lookups']): EventTable['lookups'] {
    return entries.flatMap(({ name, table, by }) => {
      const found = this.#lookupTable(table);
      return found ? [{ name: name.name, table: table.name, by: by?.name ?? found.key }] : [];
    });
  }

  /** A table of `lookups`, or an event table with a key. */
  #lookupTable(name: Name): LookupTable | undefined {
    if (this.#lookups.has(name.name)) return this.#lookups.get(name.name);
    const { project, schema } = this.#input;
    const entry = project.lookups.find((candidate) => candidate.name.name === name.name);
    const own = schema.lookups.find((table) => table.name === name.name);
    const table = entry && own ? this.#computedLookup(entry, own) : this.#keyedEvents(name);
    this.#lookups.set(name.name, table);
    return table;
  }

  #computedLookup(entry: LookupTableEntry, own: LookupTable): LookupTable {
    const lookups = this.#lookupsOf(entry.lookups);
    const row: Computable = { ...own, lookups, customer: own.key };
    return { ...own, lookups, ...this.#compute(row, own.relation, entry.computed) };
  }

  #keyedEvents(name: Name): LookupTable | undefined {
    const entry = this.#input.project.events.find((candidate) => candidate.name.name === name.name);
    const table = entry && this.#eventTable(entry, name);
    if (table?.key === undefined) return undefined;
    const { relation, columns, lookups, key } = table;
    return { name: table.name, relation, columns, lookups, key };
  }

  #mustHave(name: Name, table: EventTable): Column | undefined {
    const column = findColumn(table, name.name);
    if (!column) this.#report(missingColumn(name, table));
    return column;
  }

  /** What names mean so far. */
  #context(): Context {
    const { schema, asOf } = this.#input;
    const lookups = [...this.#lookups.values()].filter((table) => table !== undefined);
    const events = [...this.#events.values()].filter((table) => table !== undefined);
    return contextOf(
      {
        schema: { customers: this.#customers ?? schema.customers, events, lookups },
        asOf,
        segments: [],
        traits: [],
        filters: new Map(),
        channels: [],
        suppress: [],
        models: () => [],
        resolvePath: (_, path) => path,
      },
      this.#report,
    );
  }
}
