import { failure } from '../diagnostics/failure.ts';
import { heatFigure } from '../model/figure.ts';
import { figureFile } from './figures/draw.ts';
import type { TextFormat } from './format.ts';

export const svg: TextFormat = {
  kind: 'text',
  name: 'svg',
  summary: 'the picture alone, for slides and pages: heat maps, trends, bars, sets',
  extensions: ['svg'],
  reader: 'person',
  /** Throws a `Failure` (2) where there is nothing to draw. */
  *write(table, { title = 'segment', figures = [] }) {
    const heat = figures.length > 0 ? undefined : heatFigure(title, table);
    const drawn = heat ? [heat] : figures;
    if (drawn.length === 0) {
      throw failure(2, 'no-picture', `there is no picture of \`${title}\``, [
        'pictures are of `rfm --matrix`, `rfm --summary`, `cohorts`, `history`, `moves`, `count`, `overlap`, `profile`, `discover` and `predict --backtest`, where they find something to draw',
        'the figures themselves are written as `csv`, `json` and others: `--format` names them',
      ]);
    }
    yield figureFile(drawn, title);
  },
};
