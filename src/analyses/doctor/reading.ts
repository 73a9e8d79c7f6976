import { tablesOf } from '../../model/schema.ts';
import { mixedDates } from '../../sources/oddities.ts';
import type { Check, Finding } from './finding.ts';

/** What checks of their own count, and what is no oddity of the data. */
const elsewhere: ReadonlySet<string> = new Set([
  'rows-of-nobody',
  'rows-left-out',
  'rows-skipped',
  'rows-united',
  'rows-superseded',
  'unknown-customers',
  'no-cache',
  'foreign-cache',
]);

/** `9+` and `>99` are the open end of a scale that somebody chose. */
const OPEN_END = /^(9+\+|[<>≤≥]=? ?9+)$/;

export const reading: Check = {
  name: 'reading',
  summary:
    'columns that are text for a few cells, dates that can be read in two ways, consent that nobody gives',
  find: async ({ diagnostics, files }) => {
    const definitions = new Set(files.map(({ source }) => source.name));
    return diagnostics
      .filter(({ severity, code, span, facts }) => {
        const isOfData = !span || !definitions.has(span.source.name);
        const isScale = OPEN_END.test(String(facts?.['shape']));
        return isOfData && severity === 'warning' && !elsewhere.has(code) && !isScale;
      })
      .map(
        ({ code, message, help = [], place, facts }): Finding => ({
          severity: 'warning',
          table: String(facts?.['table'] ?? place?.file ?? ''),
          check: code,
          rows: Number(facts?.['rows'] ?? 0),
          example: place?.column ?? '',
          says: message,
          help,
          ...(place === undefined ? {} : { place }),
        }),
      );
  },
};

export const dateForms: Check = {
  name: 'two-date-forms',
  summary: 'columns of dates in several forms',
  find: async ({ schema, database }) => {
    const found: Finding[] = [];
    for (const table of tablesOf(schema)) {
      const names = table.columns.flatMap(({ name, type }) => (type === 'text' ? [name] : []));
      for (const { column, forms, rows } of await mixedDates(table.relation, names, database)) {
        found.push({
          severity: 'warning',
          table: table.name,
          check: 'two-date-forms',
          rows,
          example: column,
          says: `\`${column}\` of \`${table.name}\` has dates in ${forms.length} forms, so it is text: ${forms.join(' and ')}`,
          help: [
            `say all of them: \`columns: { ${column}: { type: date, date_format: [${forms.join(', ')}] } }\``,
          ],
        });
      }
    }
    return found;
  },
};
