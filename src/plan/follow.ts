import type { CommonTable, Expr, Select } from '../sql/ast.ts';
import { ascending, binary, column, integer, NULL } from '../sql/build.ts';

/** A column for the time of the next row of a step, after each row of a table. */
export interface Following {
  readonly name: string;
  /** Values that must be equal, of the row and of the step's row. */
  readonly same: readonly { readonly before: Expr; readonly step: Expr }[];
  readonly moment: Expr;
}

/** One window pass over the union of both tables, followers before leaders at equal times. */
export function followTables(
  follow: Following,
  had: readonly string[],
  from: string,
  to: string,
): readonly CommonTable[] {
  const same = follow.same.map((_, index) => `same_${index + 1}`);
  const leaders: Select = {
    kind: 'select',
    items: [
      ...had.map((name) => ({ expr: column(name), as: name })),
      ...follow.same.map((pair, index) => ({ expr: pair.before, as: `${same[index]}_` })),
      { expr: follow.moment, as: 'moment_' },
      { expr: NULL, as: 'follower_' },
      { expr: integer(1), as: 'leads_' },
    ],
    from: { relation: from },
  };
  const followers: Select = {
    kind: 'select',
    items: [
      ...had.map((name) => ({ expr: name === 'customer' ? column(name) : NULL, as: name })),
      ...same.map((name) => ({ expr: column(name), as: `${name}_` })),
      { expr: column('follower'), as: 'moment_' },
      { expr: column('follower'), as: 'follower_' },
      { expr: integer(0), as: 'leads_' },
    ],
    from: { relation: `${to}_steps` },
  };
  const next: Expr = {
    kind: 'window',
    name: 'min',
    args: [column('follower_')],
    partition: [column('customer'), ...same.map((name) => column(`${name}_`))],
    order: [ascending(column('moment_')), ascending(column('leads_'))],
    frame: 'following',
  };
  return [
    { name: `${to}_both`, query: { kind: 'union', items: [leaders, followers] } },
    {
      name: `${to}_next`,
      query: {
        kind: 'select',
        star: [''],
        items: [{ expr: next, as: follow.name }],
        from: { relation: `${to}_both` },
      },
    },
    {
      name: to,
      query: {
        kind: 'select',
        items: [...had, follow.name].map((name) => ({ expr: column(name), as: name })),
        from: { relation: `${to}_next` },
        where: binary('=', column('leads_'), integer(1)),
      },
    },
  ];
}
