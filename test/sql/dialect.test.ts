/** A dialect as the recipe adds one: what it does not spell is refused, and nothing of DuckDB's own is printed. */
import { describe, expect, it } from 'vitest';
import type { Failure } from '../../src/diagnostics/failure.ts';
import { runSql } from '../../src/evaluation/run-sql.ts';
import type { BinaryOperator } from '../../src/sql/ast.ts';
import { aggregate, binary, call, cast, column, integer, text } from '../../src/sql/build.ts';
import { common, type Dialect } from '../../src/sql/dialect.ts';
import { duckdb } from '../../src/sql/dialects/duckdb.ts';
import { printQuery } from '../../src/sql/print.ts';
import { withShop } from '../workspace/project.ts';

const added: Dialect = { ...common, name: 'added', verified: 'read only' };

const print = (expr: Parameters<typeof binary>[1], dialect: Dialect) =>
  printQuery({ with: [], body: { kind: 'select', items: [{ expr, as: 'x' }] } }, dialect);

describe('a dialect that is only the standard', () => {
  it.each([
    ['matches', call('matches', column('a'), text('x'))],
    ['days-between', call('days-between', column('a'), column('b'))],
    ['md5-bucket', call('md5-bucket', column('a'))],
    ['%', binary('%', column('a'), integer(2))],
    ['//', binary('//', column('a'), integer(2))],
    ['median', aggregate('median', column('a'))],
    ['text-list', cast(column('a'), 'text-list')],
    ['lists', { kind: 'list-map', list: column('a'), each: column('item') } as const],
    ['duckdb', { kind: 'verbatim', engine: 'duckdb', text: 'a > 1' } as const],
  ])('refuses %s, however deep it stands', (name, expr) => {
    for (const within of [expr, call('coalesce', binary('=', expr, expr), column('b'))]) {
      expect(() => print(within, added)).toThrow(name);
      expect(print(within, duckdb)).toContain('SELECT');
    }
    const query = {
      with: [],
      body: { kind: 'select', items: [{ expr, as: 'x' }], from: { relation: 't' } } as const,
    };
    const looked = { kind: 'in-query', item: column('a'), query } as const;
    expect(() => print(looked, added)).toThrow(name);
  });

  it('spells differences and quotients of its own, with an operator or as a function', () => {
    const own: Dialect = {
      ...added,
      operators: { ...common.operators, '%': (left, right) => `MOD(${left}, ${right})`, '//': 'DIV' },
    };
    const both = (operator: BinaryOperator) =>
      binary(operator, binary('+', column('a'), integer(1)), integer(2));
    expect(print(binary('*', both('%'), integer(3)), own)).toContain('MOD(a + 1, 2) * 3');
    expect(print(both('//'), own)).toContain('(a + 1) DIV 2');
  });

  it('refuses what is its own to refuse', () => {
    const strict: Dialect = {
      ...added,
      refuses: (node) => (node.kind === 'literal' && node.text === '' ? 'empty texts' : undefined),
    };
    expect(() => print(call('lower', text('')), strict)).toThrow('empty texts');
    expect(print(call('lower', text('a')), strict)).toContain("LOWER('a')");
  });

  it('prints segments it has words for, and refuses the others by name and place', async () => {
    const files = {
      'segments/all.yaml': `segments:
  - { name: polish, where: { country: PL } }
  - { name: long, where: { sql: { duckdb: "length(email) > 3" } } }
  - { name: starts, where: { country: { starts_with: P } } }
`,
    };
    await withShop(files, async ({ workspace }) => {
      const named = (...names: string[]) => workspace.asked.filter(({ name }) => names.includes(name));
      expect(await runSql(workspace, named('polish'), added, '0')).toContain("country = 'PL'");
      const refused = await runSql(workspace, workspace.asked, added, '0').catch((error: unknown) => error);
      expect((refused as Failure).diagnostics.map(({ message }) => message)).toEqual([
        '`long` cannot be said in added, which has no words for SQL that is written for `duckdb`',
        '`starts` cannot be said in added, which has no words for `starts-with`',
      ]);
      expect(
        (refused as Failure).diagnostics.every(({ span }) => span?.source.name === 'segments/all.yaml'),
      ).toBe(true);
    });
  });
});
