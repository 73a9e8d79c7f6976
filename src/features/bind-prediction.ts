/** Predictions as the project file says, bound to its event tables. */
import type { Checking } from '../check/context.ts';
import { problem } from '../diagnostics/problem.ts';
import { alternatives } from '../diagnostics/suggest.ts';
import type { PredictionSyntax } from '../language/models/predict.ts';
import { columnValue } from '../model/column-value.ts';
import { type EventTable, findColumn } from '../model/schema.ts';
import { isNumber, type Rows, type Value } from '../model/value.ts';
import { buyingModels } from '../stats/buying-models.ts';
import { checkEvents } from './cohort-models.ts';
import { type PredictionModel, USUAL_PREDICTION_NAME, usualPrediction } from './prediction-model.ts';
import { usualRfmTable } from './rfm-model.ts';

/** A model as the section says it; undefined when it is wrong, which has then been reported. */
export function bindPrediction(syntax: PredictionSyntax, context: Checking): PredictionModel | undefined {
  const { on, span, horizon, model, unit, risk, discount } = syntax;
  const { report, schema } = context;
  const name = syntax.name?.text ?? USUAL_PREDICTION_NAME;
  const rows = on ? checkEvents(on, context, 'predictions need one') : usualRows(schema.events);
  if (!rows && !on) {
    const timed = schema.events.filter(({ time }) => time !== undefined).map((table) => table.name);
    const help = timed.length > 0 ? [`event tables with a time: ${alternatives(timed)}`] : [];
    report(problem(span, 'missing-key', `\`${name}\` needs \`on\`, the events to predict`, ...help));
  }
  const buying = buyingModels.find((candidate) => candidate.name === model);
  if (!rows) return undefined;
  return {
    ...predictionOf(name, rows, schema.events),
    ...(horizon ? { horizon } : {}),
    ...(buying ? { buying } : {}),
    ...(unit ? { unit } : {}),
    ...(risk ? { risk } : {}),
    ...(discount ? { discount } : {}),
  };
}

/** The model of these rows when nobody says otherwise. */
export function predictionOf(name: string, rows: Rows, events: readonly EventTable[]): PredictionModel {
  const table = events.find((candidate) => candidate.name === rows.table)!;
  const money = moneyOf(table);
  return { kind: 'orders', ...usualPrediction, name, rows, ...(money ? { money } : {}) };
}

export function usualRows(events: readonly EventTable[]): Rows | undefined {
  const table = usualRfmTable(events);
  return table && { table: table.name, bounds: [], steps: [] };
}

function moneyOf(table: EventTable): Value | undefined {
  const found = table.value === undefined ? undefined : findColumn(table, table.value);
  return found && isNumber(found.type) ? columnValue(table.name, found) : undefined;
}
