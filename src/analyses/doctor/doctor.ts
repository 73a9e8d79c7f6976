/** What is odd in the data of a project and what it does to the lists, worst first. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Answer } from '../answer.ts';
import type { Finding, Severity } from './finding.ts';
import { checks } from './index.ts';

const order: readonly Severity[] = ['error', 'warning', 'note'];

/** Everything the checks find, by severity and then in the order of the checks. */
export async function examine(workspace: Workspace): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (const { find } of checks) found.push(...(await find(workspace)));
  return found.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

const looks = [
  { name: 'severity', kind: 'text' },
  { name: 'table', kind: 'key' },
  { name: 'check', kind: 'text' },
  { name: 'rows', kind: 'integer' },
  { name: 'example', kind: 'text' },
] as const;

/** A row a finding. What it means and what to write stands in the row for a program, and is told beside it to people. */
export function doctorAnswer(findings: readonly Finding[], reader: 'person' | 'program'): Answer {
  const row = ({ severity, table, check, rows, example }: Finding) => [severity, table, check, rows, example];
  if (reader === 'person') {
    return { rows: { columns: looks, rows: findings.map(row) }, notes: findings.map(noteOf) };
  }
  return {
    rows: {
      columns: [...looks, { name: 'says', kind: 'text' }, { name: 'help', kind: 'text' }],
      rows: findings.map((finding) => [...row(finding), placed(finding), finding.help.join('; ')]),
    },
  };
}

function noteOf({ severity, check, says, help, place }: Finding): Diagnostic {
  const odd = severity === 'error' ? 'warning' : severity;
  return { severity: odd, code: check, message: says, help, ...(place === undefined ? {} : { place }) };
}

/** `orders.csv row 42, column total: …` */
function placed({ says, place }: Finding): string {
  if (place === undefined) return says;
  const row = place.row === undefined ? '' : ` row ${place.row}`;
  return `${place.file}${row}${place.column === undefined ? '' : `, column ${place.column}`}: ${says}`;
}

/** What stands in the way of loading the data, as findings. */
export function failureFindings(diagnostics: readonly Diagnostic[]): readonly Finding[] {
  return diagnostics.map(({ code, message, help = [], place }) => ({
    severity: 'error',
    table: place?.file ?? '',
    check: code,
    rows: 1,
    example: [place?.row === undefined ? '' : `row ${place.row}`, place?.column ?? ''].join(' ').trim(),
    says: message,
    help,
    ...(place === undefined ? {} : { place }),
  }));
}
