import type { CommonTable, Expr, Select } from '../sql/ast.ts';
import {
  and,
  ascending,
  binary,
  column,
  descending,
  integer,
  isNotNull,
  or,
  sqlNull,
  sqlTrue,
  when,
} from '../sql/build.ts';
import type { Names } from './intern.ts';

/** A column of the leading rows: the least `value` among the rows after each that are `good`. */
export interface Following {
  readonly name: string;
  readonly good: Expr;
  readonly value: Expr;
}

/** Rows that lead and rows that follow, told apart by customer and by values that must be equal. */
export interface Followed {
  readonly columns: readonly Following[];
  readonly same: readonly { readonly before: Expr; readonly step: Expr }[];
  readonly moment: Expr;
  readonly stepMoment: Expr;
  readonly step: { readonly relation: string; readonly customer: Expr };
  /** Whether a row at the same moment follows. */
  readonly atOnce: boolean;
}

/** Where the leading rows stand, which columns they have, and how the relations in between are called. */
export interface Stage {
  readonly from: string;
  readonly to: string;
  readonly had: readonly string[];
  readonly names: Names;
}

/** One window pass over the union of both tables; at equal times followers stand before leaders, or behind where they follow. */
export function followTables(following: Followed, { from, to, had, names }: Stage): readonly CommonTable[] {
  const { columns, same, moment, stepMoment, step, atOnce } = following;
  const given = (name: string): string => names.give(`${name}_`);
  const sames = same.map((_, index) => given(`same_${index + 1}`));
  const [at, leads] = [given('moment'), given('leads')];
  const values = columns.map(({ name }) => given(name));
  const leaders: Select = {
    kind: 'select',
    items: [
      ...had.map((name) => ({ expr: column(name), as: name })),
      ...same.map((pair, index) => ({ expr: pair.before, as: sames[index]! })),
      { expr: moment, as: at },
      { expr: integer(1), as: leads },
      ...values.map((as) => ({ expr: sqlNull, as })),
    ],
    from: { relation: from },
  };
  const useful = and(...same.map((pair) => isNotNull(pair.step)), or(...columns.map((each) => each.good)));
  const followers: Select = {
    kind: 'select',
    items: [
      ...had.map((name) => ({ expr: name === 'customer' ? step.customer : sqlNull, as: name })),
      ...same.map((pair, index) => ({ expr: pair.step, as: sames[index]! })),
      { expr: stepMoment, as: at },
      { expr: integer(0), as: leads },
      ...columns.map((each, index) => ({
        expr: each.good === sqlTrue ? each.value : when(each.good, each.value),
        as: values[index]!,
      })),
    ],
    from: { relation: step.relation },
    ...(useful === sqlTrue ? {} : { where: useful }),
  };
  const next = (value: string): Expr => ({
    kind: 'window',
    name: 'min',
    args: [column(value)],
    partition: [column('customer'), ...sames.map((name) => column(name))],
    order: [ascending(column(at)), (atOnce ? descending : ascending)(column(leads))],
    frame: 'following',
  });
  return [
    { name: `${to}_both`, query: { kind: 'union', items: [leaders, followers] } },
    {
      name: `${to}_next`,
      query: {
        kind: 'select',
        star: [''],
        items: columns.map(({ name }, index) => ({ expr: next(values[index]!), as: name })),
        from: { relation: `${to}_both` },
      },
    },
    {
      name: to,
      query: {
        kind: 'select',
        items: [...had, ...columns.map(({ name }) => name)].map((name) => ({ expr: column(name), as: name })),
        from: { relation: `${to}_next` },
        where: binary('=', column(leads), integer(1)),
      },
    },
  ];
}
