/** Which rows of a block are meant, picked, and pass. */

import { holds } from './field-test.ts';
import { bindField, type Names } from './fields.ts';
import { meets } from './logic.ts';
import type { Node, NodeMap } from './node.ts';
import { asText, isMap } from './node.ts';
import { compareBytes, identity } from './value.ts';
import { inWindows, windowWords } from './windows.ts';
import type { Customer, Events, Row } from './world.ts';
import { momentIn } from './world.ts';

/** A row test: a condition over one row of the table in `names`. */
export function rowMeets(names: Names, test: Node, customer: Customer, row: Row): boolean {
  const scope = { customer, row };
  const read = (name: string) => bindField(names, name).read(scope);
  return meets(test, (name, body) => {
    const field = bindField(names, name);
    return holds(body, field.type, field.read(scope), { moment: names.world.moment, read });
  });
}

/** The customer's rows that pass everything of the block but its sequences, in no order. */
export function passingRows(names: Names, table: string, block: Node, customer: Customer): readonly Row[] {
  const inTable: Names = { ...names, table };
  const events = names.world.events.get(table)!;
  const test = (condition: Node | undefined) => (row: Row) =>
    condition === undefined || rowMeets(inTable, condition, customer, row);
  const body: NodeMap = isMap(block) ? block : {};
  const meant = names.world.rowsOf(table, customer).filter(test(events.where)).filter(test(body['where']));
  return pick(meant, body, events, names)
    .filter(test(body['having']))
    .filter((row) => rowInWindows(names, events, body, customer, row));
}

function rowInWindows(names: Names, events: Events, body: NodeMap, customer: Customer, row: Row): boolean {
  if (windowWords.every((word) => body[word] === undefined)) return true;
  const read = (name: string) => bindField(withoutTable(names), name).read({ customer });
  return inWindows(row.get(timeOf(events)) ?? null, body, names.world.moment, read);
}

/** Bounds of a block's windows are the customer's fields. */
export function withoutTable(names: Names): Names {
  return { world: names.world, derived: names.derived };
}

function pick(rows: readonly Row[], body: NodeMap, events: Events, names: Names): readonly Row[] {
  if (body['earliest'] !== undefined)
    return inOrder(rows, events, names).slice(0, Number(asText(body['earliest'])));
  if (body['latest'] !== undefined)
    return inOrder(rows, events, names).slice(-Number(asText(body['latest'])));
  return rows;
}

/** By time, then the table's key: numbers by number, before all else; without a key as the file has them. */
export function inOrder(rows: readonly Row[], events: Events, names: Names): readonly Row[] {
  const at = (row: Row) => momentIn(row, timeOf(events), names.world.moment);
  const key = (row: Row) => (events.key === undefined ? '' : identity(row.get(events.key)!));
  return [...rows].sort((a, b) => at(a) - at(b) || compareKeys(key(a), key(b)));
}

function compareKeys(a: string, b: string): number {
  const [first, second] = [a, b].map((key) => (/^\d+$/.test(key) ? Number(key) : Number.POSITIVE_INFINITY));
  return first === second ? compareBytes(a, b) : first! - second!;
}

export function timeOf(events: Events): string {
  if (events.time === undefined) throw new Error(`${events.name} has no time`);
  return events.time;
}
