/** The only door to cli-table3, without its colours; measured at seconds for thousands of rows, so for short tables. */
import CliTable from 'cli-table3';
import type { Drawing } from './grid.ts';
import { pad, truncate } from './width.ts';

/** The whole table in a frame, with a line break at the end. */
export function framedTable({ columns, widths, rows, breaks, paint, paintHead }: Drawing): string {
  const frame = new CliTable({
    head: columns.map(({ head, side }, index) =>
      paintHead(pad(truncate(head, widths[index]!), widths[index]!, side)),
    ),
    style: { head: [], border: [], compact: true },
  });
  for (let row = 0; row < rows; row++) {
    if (breaks.has(row)) frame.push(columns.map((_, index) => ' '.repeat(widths[index]!)));
    frame.push(
      columns.map(({ cells, side, place }, index) => {
        const text = truncate(cells[row]!, widths[index]!);
        return paint(pad(text, widths[index]!, side), row, place);
      }),
    );
  }
  return `${frame.toString()}\n`;
}
