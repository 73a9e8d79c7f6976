/** Rows that cannot be read, in words: a line for each reason and column. */
import type { UnreadableRow } from './csv-rows.ts';
import { counted, type TableContext } from './table-context.ts';

/** An error for each reason, or one warning where `on_error: skip` accepts the loss. */
export function reportUnreadable(rows: readonly UnreadableRow[], context: TableContext): void {
  if (rows.length === 0) return;
  if (context.source.onError === 'skip') {
    reportSkipped(rows, context);
    return;
  }
  const groups = new Map<string, UnreadableRow[]>();
  for (const row of rows) {
    const cause = [row.file, row.column, row.reason].join('\n');
    const group = groups.get(cause);
    if (group) group.push(row);
    else groups.set(cause, [row]);
  }
  for (const [index, group] of [...groups.values()].entries()) {
    const { file, row, column, reason } = group[0]!;
    const more =
      group.length > 1
        ? [
            `so ${group.length > 2 ? 'are' : 'is'} ${counted(group.length - 1, 'more row')}: ${numbersOf(group.slice(1))}`,
          ]
        : [];
    const help = index === 0 ? ['mend the file, or leave such rows out with `on_error: skip`'] : [];
    context.problems.fail({
      code: 'unreadable-row',
      message: `row ${row} cannot be read: ${reason}`,
      place: { file, row, ...(column ? { column } : {}) },
      help: [...more, ...help],
    });
  }
}

const SHOWN = 10;

function numbersOf(rows: readonly UnreadableRow[]): string {
  const numbers = rows.slice(0, SHOWN).map(({ row }) => row);
  return `${numbers.join(', ')}${rows.length > SHOWN ? ' …' : ''}`;
}

function reportSkipped(rows: readonly UnreadableRow[], { name, report }: TableContext): void {
  const { file, row, reason } = rows[0]!;
  report({
    severity: 'warning',
    code: 'rows-skipped',
    message: `${counted(rows.length, 'row')} of \`${name}\` could not be read and ${rows.length === 1 ? 'is' : 'are'} left out; the first: ${reason}`,
    place: { file, row },
  });
}
