/**
 * Tables that no file holds as they are: rows made of several, columns computed beside a row's own, and whose a row
 * is. Gives the schema with all of them, and the recipes by which a plan makes them at its as-of.
 */
import type { Report } from '../diagnostics/diagnostic.ts';
import type { ConditionSyntax } from '../language/syntax.ts';
import type { AsOf } from '../model/calendar.ts';
import type { Recipe } from '../model/recipe.ts';
import type { EventTable, LookupTable, Schema } from '../model/schema.ts';
import type { EventEntry, LookupTableEntry, Name, Project } from '../project/project.ts';
import { contextOf, nothingDefined } from './check.ts';
import { computeColumns, expressionsOf, isPath } from './computed-columns.ts';
import { checkRowTest } from './condition.ts';
import type { Checking } from './context.ts';
import { columnNamed } from './field-of-table.ts';
import { groupRows } from './grouped-rows.ts';
import { partLookups } from './lookups-of-made.ts';
import { otherKey, tableCircle } from './made-table-messages.ts';
import { ownedRows } from './owner.ts';
import { type Computable, RecipeBook, type Relation, type TableBook } from './recipe-book.ts';

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
    const all = project.events.flatMap((entry) => this.#withMade(entry, this.#eventTable(entry)) ?? []);
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
      this.#report(tableCircle(at, [...this.#path.slice(start), name]));
      return undefined;
    }
    this.#path.push(name);
    const result = work();
    this.#path.pop();
    return result;
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
      const computed = computeColumns(
        row,
        own.relation,
        expressionsOf(entry.computed, isFile, row),
        [],
        this.#book,
      );
      const meant = entry.where ? this.#filtered({ ...row, ...computed }, entry.where) : computed;
      const all = isFile && entry.from ? this.#withOthers({ ...row, ...meant }, entry.from) : meant;
      if (!all) return undefined;
      const created =
        entry.created && columnNamed(entry.created, { ...row, columns: all.columns }, this.#report);
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
      this.#report(otherKey(key, from, inner));
      return undefined;
    }
    const columns = groupRows(
      'customers',
      inner,
      inner.customer,
      entry.computed,
      { isFiltered: false },
      this.#book,
    );
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

  /** With its lookups of rows that are made of its own, which are there only now. */
  #withMade(entry: EventEntry, table: EventTable | undefined): EventTable | undefined {
    const { ofMade } = partLookups(entry, this.#input.project.events);
    if (!table || ofMade.length === 0) return table;
    const found = this.#lookupsOf(ofMade).map((lookup) => ({ ...lookup, toMade: true }) as const);
    return { ...table, lookups: [...table.lookups, ...found] };
  }

  #fileTable(entry: EventEntry): EventTable | undefined {
    const own = this.#input.schema.events.find(({ name }) => name === entry.name.name);
    if (!own) return undefined;
    const order = this.#input.orders.get(own.name);
    const lookups = this.#earlierLookups(entry);
    return this.#finish(entry, { ...own, lookups, ...(order === undefined ? {} : { order }) }, true);
  }

  /** One row for each key of the rows of another table. */
  #madeTable(entry: EventEntry): EventTable | undefined {
    const inner = this.#innerTable(entry.from!);
    const key = entry.key!;
    if (!inner || !columnNamed(key, inner, this.#report)) return undefined;
    const { name } = entry.name;
    const columns = groupRows(
      name,
      inner,
      key.name,
      entry.computed,
      {
        isFiltered: true,
        newest: entry.newest,
      },
      this.#book,
    );
    const made: EventTable = {
      name,
      relation: name,
      columns,
      lookups: this.#earlierLookups(entry),
      key: key.name,
      customer: inner.customer,
      ...(inner.time === undefined ? {} : { time: inner.time }),
      ...(inner.order === undefined ? {} : { order: inner.order }),
    };
    return this.#finish(entry, made, false);
  }

  /** Adds computed columns, and finds whose the rows are, when they happened and what they are worth. */
  #finish(entry: EventEntry, own: EventTable, isFile: boolean): EventTable | undefined {
    const expressions = expressionsOf(entry.computed, isFile, own);
    const paths = [
      entry.time,
      entry.value,
      entry.customer && !entry.customer.of ? entry.customer.column : undefined,
    ];
    const found = paths.flatMap((path) => (path && isPath(path, own) ? [path] : []));
    const computed = computeColumns(own, own.relation, expressions, found, this.#book);
    const table = { ...own, ...computed };
    const owned = entry.customer
      ? ownedRows(entry.customer, table, { ...this.#book, customers: (at) => this.#customerTable(at) })
      : table;
    if (!owned) return undefined;
    for (const name of [entry.time, entry.value])
      if (name && !columnNamed(name, owned, this.#report)) return undefined;
    return {
      ...owned,
      ...(entry.time ? { time: entry.time.name } : {}),
      ...(entry.value ? { value: entry.value.name } : {}),
    };
  }

  #earlierLookups(entry: EventEntry): EventTable['lookups'] {
    return this.#lookupsOf(partLookups(entry, this.#input.project.events).earlier);
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
    return { ...own, lookups, ...computeColumns(row, own.relation, entry.computed, [], this.#book) };
  }

  #keyedEvents(name: Name): LookupTable | undefined {
    const entry = this.#input.project.events.find((candidate) => candidate.name.name === name.name);
    const table = entry && this.#eventTable(entry, name);
    if (table?.key === undefined) return undefined;
    const { relation, columns, lookups, key } = table;
    return { name: table.name, relation, columns, lookups, key };
  }

  get #book(): TableBook {
    return { recipes: this.#recipes, context: this.#context() };
  }

  /** What names mean so far. */
  #context(): Checking {
    const { schema, asOf } = this.#input;
    const lookups = [...this.#lookups.values()].filter((table) => table !== undefined);
    const events = [...this.#events.values()].filter((table) => table !== undefined);
    const soFar = { customers: this.#customers ?? schema.customers, events, lookups };
    return contextOf({ ...nothingDefined, schema: soFar, asOf }, this.#report);
  }
}
