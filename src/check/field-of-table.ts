/** Columns and tables that the project file names. */
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { type Column, type EventTable, findColumn } from '../model/schema.ts';
import type { Name } from '../project/project.ts';

/** What is wrong with a name; one that a convention gave stands nowhere. */
export function nameProblem({ span }: Name, code: string, message: string, ...help: string[]): Diagnostic {
  if (span) return problem(span, code, message, ...help);
  return { severity: 'error', code, message, ...(help.length > 0 ? { help } : {}) };
}

/** The project file names a column that the table does not have. */
function missingColumn(name: Name, table: EventTable): Diagnostic {
  const names = table.columns.map((column) => column.name);
  const known = `its columns are ${names.map((each) => `\`${each}\``).join(', ')}`;
  const message = `\`${table.name}\` has no column \`${name.name}\``;
  return nameProblem(name, 'missing-column', message, didYouMean(name.name, names) ?? known);
}

/** The column of that name; undefined where there is none, which is reported. */
export function columnNamed(name: Name, table: EventTable, report: Report): Column | undefined {
  const column = findColumn(table, name.name);
  if (!column) report(missingColumn(name, table));
  return column;
}
