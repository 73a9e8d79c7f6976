/** The `predict` section of a project file: named models of what customers will do, or one that is `predicted`. */
import type { Context } from '../check/context.ts';
import { problem } from '../diagnostics/problem.ts';
import type { Span } from '../diagnostics/source.ts';
import { alternatives } from '../diagnostics/suggest.ts';
import { columnValue } from '../model/column-value.ts';
import { type EventTable, findColumn } from '../model/schema.ts';
import { isNumber, type Rows, type Value } from '../model/value.ts';
import { buyingModels } from '../stats/buying-models.ts';
import { choiceOf, durationOf, expected, type Fields, listOf, shareOf, textOf } from '../yaml/fields.ts';
import type { YamlNode } from '../yaml/node.ts';
import { checkEvents } from './cohort-models.ts';
import { type Discount, type PredictionModel, timeUnits, usualPrediction } from './prediction-model.ts';
import { usualRfmTable } from './rfm-model.ts';

export const predictionKeys = ['on', 'horizon', 'model', 'unit', 'risk', 'discount'] as const;

/** A model as the section says it; undefined when it is wrong, which has then been reported. */
export function readPrediction(
  name: string,
  fields: Fields,
  span: Span,
  context: Context,
): PredictionModel | undefined {
  const { report, schema } = context;
  const on = fields.get('on');
  const rows = on ? checkEvents(on, context, 'predictions need one') : usualRows(schema.events);
  if (!rows && !on) {
    const timed = schema.events.filter(({ time }) => time !== undefined).map((table) => table.name);
    const help = timed.length > 0 ? [`event tables with a time: ${alternatives(timed)}`] : [];
    report(problem(span, 'missing-key', `\`${name}\` needs \`on\`, the events to predict`, ...help));
  }
  const horizon = durationOf(fields.get('horizon'), report, 'horizon');
  const names = buyingModels.map((model) => model.name);
  const asked = choiceOf(fields.get('model'), names, report, 'model');
  const unit = choiceOf(fields.get('unit'), timeUnits, report, 'unit');
  const risk = readRisk(fields.get('risk'), context);
  const discount = readDiscount(fields.get('discount'), context);
  if (!rows) return undefined;
  return {
    ...predictionOf(name, rows, schema.events),
    ...(horizon ? { horizon } : {}),
    ...(asked ? { buying: buyingModels.find((model) => model.name === asked)! } : {}),
    ...(unit ? { unit } : {}),
    ...(risk ? { risk } : {}),
    ...(discount ? { discount } : {}),
  };
}

/** The model of these rows when nobody says otherwise. */
export function predictionOf(name: string, rows: Rows, events: readonly EventTable[]): PredictionModel {
  const table = events.find((candidate) => candidate.name === rows.table)!;
  const money = moneyOf(table);
  return { ...usualPrediction, name, rows, ...(money ? { money } : {}) };
}

export function usualRows(events: readonly EventTable[]): Rows | undefined {
  const table = usualRfmTable(events);
  return table && { table: table.name, bounds: [], steps: [] };
}

/** `20%,50%`: the chance of an order below which risk is high, and below which it is medium. */
export function parseRisk(texts: readonly string[]): readonly [number, number] | undefined {
  const shares = texts.map((text) => /^(\d+(?:\.\d+)?)%$/.exec(text.trim())?.[1]).map(Number);
  const [high, medium] = shares;
  if (shares.length !== 2 || !(high! >= 0 && high! <= medium! && medium! <= 100)) return undefined;
  return [high! / 100, medium! / 100];
}

/** `1%/mo`: what money is worth less in each period, of a day, a week, 30 days or 365. */
export function parseDiscount(text: string): Discount | undefined {
  const match = /^(\d+(?:\.\d+)?)%\/(d|w|mo|y)$/.exec(text);
  return match ? { share: Number(match[1]) / 100, per: match[2] as Discount['per'] } : undefined;
}

function moneyOf(table: EventTable): Value | undefined {
  const found = table.value === undefined ? undefined : findColumn(table, table.value);
  return found && isNumber(found.type) ? columnValue(table.name, found) : undefined;
}

function readRisk(node: YamlNode | undefined, { report }: Context): readonly [number, number] | undefined {
  const items = listOf(node, report, 'risk')?.items;
  if (!node || !items) return undefined;
  const texts = items.flatMap((item) =>
    shareOf(item, report, 'risk') ? [textOf(item, report, 'risk')!] : [],
  );
  if (texts.length < items.length) return undefined;
  return parseRisk(texts) ?? expected('two rising percentages such as `[20%, 50%]`', node, report, 'risk');
}

function readDiscount(node: YamlNode | undefined, { report }: Context): Discount | undefined {
  const text = textOf(node, report, 'discount');
  if (!node || text === undefined) return undefined;
  return parseDiscount(text) ?? expected('a rate such as `1%/mo`', node, report, 'discount');
}
