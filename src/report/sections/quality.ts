import { examine } from '../../analyses/doctor/doctor.ts';
import { failure } from '../../diagnostics/failure.ts';
import { counted } from '../../model/count.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { type Edition, isLarge } from '../edition.ts';
import type { Section } from '../section.ts';

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
      rows: findings.map(({ severity, table, rows: count, says }) => [severity, table, count, says]),
    } as const;
    return { lead: [], parts: [{ answer: { rows } }] };
  },
};

/** Definitions that nobody asked for are not looked at. */
function ofTheReport({ workspace, segments }: Edition): Workspace {
  const names = new Set(segments.map(({ name }) => name));
  const { definitions } = workspace;
  const looked = definitions.segments.map((each) =>
    names.has(each.name) ? each : { ...each, enabled: false },
  );
  return { ...workspace, definitions: { ...definitions, segments: looked } };
}
