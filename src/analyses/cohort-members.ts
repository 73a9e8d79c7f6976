/** Who is in which cohort: one row a customer of each. */
import { inRange } from '../features/cohort-models.ts';
import type { Expr, Select, Union } from '../sql/ast.ts';
import { binary, column, integer, or } from '../sql/build.ts';
import type { CohortBuilding } from './cohort-building.ts';
import { placeOfDay } from './cohort-clock.ts';
import { type CohortQuestion, isAligned } from './cohort-question.ts';

/** Whether the cohort needs the date on which it began, beside the number from which age is counted. */
export function needsDay(question: CohortQuestion): boolean {
  return question.groups.kind !== 'segments' && !isAligned(question);
}

/** Joins the starts to the people; `anchored` keeps the moment from which events count. */
export function membersQuery({ question, names }: CohortBuilding, anchored: boolean): Select | Union {
  const { groups, split, weekStart } = question;
  const member = (cohort: Expr, where: Expr | undefined): Select => ({
    kind: 'select',
    items: [
      { expr: column('customer', 's'), as: 'customer' },
      { expr: cohort, as: 'cohort' },
      ...(split ? [{ expr: column('split', 'p'), as: 'split' }] : []),
      { expr: column('start', 's'), as: 'start' },
      ...(anchored ? [{ expr: column('anchor', 's'), as: 'anchor' }] : []),
    ],
    from: { relation: names.starts, as: 's' },
    joins: [
      {
        kind: 'inner',
        relation: names.people,
        as: 'p',
        on: binary('=', column('customer', 'p'), column('customer', 's')),
      },
    ],
    ...(where ? { where } : {}),
  });
  const day = column('day', 's');
  switch (groups.kind) {
    case 'periods':
      return member(
        isAligned(question) ? column('start', 's') : placeOfDay(day, groups.unit, weekStart),
        undefined,
      );
    case 'ranges': {
      const branches = groups.ranges.map((range, index) => ({
        when: inRange(day, range),
        then: integer(index),
      }));
      return member({ kind: 'case', branches }, or(...branches.map((branch) => branch.when)));
    }
    case 'segments': {
      const items = groups.segments.map((_, index) => member(integer(index), column(flag(index), 'p')));
      return items.length === 1 ? items[0]! : { kind: 'union', items };
    }
  }
}

/** The column that tells whether a customer is in the segment of that place. */
export const flag = (index: number): string => `in_${index + 1}`;
