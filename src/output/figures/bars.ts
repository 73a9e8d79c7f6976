import type { BarFigure } from '../../model/figure.ts';
import { showColumn } from '../show.ts';
import { box, cut, type Drawn, LINE, label, rule, textWidth } from './drawing.ts';

const BAR = 12;
const GAP = 8;
/** Of the width, for names. */
const MOST_NAMED = 0.5;
/** Letters of some fonts are wider than they are on average. */
const WIDEST = 1.06;

/** Bars from a common line to the right, the figure behind each; a key above where there are several series. */
export function drawBars(figure: BarFigure, width: number): Drawn {
  const { series, groups, measured } = figure;
  const shown = showColumn(
    measured,
    groups.flatMap(({ values }) => values),
  );
  const texts = groups.map((_, group) => shown.slice(group * series.length, (group + 1) * series.length));
  const called = groups.map(({ name }) => cut(name, width * MOST_NAMED));
  const names = 10 + WIDEST * Math.max(0, ...called.map(textWidth));
  const behind = 10 + Math.max(0, ...texts.flat().map(textWidth));
  const room = Math.max(20, width - names - behind);
  const most = Math.max(0, ...groups.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const shapes: string[] = [];
  let y = series.length > 1 ? keyOf(series, width, shapes) : 0;
  const top = y;
  for (const [index, { values }] of groups.entries()) {
    const tall = Math.max(LINE, values.length * BAR) + GAP;
    shapes.push(label(names - 6, y + tall / 2 + 1, called[index]!, { anchor: 'end' }));
    for (const [place, value] of values.entries()) {
      const barTop = y + (tall - values.length * BAR) / 2 + place * BAR;
      const long = most === 0 || value === null ? 0 : (Math.max(0, value) / most) * room;
      shapes.push(box(names, barTop, long, BAR - 2, `s${place + 1}`));
      shapes.push(label(names + long + 5, barTop + BAR - 3, texts[index]![place]!, { classes: 'muted' }));
    }
    y += tall;
  }
  shapes.push(rule(names, top, names, y));
  return { height: y + 4, shapes };
}

/** Gives its height. */
function keyOf(series: readonly string[], width: number, shapes: string[]): number {
  let [x, y] = [0, 0];
  for (const [index, name] of series.entries()) {
    const text = cut(name, width - 20);
    const wide = textWidth(text) + 30;
    if (x > 0 && x + wide > width) [x, y] = [0, y + LINE];
    shapes.push(box(x, y + 2, 10, 10, `s${index + 1}`), label(x + 15, y + 11, text));
    x += wide;
  }
  return y + LINE + 4;
}
