import type { CommonTable, Expr, SelectItem } from '../sql/ast.ts';
import { aggregate, and, binary, column, isNotNull } from '../sql/build.ts';
import { Aggregates } from './aggregates.ts';
import { keyOf } from './intern.ts';
import { COUNTS_BY_VALUE, type Ways } from './thresholds.ts';

/** Counts of different values of one column. */
export interface ValueCounts {
  readonly value: Expr;
  readonly counts: readonly { readonly filter: Expr | undefined; readonly as: string }[];
}

/** With names for the relation of the groups and for that of the counts. */
export interface NamedValueCounts extends ValueCounts {
  readonly groups: string;
  readonly relation: string;
}

/** The aggregates to compute as they are, and the counts that are better taken from rows grouped by their value. */
export function splitValueCounts(
  items: readonly SelectItem[],
  ways: Ways,
): {
  readonly plain: readonly SelectItem[];
  readonly counted: readonly ValueCounts[];
} {
  const byValue = new Map<string, { value: Expr; counts: { filter: Expr | undefined; as: string }[] }>();
  for (const { expr, as } of items) {
    if (expr.kind !== 'aggregate' || !expr.distinct || !expr.arg) continue;
    const key = keyOf(expr.arg);
    const found = byValue.get(key) ?? { value: expr.arg, counts: [] };
    found.counts.push({ filter: expr.filter, as });
    byValue.set(key, found);
  }
  const counted = [...byValue.values()].filter(({ counts }) =>
    ways.take('counts-by-value', counts.length >= COUNTS_BY_VALUE),
  );
  const taken = new Set(counted.flatMap(({ counts }) => counts.map(({ as }) => as)));
  return { plain: items.filter(({ as }) => !taken.has(as)), counted };
}

/** The rows of each customer grouped by value, and for each customer how many of the groups count. */
export function countValues(
  { value, counts, groups, relation }: NamedValueCounts,
  rows: string,
  ways: Ways,
): readonly CommonTable[] {
  const customer = column('customer');
  const aggregates = new Aggregates(['customer', 'value']);
  const counting = counts.map(({ filter, as }): SelectItem => {
    const test = filter && hasRow(filter, aggregates, ways);
    return { expr: aggregate('count', column('value'), test ? { filter: test } : {}), as };
  });
  return [
    {
      name: groups,
      query: {
        kind: 'select',
        items: [{ expr: customer, as: 'customer' }, { expr: value, as: 'value' }, ...aggregates.items],
        from: { relation: rows },
        where: isNotNull(value),
        groupBy: [customer, value],
      },
    },
    {
      name: relation,
      query: {
        kind: 'select',
        items: [{ expr: customer, as: 'customer' }, ...counting],
        from: { relation: groups },
        groupBy: [customer],
      },
    },
  ];
}

/** The other measures of each customer who has a row, whatever they ask of it, with the counts beside them. */
export function joinValueCounts(
  name: string,
  measures: string,
  counted: readonly NamedValueCounts[],
): CommonTable {
  return {
    name,
    query: {
      kind: 'select',
      star: [measures],
      items: counted.flatMap(({ counts, relation }) =>
        counts.map(({ as }) => ({ expr: column(as, relation), as })),
      ),
      from: { relation: measures },
      joins: counted.map(({ relation }) => ({
        kind: 'left',
        relation,
        as: relation,
        on: binary('=', column('customer', relation), column('customer', measures)),
      })),
    },
  };
}

/**
 * Whether a group has a row that passes. A row at or after some moment is there exactly when the group's latest
 * is, so that windows that differ in their start alone share an aggregate.
 */
function hasRow(filter: Expr, aggregates: Aggregates, ways: Ways): Expr {
  const tests = filter.kind === 'and' ? filter.items : [filter];
  const start = tests.find(isStart);
  ways.take('latest-for-start', start !== undefined);
  if (!start) return column(aggregates.add(aggregate('any', filter), 'some'));
  const others = and(...tests.filter((test) => test !== start));
  const latest = aggregates.add(aggregate('max', start.left, { filter: others }), 'latest');
  return binary('>=', column(latest), start.right);
}

function isStart(test: Expr): test is Extract<Expr, { kind: 'binary' }> {
  return (
    test.kind === 'binary' &&
    test.operator === '>=' &&
    test.left.kind === 'column' &&
    test.right.kind === 'literal'
  );
}
