/**
 * What every dialect makes of every function, aggregate and window, in a file to be read, with what it refuses. Which
 * members it finds is held by the conformance suite.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../src/diagnostics/failure.ts';
import { listsOf } from '../../src/evaluation/membership.ts';
import { planRelation } from '../../src/evaluation/relation.ts';
import { runSql } from '../../src/evaluation/run-sql.ts';
import type { Segment } from '../../src/model/segment.ts';
import type { Dialect } from '../../src/sql/dialect.ts';
import { bigquery } from '../../src/sql/dialects/bigquery.ts';
import { shortened } from '../../src/sql/dialects/identifiers.ts';
import { dialects } from '../../src/sql/dialects/index.ts';
import { spellPattern } from '../../src/sql/dialects/pattern.ts';
import { intoTable } from '../../src/sql/into.ts';
import { visitQuery } from '../../src/sql/walk.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { openConstructs } from './constructs.ts';

const printed = join(import.meta.dirname, 'printed');
const update = process.env['SEGMENT_TEST_UPDATE'] === '1';

let workspace: Workspace;
beforeAll(async () => {
  workspace = await openConstructs();
});
afterAll(() => workspace.close());

/** The segments that it refuses, and the SQL of the others. */
async function saidIn(dialect: Dialect, segments: readonly Segment[]): Promise<string> {
  try {
    return await runSql(workspace, segments, dialect, '0');
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const refused = error.diagnostics.map(({ message }) => message);
    const rest = segments.filter(({ name }) => !refused.some((message) => message.startsWith(`\`${name}\``)));
    expect(rest.length).toBeLessThan(segments.length);
    return `${refused.map((message) => `-- refused: ${message}\n`).join('')}${await saidIn(dialect, rest)}`;
  }
}

describe('a dialect', () => {
  it.each(dialects.map((dialect) => [dialect.name, dialect] as const))('%s', async (name, dialect) => {
    expect(workspace.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    const text = await saidIn(dialect, workspace.asked);
    const path = join(printed, `${name}.sql`);
    if (update) writeFileSync(path, text);
    expect(existsSync(path) ? readFileSync(path, 'utf8') : '').toEqual(text);
  });
});

it('the segments make use of every function, aggregate and window that lists are made of', async () => {
  const used = new Set<string>();
  const { query } = await planRelation(workspace, listsOf(workspace.asked));
  visitQuery(query, (node) => {
    if (node.kind === 'call' || node.kind === 'aggregate' || node.kind === 'window') used.add(node.name);
  });
  const elsewhere = [
    ...['least', 'ln', 'exp', 'round', 'first', 'ntile'], // models and analyses
    ...['has-bit', 'count-true'], // lists that were made
    ...['nullif', 'clean-key', 'list-presence', 'replace', 'number-of', 'lag'],
  ];
  const { functions, aggregates, windows } = dialects[0]!;
  const spelled = [functions, aggregates, windows].flatMap((each) => Object.keys(each));
  expect(spelled.filter((word) => !used.has(word) && !elsewhere.includes(word))).toEqual([]);
});

describe('a pattern for another matcher', () => {
  const java = { dot: '[^\\n]', end: '\\z' };
  it.each([
    ['^.{3}@', '^[^\\n]{3}@'],
    ['\\.(?:com|org)$', '\\.(com|org)\\z'],
    ['[a-z0-9_.-]+?x', '[a-z0-9_.-]+x'],
    ['\\d{2}\\w', '[0-9]{2}[A-Za-z0-9_]'],
    ['[\\d\\-]', '[0-9\\-]'],
  ])('%s is %s', (pattern, spelled) => expect(spellPattern(pattern, java)).toBe(spelled));

  it.each(['\\b', '(?i)a', '[^a]', '[[:alpha:]]', '\\pL', 'a{2', '\\s', '(?P<n>a)'])(
    '%s is refused',
    (pattern) => expect(spellPattern(pattern, java)).toBeUndefined(),
  );
});

it('BigQuery', () => {
  expect(bigquery.literal('text', 'two\r\nlines')).toBe("'two\\r\\nlines'");
  expect(bigquery.columnName!('a.b "c" {d}')).toBe('a_b _c_ _d_');
  expect(bigquery.columnName!('ł'.repeat(200)).length).toBeLessThanOrEqual(300);
  expect([1_048_576, 1_048_577].map((bytes) => bigquery.tooLong!(bytes))).toEqual([
    undefined,
    'longer than the 1 MB that BigQuery reads: ask for fewer segments',
  ]);
});

it('a table of lists takes the place of the one before at once, where the engine can', () => {
  const of = (name: string) => intoTable('shop.lists', dialects.find((dialect) => dialect.name === name)!);
  expect(of('postgres')).toEqual({
    before: ['BEGIN;', 'CREATE TABLE shop.lists_made AS'],
    after: ['DROP TABLE IF EXISTS shop.lists;', 'ALTER TABLE shop.lists_made RENAME TO lists;', 'COMMIT;'],
  });
  expect(of('bigquery')).toEqual({ before: ['CREATE OR REPLACE TABLE shop.lists AS'], after: [] });
  expect(of('trino').before).toEqual(['DROP TABLE IF EXISTS shop.lists;', 'CREATE TABLE shop.lists AS']);
});

it('names that are too long are told apart by a digest', () => {
  const long = 'ł'.repeat(40);
  const [a, b] = [shortened(`${long}a`, 63), shortened(`${long}b`, 63)];
  expect(a).not.toBe(b);
  expect(Buffer.byteLength(a)).toBeLessThanOrEqual(63);
  expect(shortened('orders', 63)).toBe('orders');
});
