import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { EventTable } from '../model/schema.ts';
import type { Name } from '../project/project.ts';

/** The project file names a column that the table does not have. */
export function missingColumn({ name, span }: Name, table: EventTable): Diagnostic {
  const names = table.columns.map((column) => column.name);
  const help = didYouMean(name, names) ?? `its columns are ${names.map((each) => `\`${each}\``).join(', ')}`;
  const message = `\`${table.name}\` has no column \`${name}\``;
  if (span) return problem(span, 'missing-column', message, help);
  return { severity: 'error', code: 'missing-column', message, help: [help] };
}
