import type { TrendFigure } from '../../model/figure.ts';
import { showColumn } from '../show.ts';
import { cut, type Drawn, dot, label, path, rule } from './drawing.ts';

const PANEL_WIDTH = 200;
const PANEL = 84;
const SPACE = 20;

type Series = TrendFigure['series'][number];

/** Small panels side by side: the name, the line, the first and the last date, and the newest value at its end. */
export function drawTrends({ series, measured }: TrendFigure, width: number): Drawn {
  const across = Math.max(1, Math.floor((width + SPACE) / (PANEL_WIDTH + SPACE)));
  const wide = (width - SPACE * (across - 1)) / across;
  const shapes = series.flatMap((each, index) => {
    const x = (index % across) * (wide + SPACE);
    return panel(each, measured, x, Math.floor(index / across) * (PANEL + SPACE), wide);
  });
  const rows = Math.ceil(series.length / across);
  return { height: rows * (PANEL + SPACE), shapes };
}

function panel(
  series: Series,
  measured: TrendFigure['measured'],
  x: number,
  y: number,
  wide: number,
): readonly string[] {
  const { name, dates, values } = series;
  const newest = showColumn(measured, [values.at(-1) ?? null])[0]!;
  const [top, bottom] = [y + 24, y + PANEL - 18];
  const points = pointsOf(values, x, top, wide - 4, bottom);
  const [endX, endY] = points.at(-1) ?? [x, bottom];
  return [
    label(x, y + 12, cut(name, wide - 60)),
    label(x + wide, y + 12, newest, { anchor: 'end', classes: 'strong' }),
    rule(x, bottom + 2, x + wide, bottom + 2),
    ...(points.length > 1 ? [path(points, 'l1')] : []),
    dot(endX, endY, 3, 's1'),
    label(x, y + PANEL - 3, dates[0] ?? '', { classes: 'muted' }),
    ...(dates.length > 1
      ? [label(x + wide, y + PANEL - 3, dates.at(-1)!, { anchor: 'end', classes: 'muted' })]
      : []),
  ];
}

/** From nothing at the bottom, so that a small change looks small. */
function pointsOf(
  values: readonly number[],
  x: number,
  top: number,
  wide: number,
  bottom: number,
): readonly (readonly [number, number])[] {
  const most = Math.max(1e-12, ...values);
  const step = values.length > 1 ? wide / (values.length - 1) : 0;
  return values.map((value, index) => [
    values.length > 1 ? x + index * step : x + wide,
    bottom - (Math.max(0, value) / most) * (bottom - top),
  ]);
}
