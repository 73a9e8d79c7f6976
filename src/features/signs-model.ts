/** Early signs: what customers looked like before they did something, and who looks so today. */
import type { ModelField } from '../check/context.ts';
import type { Duration } from '../model/duration.ts';
import type { Logic } from '../model/logic.ts';
import type { Leaf, Value } from '../model/value.ts';

/** What is foretold: to be among the best by a value, or to meet a condition. */
export type SignsTarget =
  | { readonly kind: 'top'; readonly value: Value; readonly share: number }
  | { readonly kind: 'condition'; readonly condition: Logic<Leaf> };

export interface SignsModel {
  readonly kind: 'signs';
  readonly name: string;
  readonly target: SignsTarget;
  /** How long after looking the target is judged. */
  readonly within: Duration;
  /** How long after their first event customers are looked at; absent where everybody is, whenever they began. */
  readonly after?: Duration;
  /** Days since the first event. */
  readonly age: Value;
  /** What they are looked at for. */
  readonly from: readonly { readonly name: string; readonly value: Value }[];
}

export const signsFields: readonly ModelField[] = [{ name: 'probability', type: 'decimal', range: [0, 1] }];

/** Customers who began within so many days are looked at together. */
export const STEP_DAYS = 30;

/** So many dates are looked from at most. */
export const MOST_STEPS = 12;

/** And from so many where everybody is looked at each time. */
export const FEW_STEPS = 6;
