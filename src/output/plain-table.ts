/** Columns apart by blanks under a ruled header: for long and for wide tables. */
import { type Drawing, headLines } from './grid.ts';
import { pad, truncate } from './width.ts';

/** The lines, without their ends. */
export function* plainLines({ columns, widths, rows, breaks, paint, paintHead }: Drawing): Generator<string> {
  const heads = columns.map(({ head }, index) => headLines(head, widths[index]!));
  const deep = Math.max(...heads.map((lines) => lines.length));
  for (let line = 0; line < deep; line++) {
    // The last lines stand on the rule.
    const texts = columns.map(({ side }, index) => {
      const text = heads[index]![line - deep + heads[index]!.length] ?? '';
      return paintHead(pad(truncate(text, widths[index]!), widths[index]!, side));
    });
    yield texts.join(' ').trimEnd();
  }
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
