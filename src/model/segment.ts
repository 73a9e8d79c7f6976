import type { Span } from '../diagnostics/source.ts';
import type { Logic } from './logic.ts';
import type { Normalising, Recipe } from './recipe.ts';
import type { ColumnValue, Leaf, NamedValue, Value } from './value.ts';

/** Free text about a segment, carried into reports. */
export interface SegmentAbout {
  readonly title?: string;
  readonly description?: string;
  readonly tier?: string;
  readonly owner?: string;
  readonly goal?: string;
  readonly action?: string;
  readonly tags: readonly string[];
}

export interface OutputColumn {
  readonly name: string;
  readonly value: Value;
}

export interface Sample {
  /** A share of one, as exact decimal text. */
  readonly share: string;
  readonly seed: string;
}

export interface Limit {
  readonly customers: number;
  readonly by?: { readonly side: 'highest' | 'lowest'; readonly value: Value };
}

export interface Split {
  readonly seed: string;
  readonly arms: readonly { readonly name: string; readonly share: string }[];
}

export interface Alerts {
  readonly min?: number;
  readonly max?: number;
  readonly change?: string;
}

/** A definition with every name bound and every comparison typed. Steps apply in the order of the fields. */
export interface Segment {
  readonly name: string;
  readonly about: SegmentAbout;
  readonly span: Span;
  readonly parameters: Readonly<Record<string, string>>;
  readonly base?: string;
  readonly where?: Logic<Leaf>;
  readonly exclude: readonly Logic<Leaf>[];
  readonly channel?: string;
  readonly sample?: Sample;
  readonly limit?: Limit;
  readonly split?: Split;
  readonly columns: readonly OutputColumn[];
  readonly alerts: Alerts;
  readonly output: boolean;
  readonly enabled: boolean;
}

/** An exclusive partition of its base: the first stage whose condition holds. */
export interface StageSet {
  readonly name: string;
  readonly base?: string;
  readonly span: Span;
  readonly stages: readonly { readonly name: string; readonly where?: Logic<Leaf> }[];
}

export interface Trait {
  readonly name: string;
  readonly value: Value;
}

/** Where mail or text messages may go: contact set and consent given. */
export interface Channel {
  readonly name: string;
  readonly allowed: Logic<Leaf>;
  /** The address, and how it is compared with those of others. */
  readonly address: Value;
  readonly how: Normalising;
  /** Who has said no: their address is withheld for all who share it. */
  readonly refused: Logic<Leaf>;
  /** Where nobody has said which words of the column are a yes. */
  readonly unlisted?: Unlisted;
}

/** A column of consent without a list of its own, and where the project file names it. */
export interface Unlisted {
  readonly column: ColumnValue;
  readonly span: Span;
}

/** Everything of one project that is checked and ready to plan. */
export interface Definitions {
  readonly segments: readonly Segment[];
  readonly stageSets: readonly StageSet[];
  readonly traits: readonly Trait[];
  /** Values that words call by the name of a model's field. */
  readonly named: readonly NamedValue[];
  /** The rows that are meant, an event table each. */
  readonly filters: ReadonlyMap<string, Logic<Leaf>>;
  /** How relations come about that no file holds, each after what it is made of. */
  readonly recipes: readonly Recipe[];
  readonly channels: readonly Channel[];
  readonly suppress: readonly string[];
  readonly holdout?: Sample;
}
