/** Early signs as an answer: how likely each customer is, what it goes by, and how it did on later customers. */

import { type Diagnostic, info } from '../diagnostics/diagnostic.ts';
import { type LearnedSigns, learnCustomers } from '../evaluation/predictions.ts';
import { readRows } from '../evaluation/read-rows.ts';
import { type SignsModel, signsFields } from '../features/signs-model.ts';
import type { Cell, Table } from '../model/table.ts';
import { Names } from '../plan/intern.ts';
import { aggregate, ascending, column } from '../sql/build.ts';
import { printQuery } from '../sql/print.ts';
import type { Logistic } from '../stats/logistic.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Answer } from './answer.ts';

export type SignsView = 'list' | 'parameters' | 'backtest';

export async function answerSigns(workspace: Workspace, model: SignsModel, view: SignsView): Promise<Answer> {
  const learned = await learnCustomers(workspace, model);
  return {
    ...(await viewOf(view, workspace, learned)),
    notes: [...learned.notes, ...signsInWords(learned), ...trialInWords(learned)],
    sql: learned.sql,
  };
}

async function viewOf(
  view: SignsView,
  workspace: Workspace,
  learned: LearnedSigns,
): Promise<Pick<Answer, 'name' | 'rows'>> {
  switch (view) {
    case 'parameters':
      return { name: 'predict-parameters', rows: parameterTable(learned) };
    case 'backtest':
      return { name: 'predict-backtest', rows: trialTable(learned) };
    case 'list':
      return { name: 'predict', rows: await listOf(workspace, learned) };
  }
}

async function listOf(
  { database, dialect, schema }: Workspace,
  { relation }: LearnedSigns,
): Promise<Answer['rows']> {
  const name = signsFields[0]!.name;
  const key = new Names([name]).give(schema.customers.key);
  const from = { relation };
  const items = [
    { expr: column('customer'), as: key },
    { expr: column(name), as: name },
  ];
  const ordered = { kind: 'select', items, from, orderBy: [ascending(column('customer'))] } as const;
  const counted = {
    kind: 'select',
    items: [{ expr: aggregate('count', undefined), as: 'customers' }],
    from,
  } as const;
  const [[count] = []] = await readRows({ database, dialect }, counted);
  return {
    database,
    key: schema.customers.key,
    names: [key, name],
    query: printQuery({ with: [], body: ordered }, dialect),
    count: Number(count),
  };
}

/** `model,parameter,value,se`: by how much one standard deviation more of each sign raises the log-odds. */
function parameterTable({ model, fit, columns }: LearnedSigns): Table {
  const rows = columns.map(({ name, missing }, i): readonly Cell[] => [
    model.name,
    missing ? `${name} is missing` : name,
    fit?.weights[i] ?? null,
    null,
  ]);
  return {
    columns: [
      { name: 'model', kind: 'text' },
      { name: 'parameter', kind: 'text' },
      { name: 'value', kind: 'number' },
      { name: 'se', kind: 'number' },
    ],
    rows: fit ? [[model.name, 'intercept', fit.intercept, null], ...rows] : [],
  };
}

/** `measure,model,value`, the best sign alone beside the model. */
function trialTable({ model, trial }: LearnedSigns): Table {
  const rows: readonly (readonly Cell[])[] = trial
    ? [
        ['customers', 'actual', trial.customers],
        ['came_to_it', 'actual', trial.happened],
        ['came_to_it', model.name, trial.expected],
        ['auc', model.name, trial.auc ?? null],
        ...(trial.bestSign ? [['auc', trial.bestSign.name, trial.bestSign.auc]] : []),
        ['precision', model.name, trial.precision ?? null],
        ['precision', 'chance', trial.customers > 0 ? trial.happened / trial.customers : null],
      ]
    : [];
  return {
    columns: [
      { name: 'measure', kind: 'text' },
      { name: 'model', kind: 'text' },
      { name: 'value', kind: 'number' },
    ],
    rows,
  };
}

/** Signs that weigh less are not worth a word. */
const NOTICEABLE = 0.1;
const MOST_WORDS = 5;

/** What the model goes by, the strongest first. */
export function signsInWords({ model, fit, columns }: LearnedSigns): readonly Diagnostic[] {
  return weightsInWords(`\`${model.name}\``, fit, columns);
}

/** What a logistic model goes by, whatever it is of. */
export function weightsInWords(
  of: string,
  fit: Logistic | undefined,
  columns: LearnedSigns['columns'],
): readonly Diagnostic[] {
  if (!fit) return [];
  const strong = columns
    .map((each, i) => ({ ...each, weight: fit.weights[i]! }))
    .filter(({ weight }) => Math.abs(weight) >= NOTICEABLE)
    .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, MOST_WORDS);
  if (strong.length === 0) return [info('signs', `no sign of ${of} tells much`)];
  const words = strong.map(({ name, missing, moment, weight }) => {
    if (moment) return `${weight > 0 ? 'earlier' : 'later'} \`${name}\``;
    if (missing) return `${weight > 0 ? 'no' : 'any'} \`${name}\``;
    return `${weight > 0 ? 'more' : 'less'} \`${name}\``;
  });
  return [
    info('signs', `signs of ${of}, the strongest first: ${words.join(', ')}`, {
      signs: strong.map(({ name, missing, weight }) => ({ name, missing, weight })),
    }),
  ];
}

function trialInWords({ model, trial }: LearnedSigns): readonly Diagnostic[] {
  if (!trial || trial.auc === undefined) return [];
  const { from, customers, happened, auc, bestSign, precision } = trial;
  const beaten = bestSign && bestSign.auc > auc + 0.005;
  return [
    info(
      'trial',
      `on ${customers} later customers, looked at from ${from} on: area under the curve ${auc.toFixed(3)}; of the ` +
        `${happened} likeliest ${Math.round((precision ?? 0) * happened)} came to it`,
      { from, customers, happened, auc, precision: precision ?? null },
    ),
    ...(beaten
      ? [
          {
            severity: 'warning',
            code: 'no-better-than-naive',
            message: `\`${bestSign.name}\` alone tells better than \`${model.name}\`: ${bestSign.auc.toFixed(3)} against ${auc.toFixed(3)}`,
          } as const,
        ]
      : []),
  ];
}
