/** What customers did by day, for models of repeat buying: rows of one day are one transaction. */
import { exact } from '../language/measures/exact.ts';
import { type Rows, typeOf, type Value } from '../model/value.ts';
import { lowerValue } from '../plan/lower.ts';
import type { Planner } from '../plan/planner.ts';
import type { RowTable } from '../plan/rows.ts';
import type { Expr, Query, Select } from '../sql/ast.ts';
import { aggregate, ascending, binary, call, column, isNotNull, sqlNull, sqlTrue } from '../sql/build.ts';

const historyColumns = ['days', 'first', 'second', 'last', 'later_total'] as const;

/** `customer,days,first,second,last,later_total` of everybody (`CustomerData.histories`). */
export function historiesOf(rows: Rows, value: Value | undefined, planner: Planner) {
  const table = planner.rows(rows, 'history_rows');
  const of = value ? exact(lowerValue(value, table), typeOf(value)) : undefined;
  const days = daysQuery(table, rows, of);
  const name = (wanted: string): string => planner.relationName(wanted);
  const names = { days: name('history_days'), starts: name('history_starts'), relation: name('histories') };
  const starts: Select = {
    kind: 'select',
    items: [
      { expr: column('customer'), as: 'customer' },
      { expr: aggregate('min', column('day')), as: 'first' },
    ],
    from: { relation: names.days },
    groupBy: [column('customer')],
  };
  return {
    items: [
      { expr: column(planner.key), as: 'customer' },
      ...historyColumns.map((as) => ({ expr: column(as, names.relation), as })),
    ],
    beside: {
      relation: names.relation,
      tables: () => [
        ...table.tables(),
        { name: names.days, query: days },
        { name: names.starts, query: starts },
        { name: names.relation, query: historyQuery(names, of !== undefined) },
      ],
    },
  };
}

function daysQuery(table: RowTable, rows: Rows, of: Expr | undefined): Select {
  const meant = table.filterOf(rows);
  return {
    kind: 'select',
    items: [
      { expr: table.customer, as: 'customer' },
      { expr: table.date, as: 'day' },
      ...(of ? [{ expr: aggregate('sum', of), as: 'total' }] : []),
    ],
    from: { relation: table.relation },
    ...(meant === sqlTrue ? {} : { where: meant }),
    groupBy: [table.customer, table.date],
  };
}

function historyQuery(names: { readonly days: string; readonly starts: string }, valued: boolean): Select {
  const later = binary('>', column('day', 'd'), column('first', 's'));
  return {
    kind: 'select',
    items: [
      { expr: column('customer', 'd'), as: 'customer' },
      { expr: aggregate('count', undefined), as: 'days' },
      { expr: aggregate('min', column('day', 'd')), as: 'first' },
      { expr: aggregate('min', column('day', 'd'), { filter: later }), as: 'second' },
      { expr: aggregate('max', column('day', 'd')), as: 'last' },
      {
        expr: valued ? aggregate('sum', column('total', 'd'), { filter: later }) : sqlNull,
        as: 'later_total',
      },
    ],
    from: { relation: names.days, as: 'd' },
    joins: [
      {
        kind: 'inner',
        relation: names.starts,
        as: 's',
        on: binary('=', column('customer', 's'), column('customer', 'd')),
      },
    ],
    groupBy: [column('customer', 'd')],
  };
}

/** `days,times`: how often so many days lay between two days of a customer that follow each other. */
export function gapsQuery(rows: Rows, planner: Planner): Query {
  const table = planner.rows(rows, 'gap_rows');
  const days = daysQuery(table, rows, undefined);
  const [ofDays, ofGaps] = [planner.relationName('gap_days'), planner.relationName('gaps')];
  const tables = [...planner.finish().tables, ...table.tables()];
  const before: Expr = {
    kind: 'window',
    name: 'lag',
    args: [column('day')],
    partition: [column('customer')],
    order: [ascending(column('day'))],
  };
  const gaps: Select = {
    kind: 'select',
    items: [{ expr: call('days-between', before, column('day')), as: 'days' }],
    from: { relation: ofDays },
  };
  return {
    with: [...tables, { name: ofDays, query: days }, { name: ofGaps, query: gaps }],
    body: {
      kind: 'select',
      items: [
        { expr: column('days'), as: 'days' },
        { expr: aggregate('count', undefined), as: 'times' },
      ],
      from: { relation: ofGaps },
      where: isNotNull(column('days')),
      groupBy: [column('days')],
      orderBy: [ascending(column('days'))],
    },
  };
}
