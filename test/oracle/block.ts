/** `TABLE: BLOCK` at a customer. */

import { holds } from './field-test.ts';
import { bindField, type Names } from './fields.ts';
import { type Measure, measureRows, measureType, measureWords } from './measures.ts';
import type { Node, NodeMap } from './node.ts';
import { asMap, asText, isMap } from './node.ts';
import { passingRows, rowMeets, withoutTable } from './rows.ts';
import { sequencePasses } from './sequences.ts';
import { identity, type Value } from './value.ts';
import type { Customer, Row } from './world.ts';

/** Whether this customer's value is among the best of the base, given how to value any customer. */
export type Rank = (
  valueFor: (customer: Customer) => Value,
  customer: Customer,
  end: 'top' | 'bottom',
  spec: Node,
) => boolean;

export function blockHolds(
  names: Names,
  table: string,
  block: Node,
  customer: Customer,
  rank: Rank,
): boolean {
  if (block === 'none') return blockRows(names, table, {}, customer).length === 0;
  const body: NodeMap = isMap(block) ? block : {};
  const rows = blockRows(names, table, body, customer);
  if (body['same'] === undefined) return measuresHold(names, table, body, customer, rows, rank);
  const groups = groupBy(names, table, asText(body['same']), customer, rows);
  return groups.some((group) => measuresHold(names, table, body, customer, group, rank));
}

/** The rows that pass: where, picks, having, windows and sequences. */
export function blockRows(names: Names, table: string, block: Node, customer: Customer): readonly Row[] {
  const rows = passingRows(names, table, block, customer);
  const body: NodeMap = isMap(block) ? block : {};
  if (body['then'] === undefined && body['then_not'] === undefined) return rows;
  return rows.filter((row) => sequencePasses(names, table, body, customer, row));
}

function groupBy(
  names: Names,
  table: string,
  field: string,
  customer: Customer,
  rows: readonly Row[],
): readonly Row[][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const value = bindField({ ...names, table }, field).read({ customer, row });
    if (value !== null) groups.set(identity(value), [...(groups.get(identity(value)) ?? []), row]);
  }
  return [...groups.values()];
}

function measuresHold(
  names: Names,
  table: string,
  body: NodeMap,
  customer: Customer,
  rows: readonly Row[],
  rank: Rank,
): boolean {
  const words = measureWords.filter((word) => body[word] !== undefined);
  if (words.length === 0 && body['every'] === undefined) return rows.length > 0;
  const everyHolds =
    body['every'] === undefined ||
    (rows.length > 0 && rows.every((row) => rowMeets({ ...names, table }, body['every']!, customer, row)));
  return everyHolds && words.every((word) => measureHolds(names, table, body, word, customer, rows, rank));
}

function measureHolds(
  names: Names,
  table: string,
  body: NodeMap,
  word: string,
  customer: Customer,
  rows: readonly Row[],
  rank: Rank,
): boolean {
  const { measure, test } = separateMeasure(word, body[word]!, body);
  const valueFor = (other: Customer) =>
    measureRows(names, table, measure, other, blockRows(names, table, body, other));
  return holds(test, measureType(names, table, measure), measureRows(names, table, measure, customer, rows), {
    moment: names.world.moment,
    read: (name) => bindField(withoutTable(names), name).read({ customer }),
    rank: (end, spec) => {
      if (body['same'] !== undefined) throw new Error('a rank within groups');
      return rank(valueFor, customer, end, spec);
    },
  });
}

/** `{ of: X, TEST }` into the measure and its test; `TEST` alone where nothing is named. */
function separateMeasure(word: string, node: Node, block: NodeMap): { measure: Measure; test: Node } {
  if (word === 'delay') {
    const [[of, test] = []] = Object.entries(asMap(node));
    return { measure: { word, of: of!, block }, test: test! };
  }
  const { of, ...test } = isMap(node) ? node : {};
  if (of === undefined) return { measure: { word }, test: node };
  return { measure: { word, of }, test };
}
