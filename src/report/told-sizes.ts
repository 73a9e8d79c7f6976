/** Which sizes and reaches of segments are withheld: the one rule over all that the page tells of them. */
import type { Segment } from '../model/segment.ts';
import { countSheet } from '../stats/suppression.ts';
import type { People, Sums } from './people.ts';

export interface ToldSize {
  /** Whether its number of customers may stand in the page. */
  readonly isTold: boolean;
  /** The same of whom each channel reaches. */
  readonly reached: readonly boolean[];
}

interface Reading {
  readonly people: People;
  readonly segments: readonly Segment[];
  readonly minCell: number;
}

/** Whether the page tells whom a channel reaches of everybody. */
export function toldChannels({ people, minCell }: Reading): readonly boolean[] {
  const { customers, reached } = people.sums.get('')!;
  const sheet = countSheet();
  const base = sheet.add(customers, 'elsewhere');
  const places = reached.map((count) => {
    const place = sheet.add(count);
    sheet.rest(base, place);
    return place;
  });
  const hidden = sheet.withheld(minCell);
  return places.map((place) => !hidden[place]);
}

/** By segment; stages of a set tell each other. */
export function toldSizes(edition: Reading): ReadonlyMap<string, ToldSize> {
  const sets = new Map<string, string[]>();
  for (const { name } of edition.segments) {
    const set = name.includes('.') ? name.slice(0, name.indexOf('.')) : name;
    sets.set(set, [...(sets.get(set) ?? []), name]);
  }
  return new Map([...sets.values()].flatMap((names) => toldOfSet(names, edition)));
}

/** Of segments that nobody is in two of. */
function toldOfSet(names: readonly string[], edition: Reading): readonly (readonly [string, ToldSize])[] {
  const { people, minCell } = edition;
  const all = people.sums.get('')!;
  const sums = names.map((name) => people.sums.get(name)!);
  const sizes = toldParts(
    all.customers,
    sums.map(({ customers }) => customers),
    minCell,
  );
  const channels = toldChannels(edition);
  const reached = all.reached.map((whole, channel) =>
    toldReach({ whole, isTold: channels[channel]! }, sums, sizes, channel, minCell),
  );
  return names.map((name, index) => [
    name,
    { isTold: sizes[index]!, reached: reached.map((each) => sizes[index]! && each[index]!) },
  ]);
}

/** Each part and what is left of the whole without it. */
function toldParts(whole: number, parts: readonly number[], least: number): readonly boolean[] {
  const sheet = countSheet();
  const base = sheet.add(whole, 'elsewhere');
  const places = parts.map((part) => sheet.add(part));
  for (const place of places) sheet.rest(base, place);
  sheet.partition(base, places);
  const hidden = sheet.withheld(least);
  return places.map((place) => !hidden[place]);
}

/** Each reach is a part of its segment and of all whom the channel reaches. */
function toldReach(
  channel: { readonly whole: number; readonly isTold: boolean },
  sums: readonly Sums[],
  sizes: readonly boolean[],
  at: number,
  least: number,
): readonly boolean[] {
  const sheet = countSheet();
  const whole = sheet.add(channel.whole, channel.isTold ? 'elsewhere' : 'nowhere');
  const places = sums.map(({ customers, reached }, index) => {
    const isTold = sizes[index]!;
    const size = sheet.add(customers, isTold ? 'elsewhere' : 'nowhere');
    const place = sheet.add(reached[at]!, isTold ? 'here' : 'nowhere');
    sheet.rest(size, place);
    sheet.rest(whole, place);
    return place;
  });
  sheet.partition(whole, places);
  const hidden = sheet.withheld(least);
  return places.map((place) => !hidden[place]);
}
