import { asOfText } from '../analyses/history.ts';
import {
  type MovesAnswer,
  measureMoves,
  movesMatrix,
  movesTable,
  partitionField,
} from '../analyses/moves.ts';
import { cutChoices } from '../analyses/moves-cuts.ts';
import { errorsThatReach } from '../definitions/reach.ts';
import { Failure, failure } from '../diagnostics/failure.ts';
import { type AsOf, compareInstants, resolveAsOf } from '../model/calendar.ts';
import { openAnswer } from '../program/answer.ts';
import { moreFilesArgument } from '../program/arguments.ts';
import { defineCommand } from '../program/command.ts';
import type { Context } from '../program/context.ts';
import { dataOptions, lockOptions } from '../program/options.ts';
import { reportOpened, withWorkspace } from '../program/session.ts';

export const moves = defineCommand({
  name: 'moves',
  summary: 'who went from which stage to which, between two dates',
  details: [
    'Evaluates a stage set, or any text field of customers, as of two dates, from the data as it is now, and counts who went from where to where; the share is of those who were there. A column of the customers is what it is today at both dates.',
    'RFM scores are places among everybody. Both dates are scored by the cut points of the first, or customers would move because of what others did: equal values get equal scores at both dates. `--cuts second` takes those of the second, `--cuts each` lets each date have its own, as `segment rfm` shows them; thresholds of the project file (`method: fixed`) are the same at any date.',
    'Customers who did not exist at the first date are in `(not yet)`, those who are not there at the second in `(gone)`. On a terminal it is a matrix.',
  ],
  arguments: [
    { name: 'PARTITION', says: 'a stage set, or a text field such as `rfm.segment` or `country`' },
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
  run: async (context, [name = '', ...files], options) => {
    const answer = await openAnswer(context, options, 'moves');
    const { destination } = answer;
    const isSeen = destination.kind === 'stdout' && context.stdout.isTerminal && !options.format;
    const table = await withWorkspace(context, options, files, async ({ workspace, working }) => {
      reportOpened(context, workspace);
      const errors = errorsThatReach(name, workspace);
      if (errors.length > 0) throw new Failure(2, errors);
      const { zone } = workspace.asOf;
      const from = readSide('--from', options.from, zone);
      const to = options.to === undefined ? workspace.asOf : readSide('--to', options.to, zone);
      refuseOrder(from, to);
      working('evaluating both dates');
      const found = await measureMoves(workspace, {
        field: partitionField(name, workspace),
        from,
        to,
        cuts: options.cuts,
      });
      sayCuts(context, found);
      return isSeen ? movesMatrix(found.moves) : movesTable(found.moves);
    });
    await answer.write(table);
  },
});

/** Which date cut, and whom it cut otherwise than `segment rfm` does. */
function sayCuts(context: Context, { cuts }: MovesAnswer): void {
  const models = cuts?.models.filter(({ model }) => model.method !== 'fixed') ?? [];
  if (!cuts || models.length === 0) return;
  context.say(`both dates are scored by the RFM cut points of ${asOfText(cuts.of)}; \`--cuts\` takes others`);
  const split = models.filter(({ model }) => model.method === 'ntile').map(({ model }) => model.name);
  if (split.length === 0) return;
  const message = `\`ntile\` splits equal values by key: here \`${split.join('`, `')}\` keeps them together`;
  context.report({
    severity: 'warning',
    code: 'ntile-cuts',
    message: `${message}, in the group that the value begins`,
    help: ['`--cuts each` scores each date as `segment rfm` does'],
  });
}

function readSide(option: string, text: string | undefined, zone: string): AsOf {
  const asOf = text === undefined ? undefined : resolveAsOf(text, zone);
  if (asOf) return asOf;
  const found = text === undefined ? 'none' : `\`${text}\``;
  throw failure(2, 'option-value', `\`${option}\` wants a date such as \`2026-03-31\`, found ${found}`);
}

function refuseOrder(from: AsOf, to: AsOf): void {
  if (compareInstants(from.instant, to.instant) < 0) return;
  throw failure(
    2,
    'option-value',
    `nothing lies between ${asOfText(from)} and ${asOfText(to)}: the first must be earlier`,
  );
}
