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

/** A row a finding; what it means and what to write is told beside. */
export function doctorAnswer(findings: readonly Finding[]): Answer {
  return {
    rows: {
      columns: [
        { name: 'severity', kind: 'text' },
        { name: 'table', kind: 'key' },
        { name: 'check', kind: 'text' },
        { name: 'rows', kind: 'integer' },
        { name: 'example', kind: 'text' },
      ],
      rows: findings.map(({ severity, table, check, rows, example }) => [
        severity,
        table,
        check,
        rows,
        example,
      ]),
    },
    notes: findings.map(
      ({ severity, check, says, help, place }): Diagnostic => ({
        severity: severity === 'error' ? 'warning' : severity,
        code: check,
        message: says,
        help,
        ...(place === undefined ? {} : { place }),
      }),
    ),
  };
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
