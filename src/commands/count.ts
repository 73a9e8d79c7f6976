import { info } from '../diagnostics/diagnostic.ts';
import { evaluate } from '../evaluation/membership.ts';
import { evaluateReached, type Reached } from '../evaluation/reached.ts';
import type { BarFigure } from '../model/figure.ts';
import type { Table } from '../model/table.ts';
import { answerQuestion } from '../program/answer.ts';
import { filesArgument } from '../program/arguments.ts';
import { defineCommand } from '../program/command.ts';
import { askedSegments } from '../program/keep-going.ts';
import { askOptions, dataOptions } from '../program/options.ts';
import { watchable, watchOptions } from '../program/watch.ts';

export const count = defineCommand({
  name: 'count',
  summary: 'how many: the sizes of segments, without their members',
  details: [
    'Counts every enabled segment of the files, those with `output: false` as well; or those that are named, tagged, or written on the command line.',
    'Beside the size people are shown how many of the members each channel reaches: an address and consent are there, no segment of `suppress` holds them, and they are not held out. A channel whose words of consent are not known is left out.',
  ],
  arguments: [filesArgument],
  options: {
    reach: { kind: 'flag', says: 'for programs too: how many of them each channel reaches' },
    ...watchOptions,
    ...askOptions,
    ...dataOptions,
  },
  examples: [
    { command: 'segment count segments/*.yaml', says: 'customers and their share, a segment a line' },
    {
      command: 'segment count at-risk-vips --as-of 2026-03-31 --format json',
      says: 'by name, as of another day, for a program',
    },
    {
      command: 'segment count --select tag:retention --reach',
      says: 'those with a tag, and whom each channel reaches',
    },
    {
      command: "segment count --where '{ country: PL, orders: { last: 90d } }'",
      says: 'a condition that is in no file',
    },
  ],
  run: watchable((context, files, options) =>
    answerQuestion(
      context,
      options,
      { name: 'count', files },
      async ({ workspace, working, destination }) => {
        const segments = askedSegments(context, workspace, false);
        working('evaluating the segments');
        const isSeen = destination.format.reader === 'person' || options.reach;
        const found = await (isSeen ? evaluateReached : evaluate)(workspace, segments);
        const counts = segments.map(({ name }) => [name, found.sizes.get(name) ?? 0] as const);
        return {
          rows: countTable(counts, { channels: [], reached: new Map(), ...found }),
          figures: [sizeFigure(counts)],
          sql: found.sql,
          legend: [
            info('as-of', `as of ${workspace.asOf.date} (${workspace.asOf.zone})`, {
              as_of: workspace.asOf.date,
            }),
          ],
        };
      },
    ),
  ),
});

function sizeFigure(sizes: Sizes): BarFigure {
  return {
    kind: 'bars',
    title: 'Customers by segment',
    isInTable: true,
    measured: 'integer',
    series: ['customers'],
    groups: sizes.map(([name, size]) => ({ name, values: [size] })),
  };
}

type Sizes = readonly (readonly [string, number])[];

/** How many can be reached stands behind what files have always had. */
function countTable(
  sizes: Sizes,
  { base, channels, reached }: Pick<Reached, 'base' | 'channels' | 'reached'>,
): Table {
  return {
    columns: [
      { name: 'segment', kind: 'text' },
      { name: 'customers', kind: 'integer' },
      { name: 'share', kind: 'percent' },
      ...channels.map((channel) => ({ name: `by_${channel}`, kind: 'integer' }) as const),
    ],
    rows: sizes.map(([name, size]) => [
      name,
      size,
      base === 0 ? 0 : size / base,
      ...(reached.get(name) ?? []),
    ]),
  };
}
