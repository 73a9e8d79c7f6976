import { differingColumns } from '../../evaluation/differing-columns.ts';
import type { Check } from './finding.ts';

export const differing: Check = {
  name: 'differs-within-key',
  summary: 'columns of made rows that differ among the rows of one key',
  find: async (workspace) => {
    const found = await differingColumns(workspace);
    return found.map(({ table, column, keys, says, help }) => ({
      severity: 'warning',
      table,
      check: 'differs-within-key',
      rows: keys,
      example: column,
      says,
      help: [help],
    }));
  },
};
