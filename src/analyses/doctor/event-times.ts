import { wallBoundary } from '../../model/calendar.ts';
import { counted, countOf } from '../../model/count.ts';
import { type Column, findColumn } from '../../model/schema.ts';
import {
  createdSince,
  driedColumns,
  longestSilence,
  type TimedTable,
  timeOddities,
  tireless,
} from '../../sources/oddities.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Check, Finding } from './finding.ts';

/** The as-of on the clock of the table's time. */
function asOfOf({ asOf }: Workspace, column: Column): string {
  return column.clock === 'utc' ? asOf.instant.replace('Z', '') : wallBoundary(asOf.instant, asOf.zone);
}

interface Timed {
  readonly table: TimedTable;
  readonly before: string;
  readonly column: Column;
}

function timedTables(workspace: Workspace): readonly Timed[] {
  return workspace.schema.events.flatMap((table) => {
    const column = table.time === undefined ? undefined : findColumn(table, table.time);
    if (table.time === undefined || !column) return [];
    return [{ table: { ...table, time: table.time }, column, before: asOfOf(workspace, column) }];
  });
}

async function everyTimed(
  workspace: Workspace,
  find: (timed: Timed) => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (const timed of timedTables(workspace)) found.push(...(await find(timed)));
  return found;
}

export const eventTimes: Check = {
  name: 'event-times',
  summary: 'rows after the as-of, before the year 2000, and times that are all midnight',
  find: (workspace) =>
    everyTimed(workspace, async ({ table, before, column }) => {
      const { rows, future, ancient, midnight } = await timeOddities(table, before, workspace.database);
      const odd = (check: string, count: number, says: string, help: string): readonly Finding[] =>
        count === 0
          ? []
          : [
              {
                severity: 'warning',
                table: table.name,
                check,
                rows: count,
                example: table.time,
                says,
                help: [help],
              },
            ];
      return [
        ...odd(
          'future-times',
          future,
          `${countOf(future, 'row')} of \`${table.name}\` at or after the as-of, which ${future === 1 ? 'does' : 'do'} not count`,
          'look from a later day with `--as-of`, or correct the clock of what writes them',
        ),
        ...odd(
          'ancient-times',
          ancient,
          `${countOf(ancient, 'row')} of \`${table.name}\` from before the year 2000`,
          'a missing time written as 1970 or 1900 is `null_values: [...]`; another form is `date_format: ...`',
        ),
        ...odd(
          'timeless-stamps',
          column.type === 'time' && rows >= 20 && midnight === rows ? rows : 0,
          `every \`${table.time}\` of \`${table.name}\` is midnight: they are days and not times`,
          `say so: \`columns: { ${table.time}: { type: date } }\``,
        ),
      ];
    }),
};

export const futureCustomers: Check = {
  name: 'future-customers',
  summary: 'customers of after the as-of',
  find: async (workspace) => {
    const { customers } = workspace.schema;
    const { created, relation } = customers;
    const column = created === undefined ? undefined : findColumn(customers, created);
    if (created === undefined || !column) return [];
    const rows = await createdSince({ relation, created }, asOfOf(workspace, column), workspace.database);
    if (rows === 0) return [];
    return [
      {
        severity: 'warning',
        table: 'customers',
        check: 'future-customers',
        rows,
        example: created,
        says: `${countOf(rows, 'customer')} whose \`${created}\` is at or after the as-of, and who ${rows === 1 ? 'is' : 'are'} in no list`,
        help: ['look from a later day with `--as-of`, or correct the clock of what writes them'],
      },
    ];
  },
};

export const silences: Check = {
  name: 'silences',
  summary: 'days or weeks without any row, much longer than usual',
  find: (workspace) =>
    everyTimed(workspace, async ({ table, before }) => {
      const silence = await longestSilence(table, before, workspace.database);
      if (!silence || silence.active < 30 || silence.days < Math.max(7, 5 * (silence.usual + 1))) return [];
      const says = `\`${table.name}\` has no row for ${counted(silence.days)} days after ${silence.after}, and is usually silent for at most ${counted(silence.usual)}`;
      const help = 'is a file of that time missing? Windows over it find nobody';
      return [
        {
          severity: 'warning',
          table: table.name,
          check: 'silence',
          rows: silence.days,
          example: silence.after,
          says,
          help: [help],
        },
      ];
    }),
};

export const robots: Check = {
  name: 'robots',
  summary: 'customers with a row on nearly every day for two months and more',
  find: (workspace) =>
    everyTimed(workspace, async ({ table }) => {
      const found = await tireless(table, workspace.database);
      if (found === 0) return [];
      const whose = found === 1 ? 'customer has' : 'customers have';
      const says = `${counted(found)} ${whose} a row in \`${table.name}\` on nearly every day`;
      const help = `test accounts and scripts belong in \`suppress\`: a segment \`{ ${table.name}: { days: { gte: 60 } } }\` finds them`;
      return [
        {
          severity: 'note',
          table: table.name,
          check: 'robots',
          rows: found,
          example: table.customer,
          says,
          help: [help],
        },
      ];
    }),
};

export const driedUp: Check = {
  name: 'dried-up-columns',
  summary: 'columns that were filled and went empty in the last 30 days',
  find: (workspace) =>
    everyTimed(workspace, async ({ table }) => {
      const names = table.columns.filter(({ nullable }) => nullable).map(({ name }) => name);
      const dried = await driedColumns(table, names, workspace.database);
      return dried.map((name) => ({
        severity: 'warning',
        table: table.name,
        check: 'dried-up-column',
        rows: 0,
        example: name,
        says: `\`${name}\` of \`${table.name}\` was filled and is empty in the last 30 days`,
        help: ['conditions on it find nobody new; has the export changed?'],
      }));
    }),
};
