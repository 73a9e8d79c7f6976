/** The fields of named models, as expressions over the plan's columns: a function for each kind of model. */
import type { RfmScore } from '../features/rfm-fields.ts';
import type { BoundRfm } from '../features/rfm-measures.ts';
import type { Cohort, CohortRange } from '../model/cohort.ts';
import type { Definitions } from '../model/segment.ts';
import type { Value } from '../model/value.ts';
import type { Expr } from '../sql/ast.ts';
import { and, binary, date, text } from '../sql/build.ts';
import { momentOf } from './clocks.ts';
import { lowerValue, type Scope } from './lower.ts';
import { lowerRfm, type ModelHost } from './rfm.ts';

export type ModelValue = Extract<Value, { kind: 'model' }>;

/** Every model of the project, by kind. */
export interface Models {
  readonly cohorts: Definitions['cohorts'];
  readonly rfm: readonly BoundRfm[];
}

/** The value of a model's field. Throws when no model has it: checking lets no other name through. */
export function lowerModel(value: ModelValue, models: Models, scope: Scope, host: ModelHost): Expr {
  const cohort = models.cohorts.find(({ name }) => name === value.model);
  if (cohort) return cohortRange(cohort, scope);
  const rfm = models.rfm.find(({ model }) => model.name === value.model);
  if (rfm) return lowerRfm(rfm, value.field as RfmScore, host);
  throw new Error(`no model ${value.model}`);
}

/** The name of the range that the cohort's date lies in, NULL outside all. */
function cohortRange({ date: value, ranges }: Cohort, scope: Scope): Expr {
  const day = scope.clocks.date(momentOf(value, lowerValue(value, scope)));
  const branches = ranges.map((range) => ({ when: inRange(day, range), then: text(range.name) }));
  return { kind: 'case', branches };
}

/** Whether the date lies in the range. */
export function inRange(day: Expr, { from, to }: CohortRange): Expr {
  return and(
    from === undefined ? undefined : binary('>=', day, date(from)),
    to === undefined ? undefined : binary('<', day, date(to)),
  );
}
