import type { ModelHost } from '../features/named-model.ts';
import type { Logic } from '../model/logic.ts';
import type { Limit, Segment, StageSet } from '../model/segment.ts';
import { type Bounds, type Leaf, type Rows, typeOf, type Value } from '../model/value.ts';
import { longestSpan } from '../model/walk.ts';
import type { Expr } from '../sql/ast.ts';
import {
  and,
  ascending,
  binary,
  call,
  cast,
  column,
  descending,
  integer,
  notTrue,
  or,
  sqlTrue,
  text,
  twoValued,
  when,
} from '../sql/build.ts';
import { Clocks } from './clocks.ts';
import { CustomSql } from './custom-sql.ts';
import { CustomerScope } from './customer-scope.ts';
import { CustomerTable } from './customer-table.ts';
import { FeatureTables } from './feature-tables.ts';
import type { PlanInput } from './input.ts';
import { Names } from './intern.ts';
import { Layers } from './layers.ts';
import { lowerLogic, lowerValue } from './lower.ts';
import type { Measured } from './measured.ts';
import { normalised } from './normalised.ts';
import { Occurrences } from './occurrences.ts';
import { armOf, drawn, limited } from './picking.ts';
import type { Plan, PlannedSegment, PlannedStep } from './plan.ts';
import { RecipeTables } from './recipes/recipes.ts';
import type { RowTable } from './rows.ts';
import { type Step, stepsOf } from './steps.ts';
import { Ways } from './thresholds.ts';

/**
 * Collects the values and conditions that a run needs and gives one plan for all of them. Everything is a
 * column over one row a customer; equal ones are the same column, and each event table is read once for all
 * features that a plain scan can give.
 */
export class Planner {
  readonly clocks: Clocks;
  readonly key: string;
  readonly #ways = new Ways();
  readonly #input: PlanInput;
  readonly #relationNames: Names;
  readonly #layers: Layers;
  readonly #customers: CustomerTable;
  readonly #features: FeatureTables;
  readonly #occurrences: Occurrences;
  readonly #custom: CustomSql;
  readonly #recipes: RecipeTables;
  #isBeside = false;
  readonly #scope: CustomerScope;
  readonly #segments = new Map<string, PlannedSegment>();
  readonly #bySegment: ReadonlyMap<string, Segment>;
  readonly #byStageSet: ReadonlyMap<string, StageSet>;

  constructor(input: PlanInput) {
    const { schema, asOf, definitions } = input;
    const columnNames = new Names();
    this.#input = input;
    this.clocks = new Clocks(schema, asOf, input.reach ?? longestSpan(definitions));
    this.#relationNames = new Names([
      schema.customers.relation,
      ...schema.events.map((table) => table.relation),
      ...schema.lookups.map((table) => table.relation),
      ...definitions.recipes.map((recipe) => recipe.relation),
      ...[...input.files.values()].map((file) => file.relation),
      ...[...(input.kept?.values() ?? []), ...(input.members?.values() ?? [])].map((kept) => kept.relation),
    ]);
    this.#layers = new Layers(columnNames);
    this.#customers = new CustomerTable(schema, this.clocks, this.#relationNames, columnNames);
    this.key = this.#customers.key;
    this.#features = new FeatureTables({
      input,
      clocks: this.clocks,
      ways: this.#ways,
      relationNames: this.#relationNames,
      columnNames,
      key: this.key,
      matched: this.#customers.matched,
      named: (value) => this.#scope.named(value),
    });
    this.#occurrences = new Occurrences({
      schema,
      clocks: this.clocks,
      features: this.#features,
      ways: this.#ways,
    });
    this.#custom = new CustomSql(schema.customers, this.#relationNames, columnNames);
    this.#recipes = new RecipeTables(input, this.clocks, this.#relationNames);
    this.#bySegment = new Map(definitions.segments.map((segment) => [segment.name, segment]));
    this.#byStageSet = new Map(definitions.stageSets.map((set) => [set.name, set]));
    this.#scope = new CustomerScope({
      input,
      clocks: this.clocks,
      customers: this.#customers,
      features: this.#features,
      layers: this.#layers,
      custom: this.#custom,
      occurrences: this.#occurrences,
      member: (name) => this.#member(name),
      arm: (name) => column(this.segment(name).arm!),
    });
  }

  /** A boolean column that tells whether the condition holds. */
  condition(logic: Logic<Leaf>, wanted: string): string {
    return this.#column(twoValued(lowerLogic(logic, this.#scope)), wanted);
  }

  /** A column with the value, ready to be shown: quotients of 15 digits, times on the local clock. */
  value(value: Value, wanted: string): string {
    const expr = lowerValue(value, this.#scope);
    const type = typeOf(value);
    if (value.kind === 'column' && value.isYearless)
      return this.#column(call('replace', cast(expr, 'text'), text('0004-'), text('')), wanted);
    if (type === 'quotient') return this.#column(call('significant', expr), wanted);
    if (type !== 'time') return this.#column(expr, wanted);
    const clock = value.kind === 'column' || value.kind === 'measure' ? value.clock : undefined;
    return this.#column(this.clocks.local({ expr, type: clock ?? 'utc' }), wanted);
  }

  /** Any expression over the columns of the plan, such as a window over all customers. */
  computed(expr: Expr, wanted: string): string {
    return this.#column(expr, wanted);
  }

  /** A column of what the plan's columns give, such as scores of a model that is none of the project's. */
  lowered(lower: (host: ModelHost) => Expr, wanted: string): string {
    return this.#column(lower(this.#scope.columns), wanted);
  }

  /** The column of a value by itself, as others may have asked for it. */
  measured({ value, since }: Measured): string {
    if (value.kind === 'group') return columnOf(this.#features.group(value));
    const from: Bounds = { from: { kind: 'instant', instant: since ?? '' } };
    const rows = since === undefined ? value.rows : { ...value.rows, bounds: [...value.rows.bounds, from] };
    return columnOf(this.#features.measure({ ...value, rows }));
  }

  /** The value as an expression over the plan's columns. */
  expression(value: Value): Expr {
    return lowerValue(value, this.#scope);
  }

  /** A name that no other relation of the query has. */
  relationName(wanted: string): string {
    return this.#relationNames.give(wanted);
  }

  /**
   * The rows of an event table for a query beside the plan: `filterOf(rows)` tells which of them are meant,
   * and is asked for before `finish`. Its tables stand after those of the plan, and are made last of all.
   */
  rows(rows: Rows, wanted: string): RowTable {
    this.#isBeside = true;
    return this.#features.rows(rows, wanted);
  }

  #column(expr: Expr, wanted: string): string {
    return columnOf(expr.kind === 'column' ? expr : this.#layers.add(expr, wanted));
  }

  /** Whom `run` would write for the segment. */
  segment(name: string): PlannedSegment {
    const known = this.#segments.get(name);
    if (known) return known;
    const set = this.#byStageSet.get(name);
    if (set) return this.#wholeSet(set);
    const segment = this.#definition(name);
    const kept = this.#input.members?.get(name);
    const members = kept ? this.#customers.member(kept) : this.#left(segment);
    const member = this.#column(twoValued(members), name);
    const planned: PlannedSegment = {
      name,
      member,
      ...(segment.split
        ? { arm: this.#column(armOf(segment.split, column(member), this.#scope.columns), `${name}.arm`) }
        : {}),
      columns: segment.columns.map((output) => ({
        name: output.name,
        column: this.value(output.value, output.name),
      })),
    };
    this.#segments.set(name, planned);
    return planned;
  }

  /** Who is left after all steps. */
  #left(segment: Segment): Expr {
    return stepsOf(segment, this.#input.definitions).reduce((left, step) => this.#keep(step, left), sqlTrue);
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
    let members: Expr = sqlTrue;
    return stepsOf(segment, this.#input.definitions).map((step): PlannedStep => {
      members = this.#keep(step, members);
      return { name: step.name, column: this.#column(twoValued(members), `${name}:${step.name}`) };
    });
  }

  /** Those who are left after the step, of those who were before it. */
  #keep(step: Step, members: Expr): Expr {
    switch (step.kind) {
      case 'condition':
        return and(members, lowerLogic(step.logic, this.#scope));
      case 'address':
        return and(members, column(this.unrefused(step)));
      case 'draw': {
        const inside = drawn(step.name, step.seed, step.share, this.#scope.columns);
        return and(members, step.inside ? inside : notTrue(inside));
      }
      case 'limit':
        return and(members, this.#limited(step.limit, members));
      case 'split':
        return members;
    }
  }

  /** A boolean column that tells whether nobody with the same address has refused, and none is suppressed. */
  unrefused({ channel, refused }: Extract<Step, { kind: 'address' }>): string {
    const ones = when(lowerLogic(refused, this.#scope), integer(1), integer(0));
    const address = normalised(lowerValue(channel.address, this.#scope), channel.how);
    const most: Expr = {
      kind: 'window',
      name: 'max',
      args: [this.#scope.columns.add(ones, `${channel.name}_refused`)],
      partition: [this.#scope.columns.add(address, `${channel.name}_address`)],
      order: [],
    };
    const shared = this.#layers.add(most, `${channel.name}_refused_by_any`);
    return this.#column(binary('=', shared, integer(0)), `${channel.name}_unrefused`);
  }

  #definition(name: string): Segment {
    const segment = this.#bySegment.get(name);
    if (!segment) throw new Error(`no segment ${name}`);
    return segment;
  }

  #member(name: string): Expr {
    return column(this.segment(name).member);
  }

  #limited({ by, customers }: Limit, members: Expr): Expr {
    const order = by ? [(by.side === 'highest' ? descending : ascending)(this.#scope.ranked(by.value))] : [];
    return limited(members, order, customers, this.#scope.columns);
  }

  /** The common tables that end in one relation with every column asked for. */
  finish(): Plan {
    const placed = this.#occurrences.resolve();
    const features = this.#features.tables(this.#customers.relation);
    const custom = this.#custom.tables(features.relation, this.key);
    const name = (stratum: number, last: boolean) => (last ? 'members' : `members_${stratum + 1}`);
    const layers = this.#layers.tables(custom.relation, name, placed);
    const tables = [this.#customers.table(), ...features.tables, ...custom.tables, ...layers];
    return {
      tables: [...this.#recipes.neededBy(tables, this.#isBeside), ...tables],
      relation: layers.at(-1)?.name ?? custom.relation,
      key: this.key,
      joined: this.#customers.relations,
      passes: this.#features.passes.map((pass) => ({
        table: pass.table,
        pass: pass.relation,
        features: pass.features,
      })),
      measures: this.#features.measures,
      ways: this.#ways.seen,
    };
  }
}

function columnOf(expr: Expr): string {
  if (expr.kind !== 'column') throw new Error('a value that is no column');
  return expr.name;
}
