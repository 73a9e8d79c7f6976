import { info } from '../diagnostics/diagnostic.ts';
import { evaluate } from '../evaluation/membership.ts';
import type { BarFigure } from '../model/figure.ts';
import type { Table } from '../model/table.ts';
import { answerQuestion } from '../program/answer.ts';
import { filesArgument } from '../program/arguments.ts';
import { defineCommand } from '../program/command.ts';
import { askedSegments } from '../program/keep-going.ts';
import { askOptions, dataOptions } from '../program/options.ts';

export const count = defineCommand({
  name: 'count',
  summary: 'how many: the sizes of segments, without their members',
  details: [
    'Counts every enabled segment of the files, those with `output: false` as well; or those that are named, tagged, or written on the command line.',
  ],
  arguments: [filesArgument],
  options: { ...askOptions, ...dataOptions },
  examples: [
    { command: 'segment count segments/*.yaml', says: 'customers and their share, a segment a line' },
    {
      command: 'segment count at-risk-vips --as-of 2026-03-31 --format json',
      says: 'by name, as of another day, for a program',
    },
    { command: 'segment count --select tag:retention', says: 'those with a tag' },
    {
      command: "segment count --where '{ country: PL, orders: { last: 90d } }'",
      says: 'a condition that is in no file',
    },
  ],
  run: (context, files, options) =>
    answerQuestion(context, options, { name: 'count', files }, async ({ workspace, working }) => {
      const segments = askedSegments(context, workspace, false);
      working('evaluating the segments');
      const { sizes, base } = await evaluate(workspace, segments);
      const counts = segments.map(({ name }) => [name, sizes.get(name) ?? 0] as const);
      return {
        rows: countTable(counts, base),
        figures: [sizeFigure(counts)],
        legend: [
          info('as-of', `as of ${workspace.asOf.date} (${workspace.asOf.zone})`, {
            as_of: workspace.asOf.date,
          }),
        ],
      };
    }),
});

function sizeFigure(sizes: readonly (readonly [string, number])[]): BarFigure {
  return {
    kind: 'bars',
    title: 'Customers by segment',
    isInTable: true,
    measured: 'integer',
    series: ['customers'],
    groups: sizes.map(([name, size]) => ({ name, values: [size] })),
  };
}

function countTable(sizes: readonly (readonly [string, number])[], base: number): Table {
  return {
    columns: [
      { name: 'segment', kind: 'text' },
      { name: 'customers', kind: 'integer' },
      { name: 'share', kind: 'percent' },
    ],
    rows: sizes.map(([name, size]) => [name, size, base === 0 ? 0 : size / base]),
  };
}
