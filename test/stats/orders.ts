/** The histories of a file of orders in the folder named in SEGMENT_REFERENCE_DATA, counted row by row. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { SpendingRow } from '../../src/stats/gamma-gamma.ts';
import type { HistoryRow } from '../../src/stats/repeat-buying.ts';
import { referenceData } from './cdnow.ts';

export type CustomerHistory = HistoryRow & SpendingRow & { readonly id: string; readonly first: number };

/** `until` counts; `unit` is days in a unit of time. Days with orders are transactions. */
export function readHistories(file: string, until: string, unit: number): readonly CustomerHistory[] {
  const end = dayOf(until);
  return [...readDays(file)].flatMap(([id, totals]) => {
    const days = [...totals.keys()].filter((day) => day <= end).sort((a, b) => a - b);
    if (days.length === 0) return [];
    const later = days.slice(1);
    return {
      id,
      first: days[0]!,
      customers: 1,
      repeats: later.length,
      last: (days.at(-1)! - days[0]!) / unit,
      age: (end - days[0]!) / unit,
      mean: later.length && later.reduce((sum, day) => sum + totals.get(day)!, 0) / later.length,
    };
  });
}

/** Each customer's days with orders, as days since 1970, and the total of each day. */
export function readDays(file: string): ReadonlyMap<string, ReadonlyMap<number, number>> {
  const [header, ...lines] = textOf(file).trim().split(/\r?\n/);
  const names = header!.split(',');
  const [customer, time, total] = ['customer_id', 'ordered_at', 'total'].map((name) => names.indexOf(name));
  const customers = new Map<string, Map<number, number>>();
  for (const line of lines) {
    const cells = line.split(',');
    const days = customers.get(cells[customer!]!) ?? new Map<number, number>();
    const day = dayOf(cells[time!]!.slice(0, 10));
    customers.set(cells[customer!]!, days.set(day, (days.get(day) ?? 0) + Number(cells[total!])));
  }
  return customers;
}

export function dayOf(date: string): number {
  return Date.parse(date) / 86_400_000;
}

function textOf(file: string): string {
  const bytes = readFileSync(join(referenceData!, file));
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
}
