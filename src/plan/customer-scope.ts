import { likenessRelation } from '../features/likeness.ts';
import type { ModelHost, NamedModel } from '../features/named-model.ts';
import type { StageSet } from '../model/segment.ts';
import { type Leaf, typeOf, type Value } from '../model/value.ts';
import type { Expr, Query } from '../sql/ast.ts';
import {
  and,
  call,
  cast,
  column,
  isNotNull,
  notTrue,
  sqlFalse,
  sqlNull,
  sqlTrue,
  text,
} from '../sql/build.ts';
import { type Clocks, momentOf } from './clocks.ts';
import type { CustomSql } from './custom-sql.ts';
import type { CustomerTable } from './customer-table.ts';
import type { FeatureTables } from './feature-tables.ts';
import { type FileLeaf, fileKey, type MovementLeaf, type PlanInput } from './input.ts';
import type { Layers } from './layers.ts';
import { lowerLogic, lowerValue, type NamedValueKind, type Scope, type ScopedLeaf } from './lower.ts';
import type { Occurrences } from './occurrences.ts';
import { ranked } from './picking.ts';

/** What is asked of customers, of the plan that it belongs to. */
export interface CustomerHost {
  readonly input: PlanInput;
  readonly clocks: Clocks;
  readonly customers: CustomerTable;
  readonly features: FeatureTables;
  readonly layers: Layers;
  readonly custom: CustomSql;
  readonly occurrences: Occurrences;
  /** Whether a customer is in the list of a segment or a set of stages. */
  readonly member: (name: string) => Expr;
  readonly arm: (segment: string) => Expr;
}

/** What names, and tests that only customers can meet, are over one row a customer. */
export class CustomerScope implements Scope {
  readonly clocks: Clocks;
  readonly columns: ModelHost;
  readonly #host: CustomerHost;
  readonly #byStageSet: ReadonlyMap<string, StageSet>;

  constructor(host: CustomerHost) {
    this.#host = host;
    this.clocks = host.clocks;
    this.#byStageSet = new Map(host.input.definitions.stageSets.map((set) => [set.name, set]));
    this.columns = {
      key: host.customers.key,
      ranked: (value) => this.ranked(value),
      date: (value) => this.clocks.date(momentOf(value, lowerValue(value, this))),
      add: (expr, wanted) => (expr.kind === 'column' ? expr : host.layers.add(expr, wanted)),
      joined: (relation, name) => host.customers.joined(relation, name),
    };
  }

  readonly keep = (expr: Expr): Expr => this.columns.add(expr, 'moved_from');

  tested(leaf: Extract<Leaf, { kind: 'comparison' }>, compared: () => Expr): Expr | undefined {
    return this.#host.occurrences.test(leaf, compared);
  }

  /** Quotients are told apart by 15 digits. */
  ranked(value: Value): Expr {
    const expr = lowerValue(value, this);
    return typeOf(value) === 'quotient' ? call('significant', expr) : expr;
  }

  named(value: NamedValueKind): Expr {
    switch (value.kind) {
      case 'column':
        return this.#host.customers.attribute(value);
      case 'measure':
        return this.#host.features.measure(value);
      case 'stage':
        return this.#stage(value.set);
      case 'arm':
        return this.#host.arm(value.segment);
      case 'likeness':
        return this.#host.customers.joined(likenessRelation(value), 'likeness');
      case 'model':
        return this.#model(value.model).lower(value.field, this.columns);
    }
  }

  #model(name: string): NamedModel {
    const model = this.#host.input.models.find((candidate) => candidate.name === name);
    if (!model) throw new Error(`no model ${name}`);
    return model;
  }

  #stage(name: string): Expr {
    const set = this.#byStageSet.get(name);
    if (!set) throw new Error(`no stage set ${name}`);
    const inBase = set.base === undefined ? sqlTrue : this.#host.member(set.base);
    const outside = inBase === sqlTrue ? [] : [{ when: notTrue(inBase), then: sqlNull }];
    const last = set.stages.at(-1)!;
    const branches = set.stages.slice(0, -1).map((stage) => ({
      when: stage.where ? lowerLogic(stage.where, this) : sqlFalse,
      then: text(stage.name),
    }));
    if (branches.length + outside.length === 0) return text(last.name);
    const stage: Expr = { kind: 'case', branches: [...outside, ...branches], otherwise: text(last.name) };
    return this.#host.layers.add(stage, `${name}.stage`);
  }

  scoped(leaf: ScopedLeaf): Expr {
    switch (leaf.kind) {
      case 'member':
        return this.#host.member(leaf.segment);
      case 'rank': {
        const inBase = leaf.base === undefined ? sqlTrue : this.#host.member(leaf.base);
        return ranked(leaf, this.ranked(leaf.left), inBase, this.columns);
      }
      case 'group':
        return this.#host.features.group(leaf);
      case 'file':
        return this.#inFile(leaf);
      case 'sql':
        return this.#host.custom.add(leaf, (value) => lowerValue(value, this));
      case 'movement':
        return this.#moved(leaf);
    }
  }

  #moved(leaf: MovementLeaf): Expr {
    const query = peopleOf(this.#host.input.recorded(leaf), 'customer');
    const before: Expr = { kind: 'in-query', item: column(this.columns.key), query };
    const now = this.#host.member(leaf.segment);
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
    const file = this.#host.input.files.get(fileKey(leaf));
    if (!file) throw new Error(`no file ${leaf.path}`);
    const left = this.ranked(leaf.left);
    // Of decimals of two scales an engine may leave digits out; those of the list have room for all of the field's.
    const item = file.scale === undefined ? left : cast(left, { decimal: [38, file.scale] });
    return { kind: 'in-query', item, query: peopleOf(file.relation, file.column) };
  }
}

function peopleOf(relation: string, name: string): Query {
  return {
    with: [],
    body: {
      kind: 'select',
      items: [{ expr: column(name), as: name }],
      from: { relation },
      where: isNotNull(column(name)),
    },
  };
}
