/** A backtest as an answer: figures by measure and model, a picture for people, and who told better. */
import { type Diagnostic, info } from '../diagnostics/diagnostic.ts';
import type { Duration } from '../model/duration.ts';
import type { BarFigure } from '../model/figure.ts';
import type { Cell, Table } from '../model/table.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Answer } from './answer.ts';
import {
  type Backtest,
  backtest,
  type Calibration,
  calibrate,
  guessesOf,
  judge,
  type Verdict,
} from './backtest.ts';
import type { PredictionQuestion } from './prediction-question.ts';

const ACTUAL = 'actual';

export interface BacktestShape {
  /** The horizon unless told. */
  readonly holdout?: Duration;
  /** Repeats are told apart as long as so many customers have them. */
  readonly leastPeople?: number;
}

/** `measure,model,value`. */
export async function answerBacktest(
  workspace: Workspace,
  { model }: PredictionQuestion,
  { holdout = model.horizon, leastPeople = 1 }: BacktestShape = {},
): Promise<Answer> {
  const test = await backtest(workspace, model, holdout);
  const guesses = guessesOf(test);
  const verdicts = guesses.map((guess) => judge(test, guess));
  const groups = calibrate(test, guesses[0]!, leastPeople);
  return {
    name: 'predict-backtest',
    rows: longTable(test, verdicts, groups, guesses[0]!.name),
    picture: pictureOf(test, verdicts),
    figures: [calibrationFigure(groups, guesses[0]!.name), liftFigure(verdicts)],
    notes: [...test.predicted.notes, ...saidOf(test, verdicts, workspace)],
    legend: [readingNote],
    sql: test.predicted.sql,
  };
}

function longTable(
  test: Backtest,
  verdicts: readonly Verdict[],
  groups: readonly Calibration[],
  model: string,
): Table {
  const came = test.outcomes.reduce((sum, row) => sum + row.customers * row.came, 0);
  const customers = test.outcomes.reduce((sum, row) => sum + row.customers, 0);
  const back = test.outcomes.reduce((sum, row) => sum + (row.came > 0 ? row.customers : 0), 0);
  const each = (measure: string, of: (verdict: Verdict) => number | undefined) =>
    verdicts.flatMap((verdict): (readonly Cell[])[] => {
      const value = of(verdict);
      return value === undefined ? [] : [[measure, verdict.name, value]];
    });
  return {
    columns: [
      { name: 'measure', kind: 'text' },
      { name: 'model', kind: 'text' },
      { name: 'value', kind: 'number' },
    ],
    rows: [
      ['customers', ACTUAL, customers],
      ['customers_with_orders', ACTUAL, back],
      ['orders', ACTUAL, came],
      ...each('orders', ({ orders }) => orders),
      ...(test.value
        ? [
            ['value', ACTUAL, test.value.came],
            ...(test.value.predicted === undefined ? [] : [['value', model, test.value.predicted]]),
          ]
        : []),
      ...each('mean_absolute_error', ({ meanAbsoluteError }) => meanAbsoluteError),
      ...each('auc_alive', ({ aucAlive }) => aucAlive),
      ...each('auc_orders', ({ aucOrders }) => aucOrders),
      ...each('lift_top_decile', ({ liftOfTopTenth }) => liftOfTopTenth),
      ...groups.flatMap(({ repeats, came: mean, said }): (readonly Cell[])[] => {
        const measure = `orders_after_${repeats.replaceAll(' ', '_')}_repeats`;
        return [[measure, ACTUAL, mean], ...(said === undefined ? [] : [[measure, model, said] as const])];
      }),
    ],
  };
}

const readingNote = info(
  'backtest-reading',
  '`error` is by how many orders a customer is missed on average; `AUC` is how often who came back was put before who did not (a half is chance, 1 is always); `lift` is how many times as many orders the tenth put first had as everybody',
);

/** Who told how well, a row each. */
function pictureOf(test: Backtest, verdicts: readonly Verdict[]): Table {
  const came = test.outcomes.reduce((sum, row) => sum + row.customers * row.came, 0);
  return {
    columns: [
      { name: 'model', kind: 'text' },
      { name: 'orders', kind: 'integer' },
      { name: 'error', kind: 'number' },
      { name: 'AUC alive', kind: 'number' },
      { name: 'AUC orders', kind: 'number' },
      { name: 'lift', kind: 'number' },
    ],
    rows: [
      [ACTUAL, came, null, null, null, null],
      ...verdicts.map((verdict): readonly Cell[] => [
        verdict.name,
        verdict.orders === undefined ? null : Math.round(verdict.orders),
        verdict.meanAbsoluteError ?? null,
        verdict.aucAlive ?? null,
        verdict.aucOrders ?? null,
        verdict.liftOfTopTenth ?? null,
      ]),
    ],
  };
}

/** What was said of customers with so many repeats, against what came. */
function calibrationFigure(groups: readonly Calibration[], model: string): BarFigure {
  return {
    kind: 'bars',
    title: 'Orders for each customer, by repeats before',
    measured: 'number',
    series: [ACTUAL, model],
    groups: groups.map(({ repeats, came, said }) => ({
      name: `${repeats} ${repeats === '1' ? 'repeat' : 'repeats'}`,
      values: [came, said ?? null],
    })),
  };
}

/** How many times as many orders the tenth named best had as everybody; chance gives 1. */
function liftFigure(verdicts: readonly Verdict[]): BarFigure {
  return {
    kind: 'bars',
    title: 'Lift of the tenth that each puts first (chance gives 1)',
    isInTable: true,
    measured: 'number',
    series: ['lift'],
    groups: verdicts.map(({ name, liftOfTopTenth }) => ({ name, values: [liftOfTopTenth ?? null] })),
  };
}

/** What is less apart is as good. */
const NOTICEABLE = 0.005;

/** An area under the curve of half is what chance gives. */
const AS_CHANCE = 0.55;

function noBetterThanChance({ name, aucOrders }: Verdict): Diagnostic {
  const message =
    aucOrders === undefined
      ? `nobody or everybody came back in that time, so it cannot be seen how well \`${name}\` tells who does`
      : `\`${name}\` tells no better than chance who comes back: the area is ${aucOrders.toFixed(3)}`;
  return { severity: 'warning', code: 'no-better-than-chance', message };
}

function saidOf(
  { from, holdout, predicted }: Backtest,
  verdicts: readonly Verdict[],
  { asOf }: Workspace,
): readonly Diagnostic[] {
  const [model, ...naive] = verdicts;
  const best = Math.max(model!.aucOrders ?? 0, model!.aucAlive ?? 0);
  const better = naive.filter(
    ({ aucOrders }) => (aucOrders ?? 0) >= AS_CHANCE && (aucOrders ?? 0) > best + NOTICEABLE,
  );
  return [
    info('backtest', `said as of ${from} of the ${holdout} days to ${asOf.date}, by \`${model!.name}\``, {
      from,
      to: asOf.date,
      holdout_days: holdout,
      model: model!.name,
      table: predicted.model.rows.table,
    }),
    ...(best < AS_CHANCE ? [noBetterThanChance(model!)] : []),
    ...better.map(({ name, aucOrders }): Diagnostic => {
      const message = `\`${name}\` tells better than \`${model!.name}\` who comes back: ${aucOrders!.toFixed(3)} against ${(model!.aucOrders ?? 0.5).toFixed(3)}`;
      return {
        severity: 'warning',
        code: 'no-better-than-naive',
        message,
        help: ['go by it in place of the model'],
      };
    }),
  ];
}
