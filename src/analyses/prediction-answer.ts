/** What customers will do: the list of everybody, or the parameters of the models. */
import { type Diagnostic, info } from '../diagnostics/diagnostic.ts';
import { type PredictedCustomers, predictCustomers } from '../evaluation/predictions.ts';
import { countOf } from '../model/count.ts';
import { describeDuration } from '../model/duration.ts';
import type { Cell, Table } from '../model/table.ts';
import { Names } from '../plan/intern.ts';
import { ascending, column, isNotNull } from '../sql/build.ts';
import { printQuery } from '../sql/print.ts';
import { CERTAIN, type Fit, standardErrors } from '../stats/fit.ts';
import { gammaGamma } from '../stats/gamma-gamma.ts';
import { customersIn } from '../stats/repeat-buying.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Answer } from './answer.ts';
import { hasSpread } from './prediction-money.ts';
import type { PredictionQuestion } from './prediction-question.ts';
import { summaryTable } from './prediction-summary.ts';

export type PredictionView = 'list' | 'parameters' | 'summary';

const listed = ['alive', 'orders', 'order_value', 'value', 'next_order', 'overdue', 'risk'] as const;

/** The answer, and the prediction behind it. */
export async function answerPrediction(
  workspace: Workspace,
  question: PredictionQuestion,
  view: PredictionView,
  segments: readonly string[] = [],
): Promise<{ readonly answer: Answer; readonly predicted: PredictedCustomers }> {
  const reading = view === 'list' ? 'once' : 'often';
  const predicted = await predictCustomers(workspace, question.model, question.given, reading);
  const answer = {
    ...(await viewOf(view, workspace, predicted, segments)),
    notes: [
      ...predicted.notes,
      ...(view === 'summary' ? withoutEnds(predicted) : []),
      ...saidOf(question, predicted, workspace),
    ],
    sql: predicted.sql,
  };
  return { answer, predicted };
}

async function viewOf(
  view: PredictionView,
  workspace: Workspace,
  predicted: PredictedCustomers,
  segments: readonly string[],
): Promise<Pick<Answer, 'name' | 'rows'>> {
  switch (view) {
    case 'parameters':
      return { name: 'predict-parameters', rows: parameterTable(predicted) };
    case 'summary':
      return { name: 'predict-summary', rows: await summaryTable(workspace, predicted, segments) };
    case 'list':
      return { name: 'predict', rows: listOf(workspace, predicted) };
  }
}

/** Why there is no interval for what orders are worth. */
function withoutEnds({ spending }: PredictedCustomers): readonly Diagnostic[] {
  if (!spending || spending.usual === undefined) return [];
  if (!spending.fit) {
    return [
      info(
        'no-interval',
        'what orders are worth has no interval: it takes a model, and averages stand in its place',
      ),
    ];
  }
  if (!hasSpread(spending)) {
    return [info('no-interval', 'what orders are worth varies too much for an interval of their total')];
  }
  if (spending.giantsAbove === undefined) return [];
  return [
    info(
      'no-interval',
      'what orders are worth has no interval where an own average stands in place of the model',
    ),
  ];
}

function listOf(
  { database, dialect, schema }: Workspace,
  { relation, rows }: PredictedCustomers,
): Answer['rows'] {
  const key = new Names([...listed]).give(schema.customers.key);
  const query = printQuery(
    {
      with: [],
      body: {
        kind: 'select',
        items: [
          { expr: column('customer'), as: key },
          ...listed.map((name) => ({ expr: column(name), as: name })),
        ],
        from: { relation },
        where: isNotNull(column('customer')),
        orderBy: [ascending(column('customer'))],
      },
    },
    dialect,
  );
  return { database, key: schema.customers.key, names: [key, ...listed], query, count: customersIn(rows) };
}

/** `model,parameter,value,se`: parameters by the letters of the papers, then the log-likelihood and whom it is of. */
function parameterTable({ model, buying, spending, gaps }: PredictedCustomers): Table {
  return {
    columns: [
      { name: 'model', kind: 'text' },
      { name: 'parameter', kind: 'text' },
      { name: 'value', kind: 'number' },
      { name: 'se', kind: 'number' },
    ],
    rows: [
      ...(buying
        ? parameterRows(model.buying.name, model.buying.letters, buying)
        : [
            ['own-rhythm', 'second_order_days', gaps.second ?? null, null],
            ['own-rhythm', 'later_order_days', gaps.later ?? null, null],
          ]),
      ...(spending?.fit
        ? parameterRows(gammaGamma.name, gammaGamma.letters, spending.fit)
        : spending
          ? [['own-average', 'order_value', spending.usual ?? null, null]]
          : []),
    ],
  };
}

function parameterRows(model: string, letters: readonly string[], fit: Fit): readonly (readonly Cell[])[] {
  const errors = standardErrors(fit);
  return [
    ...letters.map((letter, i) => {
      const isKnown = fit.curvature[i]![i]! < CERTAIN;
      return [model, letter, plain(fit.parameters[i]!), plain(isKnown && errors ? errors[i]! : Number.NaN)];
    }),
    [model, 'log_likelihood', plain(fit.logLikelihood), null],
    [model, 'customers', Number.isFinite(fit.customers) ? fit.customers : null, null],
  ];
}

/** A number without an exponent. */
function plain(value: number): Cell {
  if (!Number.isFinite(value)) return null;
  if (!String(value).includes('e')) return value;
  return Math.abs(value) < 1 ? value.toFixed(30).replace(/0+$/, '') : String(BigInt(Math.round(value)));
}

/** By which model, of whom, how far ahead, and what risk means. */
function saidOf(
  { model, givenOf }: PredictionQuestion,
  { buying, rows, horizon, scorer }: PredictedCustomers,
  { asOf }: Workspace,
): readonly Diagnostic[] {
  const isKnown = buying !== undefined || rows.some((row) => scorer(row));
  const name = buying ? model.buying.name : 'own-rhythm';
  const by = isKnown ? `by \`${name}\`` : 'of whom nothing can be said';
  const customers = customersIn(rows);
  const span = describeDuration(model.horizon);
  const [high, medium] = model.risk.map((share) => `${Number((share * 100).toPrecision(12))}%`);
  const fitted = givenOf
    ? [info('fitted', fittedWords(givenOf.as_of), { as_of: givenOf.as_of ?? null })]
    : [];
  return [
    info(
      'predicted',
      `${countOf(customers, 'customer')} of \`${model.rows.table}\` as of ${asOf.date} ${by}, over the next ${span}`,
      { table: model.rows.table, customers, model: name, as_of: asOf.date, horizon_days: horizon },
    ),
    ...fitted,
    info(
      'risk',
      `risk is high where the chance of an order in that time is below ${high}, medium below ${medium}`,
      {
        high,
        medium,
      },
    ),
  ];
}

function fittedWords(asOf: string | undefined): string {
  return asOf === undefined
    ? 'the parameters are those of the file, which does not say of when they are'
    : `the parameters are those that were fitted as of ${asOf}`;
}
