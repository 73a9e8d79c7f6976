/** A difference as an answer: who entered and left for files, the sizes for people. */
import type { Database } from '../database/database.ts';
import type { Table } from '../model/table.ts';
import type { Answer } from './answer.ts';
import { type Difference, diffQuery, type Sides } from './diff.ts';
import { asOfText } from './history.ts';

/** Of the relations that were compared last; `key` is the header of the customers. */
export function answerDiff(database: Database, difference: Difference, sides: Sides, key: string): Answer {
  const { segment, entered, left } = difference;
  const names = ['segment', key, 'change'];
  return {
    name: `diff-${segment}`,
    rows: { database, key, names, query: diffQuery(segment, key), count: entered + left },
    picture: sizesTable(difference, sides),
  };
}

function sizesTable({ segment, before, after, entered, left, stayed }: Difference, sides: Sides): Table {
  return {
    columns: [
      { name: 'segment', kind: 'text' },
      { name: 'from', kind: 'text' },
      { name: 'to', kind: 'text' },
      { name: 'before', kind: 'integer' },
      { name: 'after', kind: 'integer' },
      { name: 'change', kind: 'percent', signed: true },
      { name: 'entered', kind: 'integer' },
      { name: 'left', kind: 'integer' },
      { name: 'stayed', kind: 'integer' },
    ],
    rows: [
      [
        segment,
        asOfText(sides.from.asOf),
        asOfText(sides.to.asOf),
        before,
        after,
        before === 0 ? null : after / before - 1,
        entered,
        left,
        stayed,
      ],
    ],
  };
}
