import type { Table } from '../model/table.ts';

/** A row of `test,segment,result,detail`. */
export interface TestedRow {
  readonly test: string;
  readonly segment: string;
  readonly result: string;
  readonly detail: string;
}

/** What came of tests, where the table holds that. */
export function testedRows({ columns, rows }: Table): readonly TestedRow[] {
  const places = new Map(columns.map(({ name }, index) => [name, index]));
  return rows.map((row) => {
    const cell = (name: string): string => String(row[places.get(name) ?? -1] ?? '');
    return { test: cell('test'), segment: cell('segment'), result: cell('result'), detail: cell('detail') };
  });
}
