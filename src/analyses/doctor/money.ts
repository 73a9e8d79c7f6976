import { readRows } from '../../evaluation/read-rows.ts';
import { rowsLetThrough } from '../../evaluation/rows-let-through.ts';
import { countOf } from '../../model/count.ts';
import type { Logic } from '../../model/logic.ts';
import type { EventTable } from '../../model/schema.ts';
import type { Leaf } from '../../model/value.ts';
import { leavesWithin } from '../../model/walk.ts';
import { namesCurrency } from '../../setup/currency.ts';
import { withoutValue } from '../../sources/oddities.ts';
import type { Select } from '../../sql/ast.ts';
import { aggregate, ascending, binary, column, descending, integer, isNotNull } from '../../sql/build.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Check, Finding } from './finding.ts';

export const negatives: Check = {
  name: 'negative-money',
  summary: 'money below zero',
  find: async (workspace) => {
    const found: Finding[] = [];
    for (const table of workspace.schema.events) {
      if (table.value === undefined) continue;
      const { below, all } = await countBelowZero(table, table.value, workspace);
      // A table of nothing else is of what was given back.
      if (below === 0 || below === all) continue;
      const says = `${countOf(below, 'row')} of \`${table.name}\` with a \`${table.value}\` below zero`;
      const help = `refunds are taken off sums and counted as rows; \`where: { ${table.value}: { gte: 0 } }\` leaves them out`;
      found.push({
        severity: 'note',
        table: table.name,
        check: 'negative-money',
        rows: below,
        example: table.value,
        says,
        help: [help],
      });
    }
    return found;
  },
};

/** Of the rows that count. */
async function countBelowZero(
  table: EventTable,
  value: string,
  workspace: Workspace,
): Promise<{ readonly below: number; readonly all: number }> {
  const { relation, with: made } = rowsLetThrough(table, workspace);
  const isBelow = binary('<', column(value), integer(0));
  const items = [
    { expr: aggregate('count', undefined, { filter: isBelow }), as: 'below' },
    { expr: aggregate('count', undefined), as: 'all_rows' },
  ];
  const body: Select = { kind: 'select', items, from: { relation } };
  const [[below, all] = []] = await readRows(workspace, { with: made, body });
  return { below: Number(below), all: Number(all) };
}

export const withoutMoney: Check = {
  name: 'without-money',
  summary: 'rows without what they are worth',
  find: async ({ schema, facts, database, definitions }) => {
    const found: Finding[] = [];
    for (const { name: table, relation, value } of schema.events) {
      const all = facts.find((fact) => fact.table === table)?.rows;
      // Of rows that are not meant nobody expects money.
      if (value === undefined || all === undefined || definitions.filters.has(table)) continue;
      const rows = await withoutValue(relation, value, database);
      if (rows === 0) continue;
      found.push({
        severity: 2 * rows > all ? 'warning' : 'note',
        table,
        check: 'without-money',
        rows,
        example: value,
        says: `${countOf(rows, 'row')} of \`${table}\` ${rows === 1 ? 'has' : 'have'} no \`${value}\``,
        help: ['they are counted as rows and add nothing to sums; means are of the others'],
      });
    }
    return found;
  },
};

/** The values of a column of text in the rows that count, the most frequent first. */
async function valueCounts(
  table: EventTable,
  name: string,
  workspace: Workspace,
): Promise<readonly (readonly [value: string, rows: number])[]> {
  const { relation, with: made } = rowsLetThrough(table, workspace);
  const rows = aggregate('count', undefined);
  const body: Select = {
    kind: 'select',
    items: [
      { expr: column(name), as: 'value' },
      { expr: rows, as: 'row_count' },
    ],
    from: { relation },
    where: isNotNull(column(name)),
    groupBy: [column(name)],
    orderBy: [descending(rows), ascending(column(name))],
    limit: 20,
  };
  const found = await readRows(workspace, { with: made, body });
  return found.map(([value, count]) => [String(value), Number(count)]);
}

/** Whether the rows that are meant are those of some value of the column. */
function isChosen(column: string, filter: Logic<Leaf> | undefined): boolean {
  return leavesWithin(filter).some(
    (leaf) => leaf.kind === 'comparison' && leaf.left.kind === 'column' && leaf.left.name === column,
  );
}

export const currencies: Check = {
  name: 'mixed-currencies',
  summary: 'several currencies in a table with money',
  find: async (workspace) => {
    const { schema, definitions } = workspace;
    const found: Finding[] = [];
    for (const table of schema.events.filter(({ value }) => value !== undefined)) {
      const filter = definitions.filters.get(table.name);
      for (const { name } of table.columns.filter(
        (column) => column.type === 'text' && namesCurrency(column.name) && !isChosen(column.name, filter),
      )) {
        const codes = await valueCounts(table, name, workspace);
        if (codes.length < 2) continue;
        const [first] = codes;
        const rows = codes.slice(1).reduce((sum, [, count]) => sum + count, 0);
        const example = codes
          .map(([code]) => code)
          .slice(0, 4)
          .join(' ');
        const says = `\`${table.name}\` is in ${codes.length} currencies (${example}), and sums add them up as one`;
        const help = `keep one: \`where: { ${name}: ${first![0]} }\``;
        found.push({
          severity: 'error',
          table: table.name,
          check: 'mixed-currencies',
          rows,
          example,
          says,
          help: [help],
        });
      }
    }
    return found;
  },
};
