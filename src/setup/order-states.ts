/** What became of orders, as a column of theirs says: until somebody chooses, cancelled ones count like all others. */
import type { DraftEvents } from './draft.ts';
import { speaksOf } from './role-words.ts';

export interface OrderStates {
  readonly column: string;
  readonly values: readonly string[];
}

const MOST = 12;
/** Read as a boolean: a list of words would be of another type. */
const BOOLEANS = /^(true|false|yes|no|t|f|y|n|0|1)$/i;

/** The column with few words for it; undefined where there is none, or the rows are no orders. */
export function orderStates({ name: table, value, facts }: DraftEvents): OrderStates | undefined {
  if (value === undefined && !speaksOf(table, 'order')) return undefined;
  for (const { name, form, distinct, values } of facts.columns) {
    const isState = speaksOf(name, 'status') && !/ship|bill|deliver|address/i.test(name);
    if (!isState || (form.kind !== 'text' && form.kind !== 'choice')) continue;
    const words = [...new Set(values)].filter((value) => value !== '').sort();
    if (words.every((word) => BOOLEANS.test(word))) continue;
    if (distinct <= MOST && words.length >= 2) return { column: name, values: words };
  }
  return undefined;
}
