import { isHistory } from '../history/files.ts';
import { forgetCustomers } from '../history/forget.ts';
import { counted, countOf } from '../model/count.ts';
import { defineCommand } from '../program/command.ts';
import { withHistory } from '../program/history-session.ts';
import { lockOptions, projectOptions } from '../program/options.ts';
import { cacheFolder } from '../sources/cache-folder.ts';
import { cleanValues } from '../sources/values-folder.ts';

const { project, data } = projectOptions;

export const forget = defineCommand({
  name: 'forget',
  summary: 'erases customers from the history',
  details: [
    'Removes the customers of these keys from every recorded list, on the disk too, and counts the recorded sizes again without them. What the cache keeps of all customers is removed too. The data files and lists that were written elsewhere are not touched: while a file still names a customer, the next recorded run will again.',
  ],
  arguments: [{ name: 'KEYS', says: 'customer keys', many: true }],
  options: { project, data, ...lockOptions },
  examples: [
    { command: 'segment forget 00042', says: 'one customer' },
    { command: 'segment forget 00042 00043 --lock-wait 300', says: 'two, once a long run is done' },
  ],
  run: async (context, keys, options) => {
    const gone = await withHistory(context, options, async ({ project, database, lockWait }) => {
      cleanValues(cacheFolder(project.folder));
      const { history } = project;
      return isHistory(history) ? forgetCustomers(database, history, keys, lockWait) : 0;
    });
    const others = new Set(keys).size - gone;
    if (gone > 0) context.say('forgot', `forgot ${countOf(gone, 'customer')}`, { customers: gone });
    if (others > 0) {
      const noun = others === 1 ? 'customer' : 'customers';
      const message = `the history holds no ${noun} of ${counted(others)} of the keys`;
      context.say('not-in-history', message, { keys: others });
    }
  },
});
