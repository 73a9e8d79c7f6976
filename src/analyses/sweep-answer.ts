/** How the size of a segment moves with its numbers, as an answer: a row a value, and for people bars. */
import { info } from '../diagnostics/diagnostic.ts';
import type { Sweep } from '../evaluation/sweep.ts';
import { countOf } from '../model/count.ts';
import type { Table } from '../model/table.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Answer } from './answer.ts';

export function answerSweep({ asOf }: Workspace, sweeps: readonly Sweep[]): Answer {
  const written = sweeps[0]?.written ?? 0;
  const message = `as written ${countOf(written, 'customer')}, as of ${asOf.date} (${asOf.zone})`;
  return {
    rows: {
      columns: [
        { name: 'test', kind: 'text' },
        { name: 'value', kind: 'key' },
        { name: 'customers', kind: 'integer' },
        { name: 'change', kind: 'integer', signed: true },
      ],
      rows: sweeps.flatMap(({ number, values, written: now }) =>
        values.map(({ value, customers }) => [number.name, value, customers, customers - now]),
      ),
    },
    picture: barsOf(sweeps),
    legend: [info('as-of', message, { as_of: asOf.date, customers: written })],
  };
}

/** Of the widest bar. */
const WIDTH = 32;

function barsOf(sweeps: readonly Sweep[]): Table {
  const most = Math.max(1, ...sweeps.flatMap(({ values }) => values.map(({ customers }) => customers)));
  const rows = sweeps.flatMap((each) => {
    const { number, values } = each;
    const fallen = fallOf(each);
    const heading = [0, `${number.words} (${number.name})`, '', null] as const;
    const steps = values.map(({ value, customers }) => {
      const bar = '█'.repeat(Math.round((customers / most) * WIDTH)) || '▏';
      const marks = [
        ...(value === number.text ? ['as written'] : []),
        ...(value === fallen?.value ? [`falls off, by ${Math.round(fallen.share * 100)}%`] : []),
      ];
      const mark = marks.length > 0 ? ` ← ${marks.join(', ')}` : '';
      return [1, `${bar}${mark}`, value, customers] as const;
    });
    return [heading, ...steps];
  });
  return {
    columns: [
      { name: 'depth', kind: 'integer' },
      { name: 'bar', kind: 'prose' },
      { name: 'value', kind: 'key' },
      { name: 'customers', kind: 'integer' },
    ],
    rows,
    picture: { kind: 'outline', head: [], depth: 'depth', text: 'bar', figures: ['value', 'customers'] },
  };
}

/** A step that loses so much of the step before is where the size falls off. */
const FALL = 0.3;

/** The greatest loss between neighbours, seen from the written value outwards; nothing where all are small. */
function fallOf({ number, values }: Sweep): { readonly value: string; readonly share: number } | undefined {
  const at = values.findIndex(({ value }) => value === number.text);
  if (at < 0) return undefined;
  const losses = values.flatMap(({ value, customers }, index) => {
    if (index === at) return [];
    const before = values[index < at ? index + 1 : index - 1]!.customers;
    return before === 0 ? [] : [{ value, share: (before - customers) / before }];
  });
  const greatest = losses.reduce<(typeof losses)[number] | undefined>(
    (most, loss) => (most === undefined || loss.share > most.share ? loss : most),
    undefined,
  );
  return greatest && greatest.share >= FALL ? greatest : undefined;
}
