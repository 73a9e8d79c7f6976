/** What a table of events is by its own columns: when, how much, and by which number. */
import { correctedBy, INVOICE } from './corrections.ts';
import type { DraftCustomer, DraftEvents } from './draft.ts';
import type { Named } from './guess-customers.ts';
import { creditedRows, moneyColumn, priceTimesQuantity } from './guess-money.ts';
import { clockColumn, fileKey, keyColumn, orderColumn, timeColumn } from './guess-roles.ts';
import { isInCents } from './in-cents.ts';
import { refundColumn } from './refund-column.ts';
import { speaksOf } from './role-words.ts';
import type { TableFacts } from './table-facts.ts';

/** A table of events by its own columns. */
export function draftEvents({ facts, name }: Named, customer: DraftCustomer): DraftEvents {
  const time = timeColumn(facts);
  const clock = clockColumn(facts, time);
  const value = moneyColumn(facts);
  const product = priceTimesQuantity(facts);
  const credited = creditedRows(facts, value);
  const refunded = refundColumn(facts, value);
  const key = fileKey(facts);
  const corrected = correctedBy(facts);
  const lines = orderColumn(facts) ?? (key === undefined ? partKey(facts) : undefined);
  const linesOf = corrected ? INVOICE : lines;
  return {
    name,
    facts,
    customer,
    lookups: [],
    ...(key === undefined || linesOf !== undefined ? {} : { key }),
    ...(time === undefined ? {} : { time }),
    ...(clock === undefined ? {} : { clock }),
    ...(value === undefined ? {} : { value }),
    ...(product === undefined ? {} : { product }),
    ...(isInCents(facts, value) ? { isInCents: true } : {}),
    ...(credited === undefined ? {} : { credited }),
    ...(refunded === undefined || product !== undefined ? {} : { refunded }),
    ...(linesOf === undefined ? {} : { linesOf }),
    ...(corrected ? { corrected } : {}),
  };
}

/** Where other rows of the file have the numbers of orders too, these are made of the rows that are orders. */
function partKey(facts: TableFacts): string | undefined {
  const key = facts.part?.kind === 'order' ? keyColumn(facts) : undefined;
  const isNumber = key !== undefined && (speaksOf(key, 'order') || speaksOf(key, 'identifier'));
  return isNumber ? key : undefined;
}
