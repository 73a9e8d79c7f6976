import { asOfText } from '../analyses/history.ts';
import { partitionField } from '../analyses/moves.ts';
import { answerMoves } from '../analyses/moves-answer.ts';
import { cutChoices } from '../analyses/moves-cuts.ts';
import { wrongDate } from '../analyses/wrong-date.ts';
import { failure } from '../diagnostics/failure.ts';
import { type AsOf, compareInstants, resolveAsOf } from '../model/calendar.ts';
import { answerQuestion } from '../program/answer.ts';
import { moreFilesArgument } from '../program/arguments.ts';
import { defineCommand } from '../program/command.ts';
import { dataOptions, lockOptions } from '../program/options.ts';

export const moves = defineCommand({
  name: 'moves',
  summary: 'who went from which stage to which, between two dates',
  details: [
    'Evaluates a stage set, or any text field of customers, as of two dates, from the data as it is now, and counts who went from where to where; the share is of those who were there. A column of the customers is what it is today at both dates.',
    'RFM scores are places among everybody. Both dates are scored by the cut points of the first, or customers would move because of what others did: equal values get equal scores at both dates. `--cuts second` takes those of the second, `--cuts each` lets each date have its own, as `segment rfm` shows them; thresholds of the project file (`method: fixed`) are the same at any date.',
    'Customers who did not exist at the first date are in `(not yet)`, those who are not there at the second in `(gone)`. People are shown a matrix (`table`, `md`, `html`).',
  ],
  arguments: [
    {
      name: 'PARTITION',
      completes: 'partitions',
      says: 'a stage set, or a text field such as `rfm.segment` or `country`',
    },
    moreFilesArgument,
  ],
  options: {
    from: { kind: 'text', value: 'DATE|INSTANT', says: 'the first as-of' },
    to: { kind: 'text', value: 'DATE|INSTANT', says: 'the second as-of (default: the as-of)' },
    cuts: {
      kind: 'choice',
      choices: cutChoices,
      says: 'whose cut points score both dates: of the first (the default), of the second, or each its own',
    },
    ...dataOptions,
    ...lockOptions,
  },
  examples: [
    { command: 'segment moves country --from 2025-06-30', says: 'newcomers by country, over a year' },
    {
      command: 'segment moves rfm.segment --from 2026-03-31 --to 2026-06-30 --format csv',
      says: 'between the named segments of RFM, in a quarter',
    },
  ],
  run: (context, [name = '', ...files], options) =>
    answerQuestion(context, options, { name: 'moves', files }, async ({ workspace, working, refuse }) => {
      refuse([name]);
      const { zone } = workspace.asOf;
      const from = readSide('--from', options.from, zone);
      const to = options.to === undefined ? workspace.asOf : readSide('--to', options.to, zone);
      refuseOrder(from, to);
      working('evaluating both dates');
      return answerMoves(workspace, {
        field: partitionField(name, workspace),
        from,
        to,
        cuts: options.cuts,
      });
    }),
});

function readSide(option: string, text: string | undefined, zone: string): AsOf {
  const asOf = text === undefined ? undefined : resolveAsOf(text, zone);
  if (asOf) return asOf;
  throw wrongDate(option, text);
}

function refuseOrder(from: AsOf, to: AsOf): void {
  if (compareInstants(from.instant, to.instant) < 0) return;
  throw failure(
    2,
    'option-value',
    `nothing lies between ${asOfText(from)} and ${asOfText(to)}: the first must be earlier`,
  );
}
