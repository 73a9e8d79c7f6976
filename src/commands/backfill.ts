import packageJson from '../../package.json' with { type: 'json' };
import { wrongDate } from '../analyses/wrong-date.ts';
import { failure } from '../diagnostics/failure.ts';
import {
  type BackfilledSize,
  type BackfillStep,
  backfill as backfillDates,
  backfillSteps,
  datesBetween,
} from '../evaluation/backfill.ts';
import { isDate } from '../model/calendar.ts';
import type { Table } from '../model/table.ts';
import { openAnswer } from '../program/answer.ts';
import { filesArgument } from '../program/arguments.ts';
import { defineCommand } from '../program/command.ts';
import type { Context } from '../program/context.ts';
import { askOptions, dataOptions, lockOptions } from '../program/options.ts';
import { refuseErrors, reportOpened, withWorkspace } from '../program/session.ts';
import { fingerprintData } from '../workspace/fingerprints.ts';

export const backfill = defineCommand({
  name: 'backfill',
  summary: 'records history as it would have been',
  details: [
    'Evaluates the segments as of each date, from the data as it is now, and records them: events after a date do not count, but a column of the customers is what it is today. Each date is recorded before the next is evaluated, so that `entered`, `left` and `stayed` find the dates before; where they find none, the segment is left out of that date.',
    'What is recorded already stays, unless `--replace`.',
  ],
  arguments: [filesArgument],
  options: {
    from: { kind: 'text', value: 'DATE', says: 'the first date' },
    to: { kind: 'text', value: 'DATE', says: 'the last date (default: the as-of)' },
    every: {
      kind: 'choice',
      choices: backfillSteps,
      says: 'the step from date to date (default: month; from a last day of the month to last days)',
    },
    replace: { kind: 'flag', says: 'compute anew what is recorded already' },
    ...askOptions,
    ...dataOptions,
    ...lockOptions,
  },
  examples: [
    {
      command: 'segment backfill segments/*.yaml --from 2025-06-30 --to 2026-06-30 --every month',
      says: 'a year of month ends',
    },
    {
      command: 'segment backfill segments/at-risk-vips.yaml --from 2026-06-01 --every day',
      says: 'one segment, day by day until the as-of',
    },
  ],
  run: async (context, files, options) => {
    const answer = await openAnswer(context, options, 'backfill');
    const from = dateOf('--from', options.from);
    const sizes: BackfilledSize[] = [];
    await withWorkspace(context, options, files, async ({ workspace, working }) => {
      refuseErrors(workspace);
      reportOpened(context, workspace);
      const to = options.to === undefined ? workspace.asOf.date : dateOf('--to', options.to);
      const dates = datesOf(from, to, options.every ?? 'month');
      const data = await fingerprintData(workspace);
      working('recording the past');
      const recorded = backfillDates(workspace, {
        segments: workspace.asked.filter(({ output }) => output),
        dates,
        replace: options.replace,
        lockWait: workspace.lockWait,
        recordedAt: context.now(),
        toolVersion: packageJson.version,
        data,
      });
      for await (const size of recorded) sizes.push(size);
    });
    sayLeftOut(context, sizes);
    await answer.write(backfillTable(sizes));
  },
});

function dateOf(option: string, text: string | undefined): string {
  if (text !== undefined && isDate(text)) return text;
  throw wrongDate(option, text);
}

function datesOf(from: string, to: string, every: BackfillStep): readonly string[] {
  if (from > to) throw failure(2, 'option-value', `\`--from\` is ${from}, which is after \`--to\`, ${to}`);
  return datesBetween(from, to, every);
}

function sayLeftOut(context: Context, sizes: readonly BackfilledSize[]): void {
  const kept = sizes.filter(({ outcome }) => outcome === 'kept').length;
  if (kept > 0) {
    context.report({
      severity: 'note',
      code: 'kept',
      message: `${kept} ${kept === 1 ? 'list was' : 'lists were'} recorded already and stay as they are`,
      help: ['`--replace` computes them anew'],
    });
  }
  const skipped = sizes.filter(({ outcome }) => outcome === 'skipped');
  for (const name of new Set(skipped.map(({ segment }) => segment))) {
    const dates = skipped.filter(({ segment }) => segment === name).map(({ date }) => date);
    const until = dates.length === 1 ? dates[0] : `${dates[0]} to ${dates.at(-1)}`;
    context.report({
      severity: 'warning',
      code: 'not-recorded',
      message: `\`${name}\` looks back to a run that is not recorded: it is left out of ${dates.length} ${dates.length === 1 ? 'date' : 'dates'} (${until})`,
    });
  }
}

/** By segment, then date. */
function backfillTable(sizes: readonly BackfilledSize[]): Table {
  const rows = sizes
    .filter(({ outcome }) => outcome !== 'skipped')
    .toSorted((a, b) => (a.segment < b.segment ? -1 : a.segment > b.segment ? 1 : 0));
  return {
    columns: [
      { name: 'segment', kind: 'text' },
      { name: 'as_of', kind: 'date' },
      { name: 'customers', kind: 'integer' },
    ],
    rows: rows.map(({ segment, date, customers }) => [segment, date, customers]),
  };
}
