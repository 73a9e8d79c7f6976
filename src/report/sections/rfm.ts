import type { Answer } from '../../analyses/answer.ts';
import { answerRfmViews } from '../../analyses/rfm-answer.ts';
import { readRfmQuestion } from '../../analyses/rfm-question.ts';
import type { Table } from '../../model/table.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { rfmMeasures } from '../measures.ts';
import type { Section } from '../section.ts';
import { tellable, withheld, withholding, withholdRows } from '../small-cells.ts';
import { inMoney } from '../words.ts';

export const rfm: Section = {
  name: 'rfm',
  title: 'Who buys, how recently and how often',
  says: 'recency and frequency as a heat map, and the named segments with what to do about each',
  values: (workspace, when) => (when === 'now' ? rfmMeasures(workspace) : []),
  write: async ({ workspace, minCell }) => {
    const question = await readRfmQuestion(workspace, {});
    const answers = await answerRfmViews(workspace, question, ['matrix', 'summary']);
    const [matrix, { notes: _, ...summary }] = answers as [Answer, Answer];
    const picture = withoutFew(withOpenEnds(matrix.picture!), minCell);
    const notes = tellable(matrix.notes ?? [], minCell).filter(({ code }) => code !== 'score-ranges');
    return {
      lead: ['each cell counts customers: the upper row bought last, the right column bought most often'],
      parts: [
        { answer: { ...matrix, notes, picture } },
        {
          heading: 'The named segments',
          answer: {
            ...summary,
            picture: actionsFirst(withholdRows(summary.picture!, 1, minCell), headsOf(workspace)),
          },
        },
      ],
    };
  },
};

/** The most days and orders are those of one customer: they are told as so many and more. */
function withOpenEnds(table: Table): Table {
  const open = (name: string): string => name.replace(/–[\d.]+$/, ' and more');
  const last = table.columns.length - 1;
  const columns = table.columns.map((each, at) => (at === last ? { ...each, name: open(each.name) } : each));
  const rows = table.rows.map((row, at) =>
    at === table.rows.length - 1 ? [open(String(row[0])), ...row.slice(1)] : row,
  );
  const picture = table.picture?.kind === 'heat-map' && {
    ...table.picture,
    columns: table.picture.columns.map((name) => (name === table.columns[last]!.name ? open(name) : name)),
  };
  return { ...table, columns, rows, ...(picture ? { picture } : {}) };
}

/** All cells are parts of those who are scored. */
function withoutFew(table: Table, least: number): Table {
  const places = table.rows.flatMap((row, index) =>
    row.slice(1).map((_, column) => [index, column + 1] as const),
  );
  const counts = places.map(([row, column]) => Number(table.rows[row]![column] ?? 0));
  const hidden = withheld(counts, least);
  return withholding(
    table,
    places.filter((_, index) => hidden[index]),
  );
}

function headsOf(workspace: Workspace): Readonly<Record<string, string>> {
  return {
    monetary: inMoney(workspace, 'spent'),
    monetary_share: 'of all spent',
    recency_days: 'days since the last',
    frequency: 'how often',
  };
}

/** What to do about a segment stands beside it, and the figures behind both. */
function actionsFirst(table: Table, heads: Readonly<Record<string, string>>): Table {
  const last = table.columns.length - 1;
  const order = [0, last, ...table.columns.slice(1, -1).map((_, index) => index + 1)];
  const place = (column: number): number => order.indexOf(column);
  return {
    ...table,
    columns: order.map((column) => {
      const head = table.columns[column]!;
      return { ...head, name: heads[head.name] ?? head.name };
    }),
    rows: table.rows.map((row) => order.map((column) => row[column]!)),
    withheld: (table.withheld ?? []).map(([row, column]) => [row, place(column)] as const),
  };
}
