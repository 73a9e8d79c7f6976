import { counted } from '../../model/count.ts';
import type { SetFigure } from '../../model/figure.ts';
import { box, cut, type Drawn, dot, label, path, rule, textWidth } from './drawing.ts';

const ROW = 22;
const TALL = 110;
const LEAST_COLUMN = 24;
const MOST_COLUMN = 44;

/** An UpSet plot: a column for each region, as high as it is large, over dots that tell which sets it is in. */
export function drawSets({ sets, regions }: SetFigure, width: number): Drawn {
  const texts = sets.map(({ name, customers }) => `${cut(name, width * 0.32)} ${counted(customers)}`);
  const names = 10 + Math.max(0, ...texts.map(textWidth));
  const fitting = Math.max(1, Math.floor((width - names) / LEAST_COLUMN));
  const shown = regions.filter((region) => region.sets.length > 0).slice(0, fitting);
  const room = Math.min(MOST_COLUMN, (width - names) / Math.max(1, shown.length));
  const most = Math.max(1, ...shown.map(({ customers }) => customers));
  const top = TALL + 20;
  const shapes: string[] = [];
  for (const [index, text] of texts.entries()) {
    const y = top + index * ROW;
    if (index % 2 === 0) shapes.push(box(0, y, names + room * shown.length, ROW, 'raised'));
    shapes.push(label(names - 8, y + 15, text, { anchor: 'end' }));
  }
  shapes.push(rule(names, TALL + 14, names + room * shown.length, TALL + 14));
  for (const [index, region] of shown.entries()) {
    const x = names + (index + 0.5) * room;
    const tall = (region.customers / most) * (TALL - 14);
    shapes.push(box(x - room * 0.32, TALL + 14 - tall, room * 0.64, tall, 's1'));
    shapes.push(
      label(x, TALL + 10 - tall, shortCount(region.customers), { anchor: 'middle', classes: 'small' }),
    );
    shapes.push(...dotsOf(region.sets, sets.length, x, top));
  }
  return { height: top + sets.length * ROW + 4, shapes };
}

function dotsOf(within: readonly number[], sets: number, x: number, top: number): readonly string[] {
  const middle = (index: number): number => top + index * ROW + ROW / 2;
  const joined =
    within.length > 1
      ? [
          path(
            [
              [x, middle(Math.min(...within))],
              [x, middle(Math.max(...within))],
            ],
            'l1',
          ),
        ]
      : [];
  const dots = Array.from({ length: sets }, (_, index) =>
    dot(x, middle(index), 4.5, within.includes(index) ? 's1' : 'empty'),
  );
  return [
    ...dots.filter((_, index) => !within.includes(index)),
    ...joined,
    ...dots.filter((_, index) => within.includes(index)),
  ];
}

/** Columns are narrow. */
function shortCount(customers: number): string {
  if (customers < 10_000) return String(customers);
  return customers < 1_000_000
    ? `${Math.round(customers / 1000)}k`
    : `${(customers / 1_000_000).toFixed(1)}M`;
}
