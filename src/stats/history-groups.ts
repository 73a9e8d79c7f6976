/** Histories in the shape in which a likelihood goes over them again and again: the same few times, in many rows. */
import { groupByRepeats } from './group-by-repeats.ts';
import type { HistoryRow } from './repeat-buying.ts';

export interface HistoryGroups {
  /** All times that any row has, each once. */
  readonly times: Float64Array;
  readonly groups: readonly HistoryGroup[];
}

/** The rows of one number of repeats; ages and lasts are places in the times. */
export interface HistoryGroup {
  readonly repeats: number;
  readonly customers: Float64Array;
  readonly ages: Uint32Array;
  readonly lasts: Uint32Array;
}

export function groupHistories(rows: readonly HistoryRow[]): HistoryGroups {
  const places = new Map<number, number>();
  const placeOf = (time: number): number => {
    const place = places.get(time) ?? places.size;
    if (place === places.size) places.set(time, place);
    return place;
  };
  const groups = [...groupByRepeats(rows)].map(([repeats, members]) => ({
    repeats,
    customers: Float64Array.from(members, ({ customers }) => customers),
    ages: Uint32Array.from(members, ({ age }) => placeOf(age)),
    lasts: Uint32Array.from(members, ({ last }) => placeOf(last)),
  }));
  return { times: Float64Array.from(places.keys()), groups };
}
