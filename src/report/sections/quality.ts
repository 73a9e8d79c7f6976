import { examine } from '../../analyses/doctor/doctor.ts';
import type { Section } from '../section.ts';

export const quality: Section = {
  name: 'quality',
  title: 'Whether the data can be trusted',
  says: 'what `segment doctor` finds odd, and what it does to the lists',
  write: async ({ workspace }) => {
    const findings = await examine(workspace);
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
