import type { Answer } from '../../analyses/answer.ts';
import { answerBacktest } from '../../analyses/backtest-answer.ts';
import { answerPrediction } from '../../analyses/prediction-answer.ts';
import { readPredictionQuestion } from '../../analyses/prediction-question.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { failure } from '../../diagnostics/failure.ts';
import { counted, countOf } from '../../model/count.ts';
import { describeDuration } from '../../model/duration.ts';
import type { Table, TableRow } from '../../model/table.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { isLarge } from '../edition.ts';
import type { Part, Section } from '../section.ts';
import { tellable, withholdRows } from '../small-cells.ts';
import { dateWords, inMoney, moneyWords } from '../words.ts';

export const predicted: Section = {
  name: 'predicted',
  title: 'What to expect, and who is leaving',
  says: 'expected orders and revenue with intervals, by risk and RFM segment, and how far that can be leaned on',
  write: async (edition) => {
    const { workspace, minCell, people } = edition;
    if (isLarge(edition)) {
      throw failure(
        2,
        'large',
        `a fit to ${counted(people.base)} customers takes minutes: \`--sections predicted\` makes it`,
      );
    }
    const question = readPredictionQuestion(workspace, {});
    const { answer } = await answerPrediction(workspace, question, 'summary');
    const summary = answer.rows as Table;
    const all = summary.rows.find(([by]) => by === 'all');
    if (!all || Number(all[2]) < minCell) return undefined;
    if (all[4] === null) throw failure(2, 'nothing-predicted', answer.notes![0]!.message);
    const horizon = describeDuration(question.model.horizon);
    const told = {
      risk: toldGroups(workspace, summary, 'risk', minCell),
      rfm: toldGroups(workspace, summary, 'rfm', minCell),
    };
    const risky = told.risk.rows.find(([name, customers]) => name === 'high' && customers !== null)
      ? summary.rows.find(([by, name]) => by === 'risk' && name === 'high')
      : undefined;
    const backtest = await answerBacktest(workspace, question, { leastPeople: minCell });
    const notesOf = ({ notes }: Answer) => tellable(notes ?? [], minCell);
    return {
      lead: [expectation(workspace, all, horizon), ...(risky ? [riskWords(workspace, risky)] : [])],
      parts: [
        ...(['risk', 'rfm'] as const).flatMap((by) => {
          const rows = told[by];
          if (rows.rows.length === 0) return [];
          const heading = by === 'risk' ? 'By risk' : 'By RFM segment';
          return [
            { heading, answer: by === 'risk' ? { ...answer, rows, notes: notesOf(answer) } : { rows } },
          ];
        }),
        leaningPart(backtest, newTo(notesOf(answer), notesOf(backtest))),
      ],
    };
  },
};

/** Said once. */
function newTo(said: readonly Diagnostic[], notes: readonly Diagnostic[]): readonly Diagnostic[] {
  return notes.filter(({ message }) => !said.some((each) => each.message === message));
}

/** How to read the figures stands before them. */
function leaningPart(backtest: Answer, notes: readonly Diagnostic[]): Part {
  const reading = backtest.legend ?? [];
  return {
    heading: 'How far this can be leaned on',
    lead: [...notes.flatMap(testedWords), ...reading.map(({ message }) => message)],
    answer: { ...backtest, notes: notes.filter(({ code }) => code !== 'backtest'), legend: [] },
  };
}

function testedWords({ code, facts }: Diagnostic): readonly string[] {
  if (code !== 'backtest') return [];
  const days = `the ${facts!.holdout_days} days after ${dateWords(String(facts!.from))}`;
  return [
    `what would have been said of ${days} against what came, beside guesses that need no model: \`recency\` puts first who bought last, \`own-rate\` has everybody go on as before, \`mean\` has all alike`,
  ];
}

function expectation(workspace: Workspace, row: TableRow, horizon: string): string {
  const [, , , , orders, low, high, value, least, most] = row;
  const range = low === null || high === null ? '' : ` (between ${whole(low)} and ${whole(high)})`;
  const money =
    value === null
      ? ''
      : `, and ${moneyWords(workspace, String(value))} of revenue${least === null || most === null ? '' : ` (between ${moneyWords(workspace, String(least))} and ${moneyWords(workspace, String(most))})`}`;
  return `in the next ${horizon} the customers of today are expected to bring ${whole(orders)} orders${range}${money}`;
}

function riskWords(workspace: Workspace, [, , customers, , , , , value]: TableRow): string {
  const worth =
    value === null ? '' : `; only ${moneyWords(workspace, String(value))} of it is expected of them`;
  return `${countOf(Number(customers), 'customer')} will probably not order in that time${worth}`;
}

function whole(cell: TableRow[number] | undefined): string {
  return counted(Number(Number(cell).toFixed(0)));
}

function toldGroups(workspace: Workspace, summary: Table, by: string, least: number): Table {
  return withholdRows(groupTable(workspace, summary, by), 1, least);
}

function groupTable(workspace: Workspace, { columns, rows }: Table, by: string): Table {
  const places = [1, 2, 3, 4, 7, 8, 9].filter((place) => rows.some((row) => row[place] !== null));
  const heads: Readonly<Record<number, string>> = {
    1: by === 'risk' ? 'risk' : 'RFM segment',
    3: 'active still',
    4: 'orders',
    7: inMoney(workspace, 'revenue'),
    8: 'at least',
    9: 'at most',
  };
  return {
    columns: places.map((place) => {
      const { name, kind } = columns[place]!;
      return { name: heads[place] ?? name, kind: place === 3 || place === 4 ? 'integer' : kind };
    }),
    rows: rows
      .filter(([group]) => group === by)
      .map((row) =>
        places.map((place) => (place === 3 || place === 4 ? Math.round(Number(row[place])) : row[place]!)),
      ),
  };
}
