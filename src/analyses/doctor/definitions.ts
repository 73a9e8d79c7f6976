import { countedWarnings } from '../../evaluation/counts.ts';
import type { Check } from './finding.ts';

export const definitions: Check = {
  name: 'definitions',
  summary: 'segments that hold nobody or everybody, and tests that missing values sway',
  find: async (workspace) => {
    if (workspace.diagnostics.some(({ severity }) => severity === 'error')) return [];
    const segments = workspace.definitions.segments.filter(({ enabled }) => enabled);
    const warnings = segments.length === 0 ? [] : await countedWarnings(workspace, segments);
    return warnings.map(({ code, message, help = [], span }) => ({
      severity: 'warning',
      table: span?.source.name ?? '',
      check: code,
      rows: 0,
      example: '',
      says: message,
      help,
    }));
  },
};
