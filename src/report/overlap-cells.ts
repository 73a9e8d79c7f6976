/** What may be told of whom segments share: exact regions, pairs and sizes are sums of each other. */
import type { SetFigure } from '../model/figure.ts';
import { countSheet } from '../stats/suppression.ts';

export interface ToldOverlap {
  /** Whether each region may be drawn. */
  readonly regions: readonly boolean[];
  /** Whether it may be told how many are in both, and so who is in one alone and in neither. */
  readonly isPairTold: (a: number, b: number) => boolean;
  readonly isNoneTold: boolean;
  /** Of those who are in the most segments. */
  readonly isMostTold: boolean;
}

export function toldOverlap({ sets, regions }: SetFigure, least: number): ToldOverlap {
  const sheet = countSheet();
  const places = regions.map(({ customers }) => sheet.add(customers));
  const where = (test: (within: readonly number[]) => boolean) =>
    regions.flatMap(({ sets: within }, at) => (test(within) ? [at] : []));
  const add = (parts: readonly number[], place: 'here' | 'elsewhere' | 'nowhere'): number => {
    const people = parts.reduce((sum, at) => sum + regions[at]!.customers, 0);
    const whole = sheet.add(people, place);
    sheet.sum(
      whole,
      parts.map((at) => places[at]!),
    );
    return whole;
  };
  add(
    regions.map((_, at) => at),
    'elsewhere',
  );
  for (const set of sets.keys())
    add(
      where((within) => within.includes(set)),
      'elsewhere',
    );
  const pairs = [...sets.keys()].map((a) =>
    [...sets.keys()].slice(0, a).map((b) => {
      const isIn = (within: readonly number[]) => [within.includes(a), within.includes(b)];
      for (const [inA, inB] of [
        [true, false],
        [false, true],
        [false, false],
      ]) {
        add(
          where((within) => isIn(within)[0] === inA && isIn(within)[1] === inB),
          'nowhere',
        );
      }
      return add(
        where((within) => isIn(within).every(Boolean)),
        'here',
      );
    }),
  );
  const most = Math.max(0, ...regions.map(({ sets: within }) => within.length));
  const inMost = add(
    where((within) => within.length === most),
    'here',
  );
  const hidden = sheet.withheld(least);
  return {
    regions: places.map((place) => !hidden[place]),
    isPairTold: (a, b) => !hidden[pairs[Math.max(a, b)]![Math.min(a, b)]!],
    isNoneTold: where((within) => within.length === 0).every((at) => !hidden[places[at]!]),
    isMostTold: !hidden[inMost],
  };
}
