/** Moves as an answer: a row a move for files, a matrix for people, and whose cut points scored both dates. */
import { type Diagnostic, info } from '../diagnostics/diagnostic.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Answer } from './answer.ts';
import { asOfText } from './history.ts';
import { type MovesAnswer, type MovesQuestion, measureMoves, movesMatrix, movesTable } from './moves.ts';

/** Throws as `measureMoves` does. */
export async function answerMoves(workspace: Workspace, question: MovesQuestion): Promise<Answer> {
  const found = await measureMoves(workspace, question);
  const picture = movesMatrix(found.moves);
  const title = `Who went where, from ${asOfText(question.from)} to ${asOfText(question.to)}`;
  return {
    rows: movesTable(found.moves),
    picture,
    figures: [{ kind: 'heat-map', title, table: picture }],
    notes: cutNotes(found),
  };
}

/** Which date cut, and whom it cut otherwise than `segment rfm` does. */
function cutNotes({ cuts }: MovesAnswer): readonly Diagnostic[] {
  const models = cuts?.models.filter(({ model }) => model.method !== 'fixed') ?? [];
  if (!cuts || models.length === 0) return [];
  const of = asOfText(cuts.of);
  const said = info(
    'cut-points',
    `both dates are scored by the RFM cut points of ${of}; \`--cuts\` takes others`,
    { of },
  );
  const split = models.filter(({ model }) => model.method === 'ntile').map(({ model }) => model.name);
  if (split.length === 0) return [said];
  const message = `\`ntile\` splits equal values by key: here \`${split.join('`, `')}\` keeps them together`;
  return [
    said,
    {
      severity: 'warning',
      code: 'ntile-cuts',
      message: `${message}, in the group that the value begins`,
      help: ['`--cuts each` scores each date as `segment rfm` does'],
      facts: { models: split },
    },
  ];
}
