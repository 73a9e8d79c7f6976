/** The histories of customers in the engine, and what of them is read to fit a model. */
import type { CommonTable, Expr, Query, Select } from '../sql/ast.ts';
import { aggregate, ascending, binary, call, cast, column, date, integer, isNotNull } from '../sql/build.ts';
import type { SpendingRow } from '../stats/gamma-gamma.ts';
import type { HistoryRow } from '../stats/repeat-buying.ts';
import type { CustomerData } from './named-model.ts';
import type { UsualGaps } from './rhythm.ts';

const TABLE = 'customers_by_day';

/** `customer,repeats,last,age,last_day,second_gap,mean` of those who have a history: times in days, all DOUBLE. */
export function historyTable(histories: string, asOf: string): CommonTable {
  const number = (expr: Expr): Expr => cast(expr, 'double');
  const later = binary('-', column('days'), integer(1));
  const query: Select = {
    kind: 'select',
    items: [
      { expr: column('customer'), as: 'customer' },
      { expr: number(later), as: 'repeats' },
      { expr: number(call('days-between', column('first'), column('last'))), as: 'last' },
      { expr: number(call('days-between', column('first'), date(asOf))), as: 'age' },
      { expr: column('last'), as: 'last_day' },
      { expr: number(call('days-between', column('first'), column('second'))), as: 'second_gap' },
      { expr: call('divide', column('later_total'), later), as: 'mean' },
    ],
    from: { relation: histories },
    where: isNotNull(column('days')),
  };
  return { name: TABLE, query };
}

/** Everybody's histories, equal ones as one row. */
export async function readHistories(data: CustomerData, histories: string): Promise<readonly HistoryRow[]> {
  const read = await data.numbers(grouped(data, histories, ['repeats', 'last', 'age']));
  const { repeats, last, age, customers } = read as Record<keyof HistoryRow, Float64Array>;
  return Array.from(customers, (each, i) => ({
    repeats: repeats[i]!,
    last: last[i]!,
    age: age[i]!,
    customers: each,
  }));
}

/** What repeat days were worth on average; whoever never came back is left out. */
export async function readSpending(data: CustomerData, histories: string): Promise<readonly SpendingRow[]> {
  const asked = grouped(data, histories, ['repeats', 'mean'], isNotNull(column('mean')));
  const { repeats, mean, customers } = (await data.numbers(asked)) as Record<keyof SpendingRow, Float64Array>;
  return Array.from(customers, (each, i) => ({ repeats: repeats[i]!, mean: mean[i]!, customers: each }));
}

export async function readUsualGaps(data: CustomerData, histories: string): Promise<UsualGaps> {
  const own = call('divide', column('last'), column('repeats'));
  const [[second, later] = []] = await data.rows({
    with: [historyTable(histories, data.asOf.date)],
    body: {
      kind: 'select',
      items: [
        { expr: aggregate('median', column('second_gap')), as: 'second' },
        { expr: aggregate('median', own), as: 'later' },
      ],
      from: { relation: TABLE },
    },
  });
  return { second: numberOf(second), later: numberOf(later) };
}

function grouped(data: CustomerData, histories: string, by: readonly string[], where?: Expr): Query {
  const keys = by.map((name) => column(name));
  return {
    with: [historyTable(histories, data.asOf.date)],
    body: {
      kind: 'select',
      items: [
        ...by.map((name) => ({ expr: column(name), as: name })),
        { expr: cast(aggregate('count', undefined), 'double'), as: 'customers' },
      ],
      from: { relation: TABLE },
      ...(where ? { where } : {}),
      groupBy: keys,
      orderBy: keys.map(ascending),
    },
  };
}

function numberOf(cell: unknown): number | undefined {
  return cell === null || cell === undefined ? undefined : Number(cell);
}
