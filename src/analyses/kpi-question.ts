/** What KPIs are asked of, and what of it the project has data for. */
import { failure } from '../diagnostics/failure.ts';
import { USUAL_PREDICTION_NAME } from '../features/prediction-model.ts';
import { usualRfmTable } from '../features/rfm-model.ts';
import { columnValue } from '../model/column-value.ts';
import { isNumber, typeOf, type Value } from '../model/value.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type EmailActivity, findEmailActivity } from './email-activity.ts';
import { emailSums } from './email-messages.ts';
import { type Kpi, kpiList, type Measured } from './kpi-list.ts';
import { type MeasuredField, readField } from './measured-field.ts';
import type { PeriodAsked } from './period-asked.ts';

export interface KpiQuestion {
  readonly segments: readonly string[];
  readonly period: PeriodAsked;
  /** The number whose mean is satisfaction. */
  readonly satisfaction?: MeasuredField;
  /** What is summed for conversion, revenue and margin; absent without such a table. */
  readonly orders?: { readonly table: string; readonly value?: Value; readonly cost?: Value };
  readonly email?: EmailActivity;
  /** What a member is expected to spend; absent where nothing predicts money. */
  readonly ahead?: Value;
}

/** As asked. */
export interface KpiWords {
  readonly on?: string | undefined;
  readonly satisfaction?: string | undefined;
  readonly cost?: string | undefined;
}

const USUAL_SCORES = /^(nps|csat|satisfaction)(_score)?$/i;
const USUAL_COSTS = /^(costs?|cogs|cost_of_goods)$/i;

/** Binds the words and finds what the project has. Throws a `Failure` (2). */
export async function readKpiQuestion(
  workspace: Workspace,
  segments: readonly string[],
  period: PeriodAsked,
  words: KpiWords,
): Promise<KpiQuestion> {
  const satisfaction = scoreOf(workspace, words);
  const orders = ordersOf(workspace, words);
  const email = await findEmailActivity(workspace.schema.events, workspace);
  const ahead = valueAhead(workspace);
  return {
    segments,
    period,
    ...(satisfaction ? { satisfaction } : {}),
    ...(orders ? { orders } : {}),
    ...(email ? { email } : {}),
    ...(ahead ? { ahead } : {}),
  };
}

function valueAhead(workspace: Workspace): Value | undefined {
  const model = workspace.models.find(({ name }) => name === USUAL_PREDICTION_NAME);
  const isOfMoney = model?.kind === 'predict' && model.fields.some(({ name }) => name === 'value');
  return isOfMoney ? readField(workspace, 'predicted', `${USUAL_PREDICTION_NAME}.value`).value : undefined;
}

function scoreOf(workspace: Workspace, { satisfaction }: KpiWords): MeasuredField | undefined {
  const { columns } = workspace.schema.customers;
  const usual = columns.find(({ name, type }) => USUAL_SCORES.test(name) && isNumber(type));
  if (satisfaction === undefined && !usual) return undefined;
  const field = readField(workspace, 'satisfaction', satisfaction ?? `customer.${usual!.name}`);
  if (isNumber(typeOf(field.value)) && field.table === undefined) return field;
  throw failure(2, 'field-type', `\`--satisfaction ${field.name}\` is no number of the customer`, [
    'name a number of the customers, or a trait such as an average',
  ]);
}

export function ordersOf({ schema }: Workspace, { on, cost }: KpiWords): KpiQuestion['orders'] {
  const table =
    on === undefined ? usualRfmTable(schema.events) : schema.events.find(({ name }) => name === on);
  if (!table) {
    if (on === undefined && cost === undefined) return undefined;
    throw failure(2, 'unknown-table', `there is no event table \`${on ?? 'orders'}\``, [
      `tables are ${schema.events.map(({ name }) => `\`${name}\``).join(', ')}`,
    ]);
  }
  if (table.time === undefined)
    throw failure(2, 'needs-time', `\`${table.name}\` has no time, and a period needs one`);
  const value = table.columns.find(({ name }) => name === table.value);
  const own = table.columns.find(({ name, type }) =>
    cost === undefined ? USUAL_COSTS.test(name) && isNumber(type) : name === cost,
  );
  if (cost !== undefined && !(own && isNumber(own.type))) {
    throw failure(2, 'unknown-field', `\`${cost}\` is no number of \`${table.name}\``);
  }
  return {
    table: table.name,
    ...(value ? { value: columnValue(table.name, value) } : {}),
    ...(value && own ? { cost: columnValue(table.name, own) } : {}),
  };
}

/** The KPIs that the project has data for. */
export function kpisOf(question: KpiQuestion): readonly Kpi[] {
  const has = new Set<Measured>(['members', ...measuredBy(question)]);
  return kpiList.filter(({ over, under }) => has.has(over) && (under === undefined || has.has(under)));
}

function measuredBy({ orders, email, satisfaction, ahead }: KpiQuestion): readonly Measured[] {
  return [
    ...(orders ? (['buyers', 'orders', 'buyers_before', 'returned', 'lost'] as const) : []),
    ...(orders?.value ? (['revenue', 'revenue_ever'] as const) : []),
    ...(orders?.cost ? (['margin'] as const) : []),
    ...(ahead ? (['revenue_ahead'] as const) : []),
    ...(email ? emailSums(email) : []),
    ...(satisfaction ? (['score', 'scored'] as const) : []),
  ];
}
