import type { EventTable } from '../model/schema.ts';
import type { Leaf, MeasureValue, Rows, Value } from '../model/value.ts';
import type { CommonTable, Expr, SelectItem } from '../sql/ast.ts';
import { binary, call, column, sqlFalse } from '../sql/build.ts';
import type { Clocks } from './clocks.ts';
import { Grouping } from './grouping.ts';
import type { PlanInput } from './input.ts';
import { keyOf, type Names } from './intern.ts';
import type { RowHost } from './joined.ts';
import { numberKeys, textKeys, writtenKeys } from './keys.ts';
import { levelOf, levelOfTest } from './levels.ts';
import type { NamedValueKind } from './lower.ts';
import { KeptPass, type Measured, measuredKey, type PlannedMeasure } from './measured.ts';
import { featureName, measureOf, ofNoRows } from './measures.ts';
import type { Pass } from './pass.ts';
import { RowTable } from './rows.ts';
import { Scan } from './scan.ts';
import type { Ways } from './thresholds.ts';

type GroupLeaf = Extract<Leaf, { kind: 'group' }>;

/** What the features need of the plan they belong to. */
export interface FeatureHost {
  readonly input: PlanInput;
  readonly clocks: Clocks;
  readonly ways: Ways;
  readonly relationNames: Names;
  readonly columnNames: Names;
  readonly key: string;
  /** By which events find their customer. */
  readonly matched: string;
  /** Whether the rows are all that there is: none of them is after the as-of. */
  readonly isWhole?: boolean;
  /** A customer's own value, as a column. */
  readonly named: (value: NamedValueKind) => Expr;
}

interface Feature {
  readonly item: SelectItem;
  readonly pass: Pass;
  readonly measured: Measured;
}

/**
 * The measures of a plan: each is a column, made in the pass that its rows need. Rows that are bounded by what
 * other rows gave are read after those, so that passes stand in levels, with one relation of features a level.
 */
export class FeatureTables {
  readonly #host: FeatureHost;
  readonly #passes = new Map<string, Pass>();
  readonly #measures = new Map<string, Feature>();
  readonly #traitNames: ReadonlyMap<string, string>;
  readonly #relations: string[] = [];

  constructor(host: FeatureHost) {
    this.#host = host;
    const { traits } = host.input.definitions;
    this.#traitNames = new Map(traits.map(({ name, value }) => [keyOf(value), name]));
  }

  /** The column of a measure, in the pass that its rows need. */
  measure(value: MeasureValue): Expr {
    return this.#measured({ value }, value.rows, featureName(value));
  }

  /** The column of the first or last time of some rows, as far as those of `needed` can tell it. */
  moment(measured: Measured & { readonly value: MeasureValue }, needed: Rows, wanted: string): Expr {
    return this.#measured(measured, needed, wanted);
  }

  /** Whether somebody has asked for the measure. */
  has(value: MeasureValue): boolean {
    return this.#measures.has(keyOf(value));
  }

  #measured(measured: Measured & { readonly value: MeasureValue }, needed: Rows, otherwise: string): Expr {
    const { value } = measured;
    const key = keyOf(value);
    const known = this.#measures.get(key);
    if (known?.pass instanceof Scan) known.pass.need(needed);
    if (known) return column(known.item.as);
    const level = levelOf(value.rows);
    const measure = measureOf(value);
    const wanted = this.#traitNames.get(key) ?? otherwise;
    const kept = this.#kept(measured, wanted);
    if (kept) return kept;
    if (measure.pass === 'frequency') {
      const pass = this.#grouping(value.rows.table, level, value.of!);
      const found = column(pass.mostFrequent(value, wanted), pass.relation);
      return this.#feature(measured, pass, found, wanted);
    }
    const pass = this.#scanFor(value, level);
    pass.need(needed);
    const found = column(pass.add(value, wanted), pass.relation);
    return this.#feature(measured, pass, ofNoRows(measure, found), wanted);
  }

  /** Whether some one value meets the test, as a column. */
  group(leaf: GroupLeaf): Expr {
    const key = keyOf(leaf);
    const known = this.#measures.get(key);
    if (known) return column(known.item.as);
    const wanted = `${leaf.rows.table}_same`;
    const kept = this.#kept({ value: leaf }, wanted);
    if (kept) return kept;
    const pass = this.#grouping(leaf.rows.table, levelOfTest(leaf.test, leaf.rows), leaf.same);
    const found = column(pass.anyGroup(leaf.rows, leaf.test), pass.relation);
    return this.#feature({ value: leaf }, pass, call('coalesce', found, sqlFalse), wanted);
  }

  /** The rows of an event table for a query beside the plan. */
  rows(rows: Rows, wanted: string): RowTable {
    const { input, key } = this.#host;
    const host = { ...this.#rowHost, keys: textKeys(input.schema), customerColumn: key };
    return new RowTable(host, this.#events(rows.table), levelOf(rows), wanted);
  }

  /** Those that read rows of events. */
  get passes(): readonly Pass[] {
    return [...this.#passes.values()].filter((pass) => !(pass instanceof KeptPass));
  }

  /** What the passes give. */
  get measures(): readonly PlannedMeasure[] {
    return [...this.#measures.values()].flatMap(({ pass, item, measured }) =>
      pass instanceof KeptPass ? [] : [{ ...measured, column: item.as }],
    );
  }

  #feature(measured: Measured, pass: Pass, expr: Expr, wanted: string): Expr {
    const as = this.#host.columnNames.give(wanted);
    this.#measures.set(keyOf(measured.value), { pass, item: { expr, as }, measured });
    return column(as);
  }

  /** The column of a value that was computed before. */
  #kept(measured: Measured, wanted: string): Expr | undefined {
    const { input, key } = this.#host;
    const kept = input.kept?.get(measuredKey(measured));
    if (!kept) return undefined;
    const { relation, column: name } = kept;
    const { table } = measured.value.rows;
    const pass = this.#pass(relation, () => new KeptPass(table, relation, key));
    return this.#feature(measured, pass, column(name, relation), wanted);
  }

  #scanFor(value: MeasureValue, level: number): Scan {
    const suffix = `${this.#scanOf(value)}${level === 0 ? '' : `_${level + 1}`}`;
    return this.#pass(
      `${value.rows.table}${suffix}`,
      () => new Scan(this.#scanHost(value), this.#events(value.rows.table), level, suffix),
    );
  }

  /** Rows that look at other rows may look at those of other tables, by clean keys. */
  #scanHost(value: MeasureValue): RowHost {
    const { input, ways, key, matched } = this.#host;
    const trusts = input.trustsKeys === true && this.#scanOf(value) !== '_in_order';
    ways.take('number-keys', key !== matched);
    ways.take('written-keys', trusts && writtenKeys(this.#events(value.rows.table)) !== undefined);
    return trusts ? { ...this.#rowHost, written: writtenKeys } : this.#rowHost;
  }

  /** Which of the scans of its table a measure rides, as the names of its relations end. */
  #scanOf(value: MeasureValue): '' | '_distinct' | '_in_order' {
    const { pass } = measureOf(value);
    if (RowTable.looksAround(value.rows)) return '_in_order';
    if (pass === 'distinct')
      return this.#host.ways.take('counts-apart', hasStart(value.rows)) ? '_distinct' : '';
    return pass === 'scan' ? '' : '_in_order';
  }

  #grouping(table: string, level: number, same: Value): Grouping {
    return this.#pass(
      keyOf({ table, level, same }),
      () => new Grouping(this.#rowHost, this.#events(table), level, same),
    );
  }

  #pass<P extends Pass>(key: string, make: () => P): P {
    const known = this.#passes.get(key);
    if (known) return known as P;
    const made = make();
    this.#passes.set(key, made);
    return made;
  }

  #events(name: string): EventTable {
    return this.#host.input.schema.events.find((table) => table.name === name)!;
  }

  get #rowHost(): RowHost {
    const { input, clocks, ways, relationNames, matched, named, isWhole } = this.#host;
    return {
      schema: input.schema,
      clocks,
      ways,
      relationNames,
      filters: input.definitions.filters,
      customerColumn: matched,
      keys: numberKeys(input.schema),
      isWhole,
      featuresRelation: (level) => this.#relation(level),
      featureColumn: (value) => columnName(named(value)),
    };
  }

  #relation(level: number): string {
    this.#relations[level] ??= this.#host.relationNames.give(
      level === 0 ? 'features' : `features_${level + 1}`,
    );
    return this.#relations[level];
  }

  /** The passes and the relations of features over the customers; the last holds every column. */
  tables(customers: string): { readonly tables: readonly CommonTable[]; readonly relation: string } {
    const passes = [...this.#passes.values()].map((pass) => ({ pass, made: pass.tables() }));
    const levels = Math.max(0, ...passes.map(({ pass }) => pass.level));
    const tables: CommonTable[] = [];
    for (let level = 0; level <= levels; level++) {
      const here = passes.filter(({ pass }) => pass.level === level);
      const from = level === 0 ? customers : this.#relation(level - 1);
      tables.push(...here.flatMap(({ made }) => made));
      tables.push(
        this.#joined(
          this.#relation(level),
          from,
          here.map(({ pass }) => pass),
        ),
      );
    }
    return { tables, relation: this.#relation(levels) };
  }

  #joined(name: string, from: string, passes: readonly Pass[]): CommonTable {
    const { matched } = this.#host;
    const items = [...this.#measures.values()]
      .filter((measure) => passes.includes(measure.pass))
      .map(({ item }) => item);
    return {
      name,
      query: {
        kind: 'select',
        star: [from],
        items,
        from: { relation: from },
        joins: passes.map((pass) => ({
          kind: 'left',
          relation: pass.relation,
          as: pass.relation,
          on: binary('=', pass.customer, column(pass.by ?? matched, from)),
        })),
      },
    };
  }
}

function hasStart({ bounds }: Rows): boolean {
  return bounds.some(({ from }) => from?.kind === 'instant');
}

function columnName(expr: Expr): string {
  if (expr.kind !== 'column') throw new Error('a row reads a computed value');
  return expr.name;
}
