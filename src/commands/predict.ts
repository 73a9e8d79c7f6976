import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { answerBacktest } from '../analyses/backtest-answer.ts';
import { answerPrediction } from '../analyses/prediction-answer.ts';
import { readHorizon, readPredictionQuestion, signsAsked } from '../analyses/prediction-question.ts';
import { answerSigns, type SignsView } from '../analyses/signs-answer.ts';
import { failure } from '../diagnostics/failure.ts';
import { printFitted } from '../features/fitted-file.ts';
import { timeUnits } from '../language/models/predict.ts';
import { parseDuration } from '../model/duration.ts';
import { writeAtomically } from '../output/atomic.ts';
import { answerQuestion } from '../program/answer.ts';
import { defineCommand, type OptionValues } from '../program/command.ts';
import { dataOptions } from '../program/options.ts';
import { severalSegments } from '../program/segment-named.ts';
import { buyingModels } from '../stats/buying-models.ts';

const options = {
  summary: { kind: 'flag', says: 'orders and revenue in all, by risk and by segment, with intervals at 95%' },
  parameters: { kind: 'flag', says: 'the fitted parameters, with standard errors' },
  backtest: { kind: 'flag', says: 'what would have been said a while ago, against what came' },
  holdout: {
    kind: 'text',
    value: 'SPAN',
    says: 'how long ago --backtest looks from (default: the horizon)',
  },
  horizon: { kind: 'text', value: 'SPAN', says: 'how far ahead (default: 90d)' },
  on: {
    kind: 'text',
    value: 'TABLE|MODEL',
    completes: 'tables',
    says: 'events that are predicted, or a model of the project file (default: predicted, or orders)',
  },
  model: {
    kind: 'choice',
    choices: buyingModels.map(({ name }) => name),
    says: 'how customers buy and stop (default: mbg-nbd)',
  },
  unit: { kind: 'choice', choices: timeUnits, says: 'the unit of time of the parameters (default: day)' },
  discount: {
    kind: 'text',
    value: 'RATE',
    says: 'money later is worth less: 1%/mo, in periods of a day, a week, 30 days or 365 (d, w, mo, y)',
  },
  risk: {
    kind: 'text',
    value: 'HIGH,MEDIUM',
    says: 'the chance of an order below which risk is high, and medium (default: 20%,50%)',
  },
  save: { kind: 'text', value: 'FILE', says: 'keep what was fitted', completes: 'files' },
  fitted: {
    kind: 'text',
    value: 'FILE',
    says: 'score with what was kept, in place of a fit',
    completes: 'files',
  },
  ...dataOptions,
} as const;

export const predict = defineCommand({
  name: 'predict',
  summary: 'who is leaving, who will buy, when, and for how much',
  details: [
    'A row for everybody with an order: the chance to be active still (`alive`), the orders to expect within the horizon, what one of them is worth, the revenue to expect (`value`), the date by which the next order is due, `overdue` (days since the last order over the expected gap: due at 1), and `risk` from the chance of an order within the horizon. Orders of one day are one.',
    'Models: `mbg-nbd` by default; `bg-nbd`, in which whoever never came back is active for certain; `pareto-nbd`, in which customers stop at any moment; `mbg-cnbd`, which sees regular buying. What an order is worth is by `gamma-gamma`. All are fitted to what was known at the as-of.',
    'Early signs (`predict: { vip: { target: { spend_1y: { top: 10% } }, after: 7d, within: 1y, from: [traits] } }` in the project file) are asked for with `--on vip`: a row with the `probability` of everybody in the position today, `--parameters` for what it goes by, `--backtest` for how it did on later customers than it was learned from.',
    'Where nothing can be learned (too few customers, nobody who came back, all alike) the customer’s own rhythm stands in place of a model, and stderr says so: the average gap of whoever has two or more, the median of everybody’s for others.',
    '`--backtest` fits at an earlier date and holds what was said then against what came, beside three naive guesses: `recency`, `own-rate` and `mean`. In definitions the fields are `predicted.alive` and so on; models of other events stand under `predict:` in the project file.',
  ],
  arguments: [
    {
      name: 'SEGMENTS',
      says: 'segments that --summary sums up',
      many: true,
      optional: true,
      completes: 'segments',
    },
  ],
  options,
  examples: [
    { command: 'segment predict --rows 10', says: 'the first ten customers' },
    { command: 'segment predict --summary newsletter-readers', says: 'what the next 90 days will bring' },
    { command: 'segment predict --backtest', says: 'how far that can be leaned on' },
    { command: 'segment predict --on emails --horizon 30d --parameters', says: 'who will read, as a model' },
  ],
  run: async (context, names, values) => {
    refuseTwo(values, names);
    const path = (name: string): string => resolve(context.cwd, name);
    const fitted =
      values.fitted === undefined ? undefined : await readFitted(path(values.fitted), values.fitted);
    await answerQuestion(
      context,
      values,
      { name: 'predict', files: names },
      async ({ workspace, working, refuse }) => {
        refuse(names);
        const segments = names.length === 0 ? [] : severalSegments(workspace, names).map(({ name }) => name);
        working('predicting');
        const signs = signsAsked(workspace, values.on);
        if (signs) return answerSigns(workspace, signs, signsView(values));
        const question = readPredictionQuestion(workspace, values, fitted);
        if (values.backtest) {
          const { holdout } = values;
          return answerBacktest(
            workspace,
            question,
            holdout === undefined ? {} : { holdout: readHorizon(holdout, 'holdout') },
          );
        }
        const view = values.parameters ? 'parameters' : values.summary ? 'summary' : 'list';
        const { answer, predicted } = await answerPrediction(workspace, question, view, segments);
        if (values.save !== undefined) {
          const text = printFitted(question.model, workspace.asOf.date, {
            buying: predicted.buying,
            spending: predicted.spending?.fit,
          });
          if (!predicted.buying) {
            throw failure(2, 'nothing-fitted', 'there is nothing to save: no model could be fitted', [
              ...predicted.notes.map(({ message }) => message),
            ]);
          }
          await writeAtomically(path(values.save), (temporary) => writeFile(temporary, text));
        }
        return answer;
      },
    );
  },
});

type Values = OptionValues<typeof options>;

function refuseTwo(values: Values, names: readonly string[]): void {
  const asked = (['summary', 'parameters', 'backtest'] as const).filter((name) => values[name]);
  if (asked.length > 1) {
    const message = `\`--${asked[0]}\` and \`--${asked[1]}\` are two answers: take one of them`;
    throw failure(2, 'option-conflict', message);
  }
  if (values.holdout !== undefined && !values.backtest) {
    throw failure(2, 'option-conflict', '`--holdout` goes with `--backtest`');
  }
  if (values.backtest && (values.fitted !== undefined || values.save !== undefined)) {
    const message = '`--backtest` fits by itself: it takes neither `--fitted` nor `--save`';
    throw failure(2, 'option-conflict', message);
  }
  if (values.save !== undefined && values.fitted !== undefined) {
    throw failure(2, 'option-conflict', '`--fitted` fits nothing that `--save` could keep');
  }
  const span = names.find((name) => parseDuration(name) !== undefined);
  if (values.backtest && span !== undefined) {
    throw failure(2, 'option-conflict', `\`--backtest\` takes no span, so \`${span}\` would be a segment`, [
      `how long ago it looks from is said with \`--holdout ${span}\``,
    ]);
  }
  if (names.length > 0 && !values.summary) {
    throw failure(2, 'option-conflict', 'segments are summed up with `--summary`', [
      'the fields of everybody stand in definitions: `columns: [predicted.alive]`',
    ]);
  }
}

/** Early signs have no horizon of their own: the project file says all of it. */
function signsView(values: Values): SignsView {
  const taken = (
    ['summary', 'horizon', 'holdout', 'model', 'unit', 'discount', 'risk', 'save', 'fitted'] as const
  ).find((name) => values[name]);
  if (taken !== undefined) {
    const message = `\`--${taken}\` is for orders to come, and \`${values.on}\` is of early signs`;
    throw failure(2, 'option-conflict', message, ['`--parameters` and `--backtest` go with both']);
  }
  return values.parameters ? 'parameters' : values.backtest ? 'backtest' : 'list';
}

async function readFitted(path: string, name: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const why =
      (error as NodeJS.ErrnoException).code === 'ENOENT'
        ? 'there is no such file'
        : String((error as Error).message);
    throw failure(2, 'fitted-file', `\`--fitted ${name}\`: ${why}`, ['`--save FILE` makes one']);
  }
}
