import { examine } from '../../analyses/doctor/doctor.ts';
import type { Finding } from '../../analyses/doctor/finding.ts';
import { checks } from '../../analyses/doctor/index.ts';
import { failure } from '../../diagnostics/failure.ts';
import { counted } from '../../model/count.ts';
import { isFew } from '../../stats/suppression.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { type Edition, isLarge } from '../edition.ts';
import type { Section } from '../section.ts';
import { withholding } from '../small-cells.ts';

export const quality: Section = {
  name: 'quality',
  title: 'Whether the data can be trusted',
  says: 'what `segment doctor` finds odd, and what it does to the lists',
  write: async (edition) => {
    if (isLarge(edition)) {
      const customers = counted(edition.people.base);
      throw failure(
        2,
        'large',
        `looking at every table of ${customers} customers takes longer than their lists: \`segment doctor\` does, or \`--sections quality\``,
      );
    }
    const findings = await examine(ofTheReport(edition));
    if (findings.length === 0) return { lead: ['nothing odd was found in any table'], parts: [] };
    const rows = {
      columns: [
        { name: 'severity', kind: 'text' },
        { name: 'table', kind: 'key' },
        { name: 'rows', kind: 'integer' },
        { name: 'what it is', kind: 'prose' },
      ],
      rows: findings.map((finding) => {
        const { severity, table, rows: count } = finding;
        return [severity, table, count === 0 ? null : count, wordsOf(finding, edition).replaceAll('`', '')];
      }),
    } as const;
    const few = findings.flatMap((finding, row) =>
      isFew(finding.rows, edition.minCell) ? [[row, 2] as const] : [],
    );
    return { lead: [], parts: [{ answer: { rows: withholding(rows, few) } }] };
  },
};

/** Sentences of few rows name their number: what was looked for stands in their place. */
function wordsOf({ check, rows, says }: Finding, { minCell }: Edition): string {
  if (!isFew(rows, minCell)) return says;
  const what = checks.find(({ name }) => name === check)?.summary ?? check.replaceAll('-', ' ');
  return `fewer than ${minCell} rows: ${what}`;
}

/** Definitions that nobody asked for are not looked at. */
function ofTheReport({ workspace, segments }: Edition): Workspace {
  const names = new Set(segments.map(({ name }) => name));
  const { definitions } = workspace;
  const looked = definitions.segments.map((each) =>
    names.has(each.name) ? each : { ...each, enabled: false },
  );
  return { ...workspace, definitions: { ...definitions, segments: looked } };
}
