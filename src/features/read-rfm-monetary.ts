/** What M is, in the project file. */
import type { Report } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import { alternatives, didYouMean } from '../diagnostics/suggest.ts';
import type { EventTable } from '../model/schema.ts';
import { choiceOf, expected, type Fields, fieldsOf, scalarOf } from '../yaml/fields.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { RfmMonetary } from './rfm-model.ts';

/** `sum`, `average`, `none`, `{ sum: COLUMN }`, `{ average: COLUMN }` or `{ count: ROWTEST }`. */
export function readMonetary(
  node: YamlNode | undefined,
  table: EventTable,
  report: Report,
): RfmMonetary | undefined {
  if (!node) return undefined;
  if (node.kind !== 'map') {
    const kind = choiceOf(node, ['sum', 'average', 'none'], report, 'monetary');
    if (kind === undefined || kind === 'none') return kind && { kind };
    if (table.value !== undefined) return { kind, column: table.value };
    const message = `\`${table.name}\` has no \`value\`, so there is no money to ${kind}`;
    report(problem(node.span, 'no-value', message, `name the column: \`monetary: { ${kind}: COLUMN }\``));
    return undefined;
  }
  const fields = fieldsOf(node, ['sum', 'average', 'count'], report, 'monetary');
  if (!fields) return undefined;
  if (node.entries.length > 1) return expected('one of `sum`, `average`, `count`', node, report, 'monetary');
  const where = fields.get('count');
  if (where) return { kind: 'count', where };
  return readColumn(fields.has('sum') ? 'sum' : 'average', fields, table, report);
}

function readColumn(kind: 'sum' | 'average', fields: Fields, table: EventTable, report: Report) {
  const column = scalarOf(fields.get(kind), report, kind);
  if (!column) return undefined;
  const numbers = table.columns.filter(({ type }) => ['integer', 'decimal', 'float'].includes(type));
  const names = numbers.map(({ name }) => name);
  if (names.includes(column.text)) return { kind, column: column.text };
  const message = `\`${table.name}\` has no column of numbers \`${column.text}\``;
  const near = didYouMean(column.text, names);
  const help = near ?? (names.length > 0 ? `it has ${alternatives(names)}` : undefined);
  report(problem(column.span, 'unknown-field', message, ...(help === undefined ? [] : [help])));
  return undefined;
}
