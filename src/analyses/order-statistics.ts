import { type Engine, readRows } from '../evaluation/read-rows.ts';
import type { CommonTable, Expr, Query } from '../sql/ast.ts';
import { ascending, column, integer, oneOf } from '../sql/build.ts';

/** The values at these places, counted from 1 upwards. */
export async function orderStatistics(
  engine: Engine,
  { relation, value, where }: { readonly relation: string; readonly value: Expr; readonly where: Expr },
  places: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const order = [ascending(value)];
  const ranked: CommonTable = {
    name: 'ranked',
    query: {
      kind: 'select',
      items: [
        { expr: value, as: 'value' },
        { expr: { kind: 'window', name: 'row-number', args: [], partition: [], order }, as: 'place' },
      ],
      from: { relation },
      where,
    },
  };
  const query: Query = {
    with: [ranked],
    body: {
      kind: 'select',
      items: ['place', 'value'].map((as) => ({ expr: column(as), as })),
      from: { relation: 'ranked' },
      where: oneOf(column('place'), [...new Set(places)].map(integer)),
    },
  };
  const rows = await readRows(engine, query);
  return new Map(rows.map(([place, found]) => [Number(place), Number(found)]));
}
