/** Figures as lines of text, for those of which the table beside them is no picture yet. */
import { visible } from '../../diagnostics/visible.ts';
import { counted } from '../../model/count.ts';
import type { BarFigure, Figure, SetFigure } from '../../model/figure.ts';
import type { Look } from '../format.ts';
import { showColumn } from '../show.ts';
import { pad, truncate, width } from '../width.ts';

const MOST_NAME = 32;
const LEAST_BAR = 8;
const MOST_BAR = 50;
const MOST_REGIONS = 20;
const blocksOfEighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'] as const;

/** The lines, without their ends; none where a table says as much. */
export function figureLines(figure: Figure, look: Look): readonly string[] {
  if (figure.isInTable) return [];
  switch (figure.kind) {
    case 'bars':
      return ['', look.paint.bold(visible(figure.title)), ...barLines(figure, look)];
    case 'sets':
      return ['', look.paint.bold(visible(figure.title)), ...setLines(figure, look)];
    case 'heat-map':
    case 'trends':
      return [];
  }
}

function barLines({ groups, series, measured }: BarFigure, { columns = 80, paint }: Look): readonly string[] {
  const all = groups.flatMap(({ values }) => values);
  const shown = showColumn(measured, all);
  const rows = groups.flatMap(({ name, values }, group) =>
    values.map((value, place) => {
      const whose = series.length > 1 ? (place === 0 ? `${name}: ${series[0]}` : series[place]!) : name;
      return {
        name: truncate(visible(whose), MOST_NAME),
        value: value ?? 0,
        text: shown[group * series.length + place]!,
      };
    }),
  );
  const names = Math.max(0, ...rows.map(({ name }) => width(name)));
  const texts = Math.max(0, ...rows.map(({ text }) => width(text)));
  const room = Math.min(MOST_BAR, Math.max(LEAST_BAR, columns - names - texts - 3));
  const most = Math.max(0, ...rows.map(({ value }) => value));
  return rows.map(({ name, value, text }) => {
    const bar = most === 0 ? '' : barOf((Math.max(0, value) / most) * room);
    return `${pad(name, names, 'end')} ${pad(text, texts, 'end')} ${paint.cyan(bar)}`.trimEnd();
  });
}

/** So many columns, to the eighth. */
function barOf(columns: number): string {
  const eighths = Math.round(columns * 8);
  return '█'.repeat(Math.floor(eighths / 8)) + blocksOfEighths[eighths % 8];
}

/** A region a line: which sets it is in, how many customers, and a bar. */
function setLines({ sets, regions }: SetFigure, { columns = 80, paint }: Look): readonly string[] {
  const shown = regions.filter((region) => region.sets.length > 0).slice(0, MOST_REGIONS);
  const heads = sets.map(({ name }, index) => {
    const stems = Array.from({ length: index }, () => '│').join(' ');
    return `${stems}${index > 0 ? ' ' : ''}┌ ${truncate(visible(name), Math.max(8, columns - 2 * index - 4))}`;
  });
  const texts = Math.max(0, ...shown.map(({ customers }) => counted(customers).length));
  const room = Math.min(MOST_BAR, Math.max(LEAST_BAR, columns - 2 * sets.length - texts - 3));
  const most = Math.max(1, ...shown.map(({ customers }) => customers));
  const lines = shown.map((region) => {
    const dots = sets.map((_, index) => (region.sets.includes(index) ? '●' : '·')).join(' ');
    const bar = barOf((region.customers / most) * room);
    return `${dots}  ${pad(counted(region.customers), texts, 'end')} ${paint.cyan(bar)}`.trimEnd();
  });
  return [...heads, ...lines];
}
