/** What is asked of a prediction: of which events, how far ahead, by which model. */
import type { ModelField } from '../check/context.ts';
import type { Discount, TimeUnit } from '../language/models/predict.ts';
import { daysBetween, shiftDate } from '../model/calendar.ts';
import type { Duration } from '../model/duration.ts';
import type { Rows, Value } from '../model/value.ts';
import { buyingModels } from '../stats/buying-models.ts';
import type { BuyingModel } from '../stats/repeat-buying.ts';

/** The name of the model of a project that names none. */
export const USUAL_PREDICTION_NAME = 'predicted';

export const riskLevels = ['low', 'medium', 'high'] as const;

export interface PredictionModel {
  readonly kind: 'orders';
  /** Its fields are `NAME.alive` and so on. */
  readonly name: string;
  readonly rows: Rows;
  /** What a row is worth; absent for events without money. */
  readonly money?: Value;
  readonly horizon: Duration;
  readonly buying: BuyingModel;
  readonly unit: TimeUnit;
  /** Whose chance of an order within the horizon is below the first is at high risk, below the second at medium. */
  readonly risk: readonly [number, number];
  readonly discount?: Discount;
}

export const usualPrediction = {
  horizon: { n: 90, unit: 'd' },
  buying: buyingModels[0]!,
  unit: 'day',
  risk: [0.2, 0.5],
} as const satisfies Partial<PredictionModel>;

/** The fields that the model gives; without money there is no `order_value` and no `value`. */
export function predictionFields({ money }: PredictionModel): readonly ModelField[] {
  const fields: readonly ModelField[] = [
    { name: 'alive', type: 'decimal', range: [0, 1] },
    { name: 'orders', type: 'decimal' },
    { name: 'order_value', type: 'decimal' },
    { name: 'value', type: 'decimal' },
    { name: 'next_order', type: 'date' },
    { name: 'overdue', type: 'decimal' },
    { name: 'risk', type: 'text', values: riskLevels },
  ];
  return money ? fields : fields.filter(({ name }) => !name.endsWith('value'));
}

/** The horizon in days from the date on. */
export function horizonDays({ horizon }: Pick<PredictionModel, 'horizon'>, date: string): number {
  return daysBetween(date, shiftDate(date, horizon, 1));
}

export function daysInUnit(unit: TimeUnit): number {
  return unit === 'week' ? 7 : 1;
}
