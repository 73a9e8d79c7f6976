import type { RfmScore } from '../features/rfm-fields.ts';
import type { BoundRfm } from '../features/rfm-measures.ts';
import type { AsOf } from '../model/calendar.ts';
import { type Logic, leaves } from '../model/logic.ts';
import type { Schema } from '../model/schema.ts';
import type { Definitions, Limit, Segment, Split, StageSet } from '../model/segment.ts';
import { type Leaf, type MeasureValue, type Rows, typeOf, type Value } from '../model/value.ts';
import { longestSpan } from '../model/walk.ts';
import type { CommonTable, Expr, Join, SelectItem } from '../sql/ast.ts';
import {
  and,
  ascending,
  binary,
  call,
  cast,
  column,
  descending,
  FALSE,
  integer,
  isNotNull,
  mapColumns,
  NULL,
  notTrue,
  or,
  TRUE,
  text,
  twoValued,
} from '../sql/build.ts';
import { Clocks } from './clocks.ts';
import { keyOf, Names } from './intern.ts';
import { Layers } from './layers.ts';
import { lowerLogic, lowerValue, type NamedValueKind, type Scope, type ScopedLeaf } from './lower.ts';
import { lowerModel } from './models.ts';
import { featureName, Grouping, measureOf, ofNoRows, type Pass, Scan } from './passes.ts';
import type { LoadedFile, Plan, PlannedSegment, PlannedStep, StepName } from './plan.ts';
import { lowerRfm, type ModelHost } from './rfm.ts';
import { type RowHost, RowTable } from './rows.ts';

export interface PlanInput {
  readonly schema: Schema;
  readonly asOf: AsOf;
  readonly definitions: Definitions;
  /** Models whose scores are fields; none when absent. */
  readonly rfm?: readonly BoundRfm[];
  /** Files of values that conditions name, by `fileKey`; their values have the type of the leaf's field. */
  readonly files: ReadonlyMap<string, LoadedFile>;
  /**
   * The relation of one `customer` column with the people of the recorded run that a movement looks back to (for
   * `stayed`, those who were in all runs since as well). Throws a `Failure` (2) where nothing was recorded.
   */
  readonly recorded: (leaf: MovementLeaf) => string;
}

type FileLeaf = Extract<Leaf, { kind: 'file' }>;
export type MovementLeaf = Extract<Leaf, { kind: 'movement' }>;

/** The name under which a file's values are found in `PlanInput.files`: those of one column, as one type. */
export function fileKey({ path, column: named, field, left }: FileLeaf): string {
  const type = typeOf(left);
  return JSON.stringify([path, named ?? field, type === 'integer' ? 'decimal' : type]);
}

/** The user's own SQL, over relations of its own. */
interface Custom {
  readonly input: string;
  readonly relation: string;
  readonly column: string;
  readonly text: string;
  readonly uses: readonly SelectItem[];
}

/**
 * Collects the values and conditions that a run needs and gives one plan for all of them. Everything is a
 * column over one row a customer; equal ones are the same column, and each event table is read once for all
 * features that a plain scan can give.
 */
export class Planner {
  readonly #input: PlanInput;
  readonly #clocks: Clocks;
  readonly #relationNames: Names;
  readonly #columnNames = new Names();
  readonly #layers: Layers;
  readonly #attributes = new Map<string, SelectItem>();
  readonly #joins = new Map<string, Join>();
  readonly #passes = new Map<string, Pass>();
  readonly #measures = new Map<
    string,
    { readonly level: number; readonly item: SelectItem; readonly pass: Pass }
  >();
  readonly #traitNames: ReadonlyMap<string, string>;
  readonly #segments = new Map<string, PlannedSegment>();
  readonly #bySegment: ReadonlyMap<string, Segment>;
  readonly #byStageSet: ReadonlyMap<string, StageSet>;
  readonly #custom = new Map<string, Custom>();
  readonly #scope: Scope;
  readonly #base: string;
  readonly #features: string[] = [];
  readonly key: string;

  constructor(input: PlanInput) {
    const { schema, asOf, definitions } = input;
    this.#input = input;
    this.#clocks = new Clocks(schema, asOf, longestSpan(definitions));
    this.#relationNames = new Names([
      schema.customers.relation,
      ...schema.events.map((table) => table.relation),
      ...schema.lookups.map((table) => table.relation),
      ...[...input.files.values()].map((file) => file.relation),
    ]);
    this.#base = this.#relationNames.give('base');
    this.#layers = new Layers(this.#columnNames);
    this.#traitNames = new Map(definitions.traits.map(({ name, value }) => [keyOf(value), name]));
    this.#bySegment = new Map(definitions.segments.map((segment) => [segment.name, segment]));
    this.#byStageSet = new Map(definitions.stageSets.map((set) => [set.name, set]));
    this.key = this.#columnNames.give(schema.customers.key);
    this.#scope = {
      clocks: this.#clocks,
      named: (value) => this.#named(value),
      scoped: (leaf) => this.#scoped(leaf),
    };
  }

  /** A boolean column that tells whether the condition holds. */
  condition(logic: Logic<Leaf>, wanted: string): string {
    return this.#column(twoValued(lowerLogic(logic, this.#scope)), wanted);
  }

  /** A column with the value, ready to be shown: quotients to six decimals, times on the local clock. */
  value(value: Value, wanted: string): string {
    const expr = lowerValue(value, this.#scope);
    const type = typeOf(value);
    if (type === 'quotient') return this.#column(call('round', expr, integer(6)), wanted);
    if (type !== 'time') return this.#column(expr, wanted);
    const clock = value.kind === 'column' || value.kind === 'measure' ? value.clock : undefined;
    return this.#column(this.#clocks.local({ expr, type: clock ?? 'utc' }), wanted);
  }

  /** Any expression over the columns of the plan, such as a window over all customers. */
  computed(expr: Expr, wanted: string): string {
    return this.#column(expr, wanted);
  }

  /** A column with a field of the model, whose scores are taken among the members of the segment, or everybody. */
  scored(model: BoundRfm, field: RfmScore, base?: string): string {
    const members = base === undefined ? undefined : this.#member(base);
    return this.#column(lowerRfm(model, field, this.#modelHost, members), field);
  }

  get #modelHost(): ModelHost {
    return {
      key: this.key,
      ranked: (value) => this.#ranked(value),
      add: (expr, wanted) => this.#layers.add(expr, wanted),
    };
  }

  /** The value as an expression over the plan's columns. */
  expression(value: Value): Expr {
    return lowerValue(value, this.#scope);
  }

  /** A name that no other relation of the query has. */
  relationName(wanted: string): string {
    return this.#relationNames.give(wanted);
  }

  /** How times are read here. */
  get clocks(): Clocks {
    return this.#clocks;
  }

  /**
   * The rows of an event table for a query beside the plan: `filterOf(rows)` tells which of them are meant,
   * and is asked for before `finish`. Its tables stand after those of the plan, and are made last of all.
   */
  rows(rows: Rows, wanted: string): RowTable {
    return new RowTable(this.#host, this.#events(rows.table), this.#levelOf(rows), wanted);
  }

  #column(expr: Expr, wanted: string): string {
    const found = expr.kind === 'column' ? expr : this.#layers.add(expr, wanted);
    return found.kind === 'column' ? found.name : wanted;
  }

  /** Whom `run` would write for the segment. */
  segment(name: string): PlannedSegment {
    const known = this.#segments.get(name);
    if (known) return known;
    const set = this.#byStageSet.get(name);
    if (set) return this.#wholeSet(set);
    const segment = this.#definition(name);
    const members = and(...this.#conditions(segment).map(([, condition]) => condition));
    const limited = segment.limit ? and(members, this.#limited(segment.limit, members)) : members;
    const member = this.#column(twoValued(limited), name);
    const planned: PlannedSegment = {
      name,
      member,
      ...(segment.split ? { arm: this.#arm(segment.split, column(member), name) } : {}),
      columns: segment.columns.map((output) => ({
        name: output.name,
        column: this.value(output.value, output.name),
      })),
    };
    this.#segments.set(name, planned);
    return planned;
  }

  /** Whoever is in the list of any of its stages. */
  #wholeSet(set: StageSet): PlannedSegment {
    const lists = set.stages.map((stage) => this.#member(`${set.name}.${stage.name}`));
    const planned = { name: set.name, member: this.#column(or(...lists), set.name), columns: [] };
    this.#segments.set(set.name, planned);
    return planned;
  }

  /** A boolean column for who is left after each step that applies to the segment, in order. */
  steps(name: string): readonly PlannedStep[] {
    const segment = this.#definition(name);
    let members: Expr = TRUE;
    const steps = this.#conditions(segment).map(([step, condition]): PlannedStep => {
      members = and(members, condition);
      return { name: step, column: this.#column(twoValued(members), `${name}:${step}`) };
    });
    return segment.limit ? [...steps, { name: 'limit', column: this.segment(name).member }] : steps;
  }

  #definition(name: string): Segment {
    const segment = this.#bySegment.get(name);
    if (!segment) throw new Error(`no segment ${name}`);
    return segment;
  }

  /** The steps before `limit`, in the order that is always the same; those that do not apply are left out. */
  #conditions(segment: Segment): readonly (readonly [StepName, Expr])[] {
    const { definitions } = this.#input;
    const { base, where, exclude, channel, sample } = segment;
    const allowed = definitions.channels.find((candidate) => candidate.name === channel)?.allowed;
    const excluded = exclude.map((item) => lowerLogic(item, this.#scope));
    const suppressed = channel === undefined ? [] : definitions.suppress.map((name) => this.#member(name));
    const { holdout } = definitions;
    const steps: (readonly [StepName, Expr] | undefined)[] = [
      base === undefined ? undefined : ['base', this.#member(base)],
      where && ['where', lowerLogic(where, this.#scope)],
      excluded.length > 0 ? ['exclude', notTrue(or(...excluded))] : undefined,
      allowed && ['channel', lowerLogic(allowed, this.#scope)],
      suppressed.length > 0 ? ['suppress', notTrue(or(...suppressed))] : undefined,
      holdout && ['holdout', notTrue(this.#drawn('holdout', holdout.seed, holdout.share))],
      sample && ['sample', this.#drawn('sample', sample.seed, sample.share)],
    ];
    return steps.filter((item) => item !== undefined);
  }

  #member(name: string): Expr {
    return column(this.segment(name).member);
  }

  #bucket(step: 'holdout' | 'sample' | 'split', seed: string): Expr {
    return column(
      this.#column(
        call('md5-bucket', call('concat', text(`${step}:${seed}:`), column(this.key))),
        `${step}_bucket`,
      ),
    );
  }

  /** Whether the customer's bucket of 10,000 lies in the share. */
  #drawn(step: 'holdout' | 'sample', seed: string, share: string): Expr {
    return binary('<', this.#bucket(step, seed), integer(buckets(share)));
  }

  #limited(limit: Limit, members: Expr): Expr {
    const value = limit.by && this.#ranked(limit.by.value);
    const by = value ? [limit.by!.side === 'highest' ? descending(value) : ascending(value)] : [];
    const place = this.#layers.add(
      {
        kind: 'window',
        name: 'row-number',
        args: [],
        partition: [twoValued(members)],
        order: [...by, ascending(column(this.key))],
      },
      'place',
    );
    return binary('<=', place, integer(limit.customers));
  }

  /** Quotients are told apart at six decimals. */
  #ranked(value: Value): Expr {
    const expr = lowerValue(value, this.#scope);
    return typeOf(value) === 'quotient' ? call('round', expr, integer(6)) : expr;
  }

  #arm(split: Split, member: Expr, name: string): string {
    const bucket = this.#bucket('split', split.seed);
    let until = 0;
    const branches = split.arms.map((arm) => {
      until += Number(arm.share);
      return {
        when: and(member, binary('<', bucket, integer(buckets(String(until))))),
        then: text(arm.name),
      };
    });
    return this.#column({ kind: 'case', branches }, `${name}.arm`);
  }

  #named(value: NamedValueKind): Expr {
    switch (value.kind) {
      case 'column':
        return this.#attribute(value);
      case 'measure':
        return column(this.#measure(value));
      case 'stage':
        return this.#stage(value.set);
      case 'arm':
        return column(this.segment(value.segment).arm!);
      case 'model':
        return lowerModel(
          value,
          { cohorts: this.#input.definitions.cohorts, rfm: this.#input.rfm ?? [] },
          this.#scope,
          this.#modelHost,
        );
    }
  }

  #stage(name: string): Expr {
    const set = this.#byStageSet.get(name);
    if (!set) throw new Error(`no stage set ${name}`);
    const inBase = set.base === undefined ? TRUE : this.#member(set.base);
    const outside = inBase === TRUE ? [] : [{ when: notTrue(inBase), then: NULL }];
    const last = set.stages.at(-1)!;
    const branches = set.stages.slice(0, -1).map((stage) => ({
      when: stage.where ? lowerLogic(stage.where, this.#scope) : FALSE,
      then: text(stage.name),
    }));
    if (branches.length + outside.length === 0) return text(last.name);
    const stage: Expr = { kind: 'case', branches: [...outside, ...branches], otherwise: text(last.name) };
    return this.#layers.add(stage, `${name}.stage`);
  }

  #attribute(value: Extract<Value, { kind: 'column' }>): Expr {
    const { customers, lookups } = this.#input.schema;
    if (value.lookups.length === 0 && value.name === customers.key) return column(this.key);
    const path = [...value.lookups, value.name].join('.');
    const known = this.#attributes.get(path);
    if (known) return column(known.as);
    let from: { readonly lookups: typeof customers.lookups; readonly columns: typeof customers.columns } =
      customers;
    let alias = customers.name;
    for (const name of value.lookups) {
      const lookup = from.lookups.find((candidate) => candidate.name === name)!;
      const next = lookups.find((candidate) => candidate.name === lookup.table)!;
      const inner = alias === customers.name ? name : `${alias}.${name}`;
      const by = column(lookup.by, alias);
      this.#joins.set(inner, {
        kind: 'left',
        relation: next.relation,
        as: inner,
        on: binary('=', column(next.key, inner), by),
      });
      [from, alias] = [next, inner];
    }
    const as = this.#columnNames.give(path);
    this.#attributes.set(path, { expr: column(value.name, alias), as });
    return column(as);
  }

  /** The column of a measure, in the pass that its rows need. */
  #measure(value: MeasureValue): string {
    const key = keyOf(value);
    const known = this.#measures.get(key);
    if (known) return known.item.as;
    const level = this.#levelOf(value.rows);
    const measure = measureOf(value);
    const wanted = this.#traitNames.get(key) ?? featureName(value);
    const pass =
      measure.pass === 'frequency'
        ? this.#grouping(value.rows.table, level, value.of!)
        : this.#scanFor(value, level);
    const found = pass instanceof Grouping ? pass.mostFrequent(value, wanted) : pass.add(value, wanted);
    const expr = ofNoRows(measure, column(found, pass.relation));
    return this.#feature(key, level, pass, expr, wanted);
  }

  #feature(key: string, level: number, pass: Pass, expr: Expr, wanted: string): string {
    const as = this.#columnNames.give(wanted);
    this.#measures.set(key, { level, pass, item: { expr, as } });
    return as;
  }

  #scanFor(value: MeasureValue, level: number): Scan {
    const around = RowTable.looksAround(value.rows) || measureOf(value).pass !== 'scan';
    const suffix = `${around ? '_in_order' : ''}${level === 0 ? '' : `_${level + 1}`}`;
    return this.#pass(
      `${value.rows.table}${suffix}`,
      () => new Scan(this.#host, this.#events(value.rows.table), level, suffix),
    );
  }

  #grouping(table: string, level: number, same: Value): Grouping {
    return this.#pass(
      keyOf({ table, level, same }),
      () => new Grouping(this.#host, this.#events(table), level, same),
    );
  }

  #pass<P extends Pass>(key: string, make: () => P): P {
    const known = this.#passes.get(key);
    if (known) return known as P;
    const made = make();
    this.#passes.set(key, made);
    return made;
  }

  #events(name: string) {
    return this.#input.schema.events.find((table) => table.name === name)!;
  }

  /** Rows that are bounded by what other rows gave can only be read after those. */
  #levelOf(rows: Rows): number {
    const bounds = rows.bounds.flatMap(({ from, to }) => [from, to]);
    const levels = bounds.flatMap((bound) =>
      bound?.kind === 'value' ? [this.#levelOfValue(bound.value)] : [],
    );
    const steps = [...rows.steps, ...(rows.absent ? [rows.absent] : [])].map((step) =>
      this.#levelOf(step.rows),
    );
    return Math.max(0, ...levels, ...steps);
  }

  #levelOfValue(value: Value): number {
    switch (value.kind) {
      case 'measure':
        return this.#levelOf(value.rows) + 1;
      case 'part':
        return this.#levelOfValue(value.of);
      case 'arithmetic':
        return Math.max(0, ...value.operands.map((operand) => this.#levelOfValue(operand)));
      default:
        return 0;
    }
  }

  /** The level of the passes that a group's test must come after: it may read the customer's own values. */
  #levelOfTest(logic: Logic<Leaf>, rows: Rows): number {
    const own = new Set(leaves(logic).flatMap((leaf) => ('left' in leaf ? [keyOf(leaf.left)] : [])));
    const others = leaves(logic)
      .flatMap(valuesOf)
      .filter((value) => !own.has(keyOf(value)));
    return Math.max(this.#levelOf(rows), ...others.map((value) => Math.max(1, this.#levelOfValue(value))));
  }

  get #host(): RowHost {
    return {
      schema: this.#input.schema,
      clocks: this.#clocks,
      relationNames: this.#relationNames,
      filters: this.#input.definitions.filters,
      customerColumn: this.key,
      featuresRelation: (level) => this.#featuresName(level),
      featureColumn: (value) => this.#columnOf(value),
    };
  }

  #featuresName(level: number): string {
    this.#features[level] ??= this.#relationNames.give(level === 0 ? 'features' : `features_${level + 1}`);
    return this.#features[level];
  }

  #columnOf(value: NamedValueKind): string {
    const expr = this.#named(value);
    if (expr.kind !== 'column') throw new Error('a row reads a computed value');
    return expr.name;
  }

  #scoped(leaf: ScopedLeaf): Expr {
    switch (leaf.kind) {
      case 'member':
        return this.#member(leaf.segment);
      case 'rank':
        return this.#rank(leaf);
      case 'group': {
        const level = this.#levelOfTest(leaf.test, leaf.rows);
        const pass = this.#grouping(leaf.rows.table, level, leaf.same);
        const key = keyOf(leaf);
        const known = this.#measures.get(key);
        if (known) return column(known.item.as);
        const found = column(pass.anyGroup(leaf.rows, leaf.test), pass.relation);
        return column(
          this.#feature(key, level, pass, call('coalesce', found, FALSE), `${leaf.rows.table}_same`),
        );
      }
      case 'file':
        return this.#inFile(leaf);
      case 'sql':
        return this.#verbatim(leaf);
      case 'movement':
        return this.#moved(leaf);
    }
  }

  #moved(leaf: MovementLeaf): Expr {
    const query = peopleOf(this.#input.recorded(leaf), 'customer');
    const before: Expr = { kind: 'in-query', item: column(this.key), query };
    const now = this.#member(leaf.segment);
    switch (leaf.movement) {
      case 'entered':
        return and(now, notTrue(before));
      case 'left':
        return and(before, notTrue(now));
      case 'stayed':
        return and(now, before);
    }
  }

  #inFile(leaf: FileLeaf): Expr {
    const file = this.#input.files.get(fileKey(leaf));
    if (!file) throw new Error(`no file ${leaf.path}`);
    const type = typeOf(leaf.left);
    const left = this.#ranked(leaf.left);
    const item = type === 'integer' || type === 'decimal' ? cast(left, { decimal: [38, 12] }) : left;
    return { kind: 'in-query', item, query: peopleOf(file.relation, file.column) };
  }

  /** The user's own expression sees the customer's columns and the traits it names, and nothing else. */
  #verbatim(leaf: Extract<Leaf, { kind: 'sql' }>): Expr {
    const key = keyOf({ text: leaf.text, uses: leaf.uses });
    const known = this.#custom.get(key);
    if (known) return column(known.column);
    const { columns } = this.#input.schema.customers;
    const traits = leaf.uses.filter(({ name }) => !columns.some((candidate) => candidate.name === name));
    const item = {
      input: this.#relationNames.give('custom_input'),
      relation: this.#relationNames.give('custom'),
      column: this.#columnNames.give('custom'),
      text: leaf.text,
      uses: traits.map(({ name, value }) => ({ expr: lowerValue(value, this.#scope), as: name })),
    };
    this.#custom.set(key, item);
    return column(item.column);
  }

  /**
   * The k best of the n customers of the base who have the value, k = n − ⌈(1 − share)(n − 1)⌉; a tie at the
   * cut stays together, on the side that leaves the number nearer to k, and inside when both are equally near.
   */
  #rank(leaf: Extract<Leaf, { kind: 'rank' }>): Expr {
    const value = column(this.#column(this.#ranked(leaf.left), 'ranked'));
    const inBase = leaf.base === undefined ? TRUE : this.#member(leaf.base);
    const ranked = column(this.#column(twoValued(and(isNotNull(value), inBase)), 'is_ranked'));
    const best = leaf.side === 'top' ? descending(value) : ascending(value);
    const over = (
      name: 'row-number' | 'rank' | 'count',
      partition: readonly Expr[],
      order: readonly (typeof best)[],
      wanted: string,
    ): Expr => this.#layers.add({ kind: 'window', name, args: [], partition, order }, wanted);
    if (leaf.customers !== undefined) {
      const place = over('row-number', [ranked], [best, ascending(column(this.key))], 'place');
      return and(ranked, binary('<=', place, integer(leaf.customers)));
    }
    const n = over('count', [ranked], [], 'ranked_customers');
    const better = binary('-', over('rank', [ranked], [best], 'rank'), integer(1));
    const tied = over('count', [ranked, value], [], 'tied');
    const [part, whole] = complement(leaf.share!);
    const above = binary(
      '//',
      binary('+', binary('*', integer(part), binary('-', n, integer(1))), integer(whole - 1)),
      integer(whole),
    );
    const k = binary('-', n, above);
    const room = binary('-', k, better);
    const over_ = binary('-', tied, room);
    return and(ranked, binary('>', room, integer(0)), binary('<=', over_, room));
  }

  /** The common tables that end in one relation with every column asked for. */
  finish(segments: readonly PlannedSegment[] = []): Plan {
    const passes = [...this.#passes.values()];
    const levels = Math.max(0, ...passes.map((pass) => pass.level));
    const passTables = passes.map((pass) => [pass, pass.tables()] as const);
    const tables: CommonTable[] = [this.#customerTable()];
    for (let level = 0; level <= levels; level++) {
      const here = passTables.filter(([pass]) => pass.level === level);
      tables.push(...here.flatMap(([, made]) => made));
      tables.push(
        this.#featureTable(
          level,
          here.map(([pass]) => pass),
        ),
      );
    }
    let relation = this.#featuresName(levels);
    if (this.#custom.size > 0) {
      const joined = this.#relationNames.give('features_and_custom');
      tables.push(...this.#customTables(relation, joined));
      relation = joined;
    }
    const layers = this.#layers.tables(relation, (stratum, last) =>
      last ? 'members' : `members_${stratum + 1}`,
    );
    return {
      tables: [...tables, ...layers],
      relation: layers.at(-1)?.name ?? relation,
      key: this.key,
      segments,
      passes: passes.map(({ table, relation: pass, features }) => ({ table, pass, features })),
    };
  }

  #customerTable(): CommonTable {
    const { customers } = this.#input.schema;
    const created = customers.created === undefined ? undefined : this.#createdBefore(customers.created);
    return {
      name: this.#base,
      query: {
        kind: 'select',
        items: [{ expr: column(customers.key, customers.name), as: this.key }, ...this.#attributes.values()],
        from: { relation: customers.relation, as: customers.name },
        ...(this.#joins.size > 0 ? { joins: [...this.#joins.values()] } : {}),
        ...(created ? { where: created } : {}),
      },
    };
  }

  #createdBefore(name: string): Expr | undefined {
    const { customers } = this.#input.schema;
    const found = customers.columns.find((candidate) => candidate.name === name);
    if (found?.type !== 'date' && found?.type !== 'time') return undefined;
    const expr = column(name, customers.name);
    const type = found.type === 'date' ? 'date' : (found.clock ?? 'utc');
    const before = binary('<', expr, this.#clocks.boundary(this.#input.asOf.instant, type));
    return found.nullable ? or({ kind: 'is-null', item: expr, negated: false }, before) : before;
  }

  #featureTable(level: number, passes: readonly Pass[]): CommonTable {
    const from = level === 0 ? this.#base : this.#featuresName(level - 1);
    const items = [...this.#measures.values()]
      .filter((measure) => passes.includes(measure.pass))
      .map(({ item }) => item);
    return {
      name: this.#featuresName(level),
      query: {
        kind: 'select',
        star: [from],
        items,
        from: { relation: from },
        joins: passes.map((pass) => ({
          kind: 'left',
          relation: pass.relation,
          as: pass.relation,
          on: binary('=', column('customer', pass.relation), column(this.key, from)),
        })),
      },
    };
  }

  #customTables(features: string, joined: string): readonly CommonTable[] {
    const { customers } = this.#input.schema;
    const custom = [...this.#custom.values()];
    const tables = custom.map(({ input, relation, text: verbatim, uses }): readonly CommonTable[] => [
      {
        name: input,
        query: {
          kind: 'select',
          star: [customers.name],
          items: uses.map(({ expr, as }) => ({
            expr: mapColumns(expr, ({ name }) => column(name, features)),
            as,
          })),
          from: { relation: customers.relation, as: customers.name },
          joins: [
            {
              kind: 'inner',
              relation: features,
              as: features,
              on: binary('=', column(this.key, features), column(customers.key, customers.name)),
            },
          ],
        },
      },
      {
        name: relation,
        query: {
          kind: 'select',
          items: [
            { expr: column(customers.key), as: 'customer' },
            { expr: { kind: 'verbatim', text: verbatim }, as: 'holds' },
          ],
          from: { relation: input },
        },
      },
    ]);
    return [
      ...tables.flat(),
      {
        name: joined,
        query: {
          kind: 'select',
          star: [features],
          items: custom.map((item) => ({ expr: column('holds', item.relation), as: item.column })),
          from: { relation: features },
          joins: custom.map(({ relation }) => ({
            kind: 'left',
            relation,
            as: relation,
            on: binary('=', column('customer', relation), column(this.key, features)),
          })),
        },
      },
    ];
  }
}

/** A share as buckets of 10,000, cut to whole buckets. */
export function buckets(share: string): number {
  return Math.round(Number(share) * 10_000);
}

/** 1 − share as a fraction of whole numbers: 12.5% gives 875 of 1000. */
function complement(share: string): readonly [part: number, whole: number] {
  const digits = (share.split('.')[1] ?? '').length;
  const whole = 10 ** digits;
  return [whole - Math.round(Number(share) * whole), whole];
}

/** The values on the right side of a leaf. */
function valuesOf(leaf: Leaf): readonly Value[] {
  switch (leaf.kind) {
    case 'comparison':
      return leaf.right.flatMap((operand) => (operand.kind === 'value' ? [operand.value] : []));
    case 'window':
      return [leaf.bounds.from, leaf.bounds.to].flatMap((bound) =>
        bound?.kind === 'value' ? [bound.value] : [],
      );
    default:
      return [];
  }
}

function peopleOf(relation: string, name: string) {
  return {
    with: [],
    body: {
      kind: 'select' as const,
      items: [{ expr: column(name), as: name }],
      from: { relation },
      where: isNotNull(column(name)),
    },
  };
}

/** Plans the lists of the named segments. */
export function planSegments(input: PlanInput, names: readonly string[]): Plan {
  const planner = new Planner(input);
  return planner.finish(names.map((name) => planner.segment(name)));
}
