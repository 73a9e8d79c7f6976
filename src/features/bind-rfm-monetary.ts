/** What M is, of the columns of a table. */
import type { Report } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import { alternatives, didYouMean } from '../diagnostics/suggest.ts';
import type { RfmMonetarySyntax } from '../language/models/rfm.ts';
import type { ScalarSyntax } from '../language/syntax.ts';
import type { EventTable } from '../model/schema.ts';
import type { RfmMonetary } from './rfm-model.ts';

export function bindMonetary(
  syntax: RfmMonetarySyntax,
  table: EventTable,
  report: Report,
): RfmMonetary | undefined {
  if (syntax.kind === 'none' || syntax.kind === 'count') return syntax;
  const { kind, column, span } = syntax;
  if (column) return isNumeric(column, table, report) ? { kind, column: column.text } : undefined;
  if (table.value !== undefined) return { kind, column: table.value };
  const message = `\`${table.name}\` has no \`value\`, so there is no money to ${kind}`;
  report(problem(span, 'no-value', message, `name the column: \`monetary: { ${kind}: COLUMN }\``));
  return undefined;
}

function isNumeric(column: ScalarSyntax, table: EventTable, report: Report): boolean {
  const numbers = table.columns.filter(({ type }) => ['integer', 'decimal', 'float'].includes(type));
  const names = numbers.map(({ name }) => name);
  if (names.includes(column.text)) return true;
  const message = `\`${table.name}\` has no column of numbers \`${column.text}\``;
  const near = didYouMean(column.text, names);
  const help = near ?? (names.length > 0 ? `it has ${alternatives(names)}` : undefined);
  report(problem(column.span, 'unknown-field', message, ...(help === undefined ? [] : [help])));
  return false;
}
