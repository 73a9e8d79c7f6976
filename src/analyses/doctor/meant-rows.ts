import { tablesWithoutMeantRows } from '../../evaluation/meant-rows.ts';
import type { Check } from './finding.ts';

export const meantRows: Check = {
  name: 'no-meant-rows',
  summary: 'tables of whose rows `where` keeps none',
  find: async (workspace) => {
    const found = await tablesWithoutMeantRows(workspace);
    return found.map(({ help, ...rest }) => ({
      ...rest,
      severity: 'error',
      check: 'no-meant-rows',
      example: 'where',
      help: [help],
    }));
  },
};
