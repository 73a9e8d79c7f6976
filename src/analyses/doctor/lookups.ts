import { unmatchedLookups } from '../../workspace/unmatched-lookups.ts';
import type { Check } from './finding.ts';

export const lookups: Check = {
  name: 'unmatched-lookup',
  summary: 'lookups of which no row finds what it names',
  find: async (workspace) => {
    const found = await unmatchedLookups(workspace);
    return found.map(({ table, lookup, says, help }) => ({
      severity: 'error',
      table,
      check: 'unmatched-lookup',
      rows: workspace.facts.find((facts) => facts.table === table)?.rows ?? 0,
      example: lookup.name,
      says,
      help: [help],
    }));
  },
};
