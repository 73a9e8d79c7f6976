/** What customers will do in all, by risk and by segment, with intervals. */
import type { PredictedCustomers } from '../evaluation/predictions.ts';
import { customerItems, makeRelation } from '../evaluation/relation.ts';
import { boundModels } from '../features/index.ts';
import { isRobot } from '../features/prediction-doubts.ts';
import { daysInUnit, riskLevels } from '../features/prediction-model.ts';
import { segmentNames } from '../features/rfm-fields.ts';
import { rfmModels } from '../features/rfm-models.ts';
import { lowerRfm } from '../features/rfm-scores.ts';
import type { Cell, Table } from '../model/table.ts';
import type { Expr, Select } from '../sql/ast.ts';
import { aggregate, ascending, binary, column, sqlTrue, text } from '../sql/build.ts';
import { printQuery } from '../sql/print.ts';
import { customersIn, type HistoryRow } from '../stats/repeat-buying.ts';
import { intervalOf, relativeVarianceOfFit, type Total, varianceOfTotal } from '../stats/totals.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { spendingSums } from './prediction-money.ts';

const MEMBERS_RELATION = 'segment_prediction_members';

interface Group {
  readonly by: string;
  readonly name: string;
  /** Over the columns of the prediction, and under `m` of the members. */
  readonly where: Expr;
}

/**
 * `by,group,customers,alive,orders,orders_low,orders_high,value,value_low,value_high`, with intervals at 95%: all,
 * by risk, by RFM segment where the same events are scored, and by the segments named.
 */
export async function summaryTable(
  workspace: Workspace,
  predicted: PredictedCustomers,
  segments: readonly string[],
): Promise<Table> {
  const byRfm = await makeMembers(workspace, predicted, segments);
  const groups: readonly Group[] = [
    { by: 'all', name: 'all', where: sqlTrue },
    ...riskLevels.map((name) => ({ by: 'risk', name, where: binary('=', column('risk', 'p'), text(name)) })),
    ...byRfm.map((name) => ({ by: 'rfm', name, where: binary('=', column('rfm', 'm'), text(name)) })),
    ...segments.map((name, i) => ({ by: 'segment', name, where: column(`member_${i}`, 'm') })),
  ];
  const rows: (readonly Cell[])[] = [];
  for (const group of groups) rows.push(await rowOf(workspace, predicted, group));
  return {
    columns: [
      { name: 'by', kind: 'text' },
      { name: 'group', kind: 'text' },
      { name: 'customers', kind: 'integer' },
      { name: 'alive', kind: 'number' },
      { name: 'orders', kind: 'number' },
      { name: 'orders_low', kind: 'number' },
      { name: 'orders_high', kind: 'number' },
      { name: 'value', kind: 'money' },
      { name: 'value_low', kind: 'money' },
      { name: 'value_high', kind: 'money' },
    ],
    rows,
  };
}

/** Who is where; gives the RFM segments of the same events, where there are any. */
async function makeMembers(
  workspace: Workspace,
  { model }: PredictedCustomers,
  segments: readonly string[],
): Promise<readonly string[]> {
  const rfm = boundModels(workspace.models, rfmModels).find(
    (bound) => bound.model.table === model.rows.table,
  );
  await makeRelation(workspace, MEMBERS_RELATION, (planner) => ({
    items: customerItems(planner.key, {
      ...(rfm ? { rfm: column(planner.lowered((host) => lowerRfm(rfm, 'segment', host), 'rfm')) } : {}),
      ...Object.fromEntries(segments.map((name, i) => [`member_${i}`, column(planner.segment(name).member)])),
    }),
  }));
  return rfm ? segmentNames(rfm.model.preset) : [];
}

async function rowOf(
  { database, dialect }: Workspace,
  predicted: PredictedCustomers,
  { by, name, where }: Group,
): Promise<readonly Cell[]> {
  const from: Pick<Select, 'from' | 'joins' | 'where'> = {
    from: { relation: predicted.relation, as: 'p' },
    joins: [
      {
        kind: 'inner',
        relation: MEMBERS_RELATION,
        as: 'm',
        on: binary('=', column('customer', 'm'), column('customer', 'p')),
      },
    ],
    ...(where === sqlTrue ? {} : { where }),
  };
  const ask = (select: Pick<Select, 'items' | 'groupBy' | 'orderBy'>) =>
    database.rows(printQuery({ with: [], body: { kind: 'select', ...from, ...select } }, dialect));
  const keys = ['repeats', 'last', 'age'].map((key) => column(key, 'p'));
  const found = await ask({
    items: [
      ...keys.map((expr, i) => ({ expr, as: `k${i}` })),
      { expr: aggregate('count', undefined), as: 'customers' },
    ],
    groupBy: keys,
    orderBy: keys.map(ascending),
  });
  const histories = found.map(([repeats, last, age, customers]) => ({
    repeats: Number(repeats),
    last: Number(last),
    age: Number(age),
    customers: Number(customers),
  }));
  const customers = customersIn(histories);
  if (customers > 0 && !histories.some((row) => predicted.scorer(row))) {
    return [by, name, customers, null, ...cellsOf(undefined), ...cellsOf(undefined)];
  }
  const orders = ordersOf(predicted, histories);
  const money = predicted.model.money && (await ask({ items: spendingSums(predicted) }))[0];
  return [
    by,
    name,
    customers,
    histories.reduce((sum, row) => sum + row.customers * (predicted.scorer(row)?.alive ?? 0), 0),
    ...cellsOf(orders.total),
    ...cellsOf(revenueOf(money, orders.relative, predicted)),
  ];
}

/** The orders of all, and the variance of their total that is of the parameters, as a share of it squared. */
function ordersOf(predicted: PredictedCustomers, rows: readonly HistoryRow[]) {
  const { model, buying, scorer, horizon } = predicted;
  const byRhythm = buying ? rows.filter(isRobot) : rows;
  let rhythm = 0;
  for (const row of byRhythm) rhythm += row.customers * (scorer(row)?.outlook.mean ?? 0);
  if (!buying) return { total: intervalOf(rhythm, rhythm), relative: 0 };
  const days = daysInUnit(model.unit);
  const others = byRhythm.length > 0 ? rows.filter((row) => !isRobot(row)) : rows;
  const inUnits = others.map(({ repeats, last, age, customers }) => ({
    repeats,
    last: last / days,
    age: age / days,
    customers,
  }));
  const ofModel = varianceOfTotal(model.buying, buying, inUnits, horizon / days);
  const mean = ofModel.mean + rhythm;
  const [byChance, byFit] = [ofModel.byChance + rhythm, ofModel.byFit];
  return { total: intervalOf(mean, byChance + byFit), relative: mean > 0 ? byFit / mean ** 2 : 0 };
}

/** Undefined where there is no money, or what an order is worth is missing; without ends where the model gives orders no variance. */
function revenueOf(
  money: readonly Cell[] | undefined,
  relative: number,
  { spending }: PredictedCustomers,
): Total | { readonly mean: number } | undefined {
  const [value, variance] = money ?? [];
  if (value === null || value === undefined) return undefined;
  const mean = Number(value);
  if (variance === null || variance === undefined || !spending?.fit) return { mean };
  const ofFits = relative + relativeVarianceOfFit(spending.fit, usualValue);
  return intervalOf(mean, Number(variance) + ofFits * mean ** 2);
}

function usualValue([p, q, v]: readonly number[]): number {
  return (p! * v!) / (q! - 1);
}

/** An end of so many times the mean is of something that hardly happens: it tells nothing. */
const WIDEST = 100;

function cellsOf(total: Total | { readonly mean: number } | undefined): readonly Cell[] {
  if (!total) return [null, null, null];
  return 'low' in total && total.high <= WIDEST * total.mean
    ? [total.mean, total.low, total.high]
    : [total.mean, null, null];
}
