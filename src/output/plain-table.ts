/** Columns apart by blanks under a ruled header: for long and for wide tables. */
import type { Drawing } from './grid.ts';
import { pad, truncate } from './width.ts';

/** The lines, without their ends. */
export function* plainLines({ columns, widths, rows, breaks, paint, paintHead }: Drawing): Generator<string> {
  const heads = columns.map(({ head, side }, index) =>
    paintHead(pad(truncate(head, widths[index]!), widths[index]!, side)),
  );
  yield heads.join(' ').trimEnd();
  yield widths.map((each) => '─'.repeat(each)).join(' ');
  for (let row = 0; row < rows; row++) {
    if (breaks.has(row)) yield '';
    const cells = columns.map(({ cells: texts, side, place }, index) => {
      const text = truncate(texts[row]!, widths[index]!);
      return paint(pad(text, widths[index]!, side), row, place);
    });
    yield cells.join(' ').trimEnd();
  }
}
