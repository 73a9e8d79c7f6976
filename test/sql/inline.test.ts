/** Common tables that are written where they are read: the lists are the same, and groups are made of tables themselves. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../../src/evaluation/run-sql.ts';
import type { Dialect } from '../../src/sql/dialect.ts';
import { clickhouse } from '../../src/sql/dialects/clickhouse.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { openConstructs } from './constructs.ts';

let workspace: Workspace;
beforeAll(async () => {
  workspace = await openConstructs();
});
afterAll(() => workspace.close());

describe('what a common table chooses', () => {
  it('is the same rows where it is read', async () => {
    const here = workspace.dialect;
    const there: Dialect = { ...here, inlines: true };
    const [apart, within] = await Promise.all(
      [here, there].map((dialect) => runSql(workspace, workspace.asked, dialect, '0')),
    );
    expect(within).not.toBe(apart);
    const rows = await workspace.database.rows(apart!.replace(/;\n$/, ''));
    expect(rows.length).toBeGreaterThan(30);
    expect(await workspace.database.rows(within!.replace(/;\n$/, ''))).toEqual(rows);
  });

  it('is grouped where it lies', async () => {
    const grouped = workspace.asked.filter(({ name }) => ['medians', 'windows', 'different'].includes(name));
    const sql = await runSql(workspace, grouped, clickhouse, '0');
    expect(sql).toMatch(/FROM orders( AS orders)?\n +WHERE [^;]*?\n +GROUP BY nullIf\(trimBoth/);
    expect(sql).not.toMatch(/orders_(read|rows)/);
  });
});
