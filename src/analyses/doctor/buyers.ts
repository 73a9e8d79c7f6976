import { counted, countOf } from '../../model/count.ts';
import { countDoers, onlyValues } from '../../sources/odd-text.ts';
import type { Check, Finding } from './finding.ts';

/** Fewer rows may be alike by chance. */
const FEWEST = 20;

export const oneValue: Check = {
  name: 'one-value',
  summary: 'times and money that are the same in every row',
  find: async ({ schema, facts, database }) => {
    const { customers, events } = schema;
    const found: Finding[] = [];
    for (const { name: table, relation, asked } of [
      { ...customers, asked: [customers.created] },
      ...events.map((each) => ({ ...each, asked: [each.time, each.value] })),
    ]) {
      const rows = facts.find((fact) => fact.table === table)?.rows ?? 0;
      const columns = rows < FEWEST ? [] : asked.filter((name) => name !== undefined);
      const are = await onlyValues(relation, columns, database);
      for (const column of columns.filter((_, index) => are[index])) {
        found.push({
          severity: 'warning',
          table,
          check: 'one-value',
          rows,
          example: column,
          says: `all ${counted(rows)} rows of \`${table}\` have one \`${column}\``,
          help: ['is it when, or what, somebody exported? windows and ranks by it tell nobody from anybody'],
        });
      }
    }
    return found;
  },
};

export const withoutOrders: Check = {
  name: 'without-orders',
  summary: 'most customers without a row where money is',
  find: async ({ schema, project, database }) => {
    const isOthers = (name: string): boolean => name !== project.customers.from?.name;
    const found: Finding[] = [];
    for (const table of schema.events.filter(({ name, value }) => value !== undefined && isOthers(name))) {
      const { customers, doers } = await countDoers(table, schema.customers, database);
      const rows = customers - doers;
      // Where nobody has one, the keys do not meet, which is said by itself.
      if (customers < FEWEST || doers === 0 || rows <= customers / 2) continue;
      found.push({
        severity: 'note',
        table: table.name,
        check: 'without-orders',
        rows,
        example: '',
        says: `${counted(rows)} of ${countOf(customers, 'customer')} have no row in \`${table.name}\``,
        help: ['nothing to do where they only signed up; else, are all files of it there?'],
      });
    }
    return found;
  },
};
