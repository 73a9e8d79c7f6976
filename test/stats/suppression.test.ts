import { describe, expect, it } from 'vitest';
import { countSheet } from '../../src/stats/suppression.ts';

describe('withheld counts', () => {
  it('hide what is left of a whole that is told elsewhere', () => {
    const sheet = countSheet();
    const whole = sheet.add(100, 'elsewhere');
    const part = sheet.add(97);
    sheet.rest(whole, part);
    expect(sheet.withheld(5).slice(0, 2)).toEqual([false, true]);
    expect(sheet.withheld(3).slice(0, 2)).toEqual([false, false]);
  });

  it('hide a whole where no part can be hidden', () => {
    const sheet = countSheet();
    const whole = sheet.add(20);
    const part = sheet.add(17, 'elsewhere');
    sheet.rest(whole, part);
    expect(sheet.withheld(5)[whole]).toBe(true);
  });

  it('see what several sums tell together', () => {
    // A grid of which each line has two hidden cells or none, but one: 3 = 12 + 9 + … by adding the lines up.
    const grid = [
      [3, 20, 30],
      [40, 12, 50],
      [60, 70, 80],
    ];
    const sheet = countSheet();
    const places = grid.map((row) => row.map((people) => sheet.add(people)));
    const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);
    for (const [at, row] of grid.entries()) {
      sheet.sum(sheet.add(sum(row), 'elsewhere'), places[at]!);
      const column = grid.map((each) => each[at]!);
      sheet.sum(
        sheet.add(sum(column), 'elsewhere'),
        places.map((each) => each[at]!),
      );
    }
    const hidden = sheet.withheld(5);
    const isOpen = places.map((row) => row.map((place) => !hidden[place]));
    const lines = [0, 1, 2].flatMap((at) => [
      [0, 1, 2].map((other) => [at, other] as const),
      [0, 1, 2].map((other) => [other, at] as const),
    ]);
    for (let round = 0; round < 9; round++) {
      for (const line of lines) {
        const closed = line.filter(([row, column]) => !isOpen[row]![column]);
        if (closed.length === 1) isOpen[closed[0]![0]]![closed[0]![1]] = true;
      }
    }
    expect(isOpen[0]![0]).toBe(false);
  });

  it('hide sums that only together tell a few', () => {
    // Three lists: sizes, pairs and who is in none are told, and so is who is in all three, by inclusion and exclusion.
    const regions = new Map([
      ['', 40],
      ['a', 20],
      ['b', 21],
      ['c', 22],
      ['ab', 10],
      ['ac', 11],
      ['bc', 12],
      ['abc', 2],
    ]);
    const sheet = countSheet();
    const places = new Map([...regions].map(([name, people]) => [name, sheet.add(people)]));
    const add = (letters: string, place: 'here' | 'elsewhere') => {
      const within = [...regions].filter(([name]) => [...letters].every((letter) => name.includes(letter)));
      const whole = sheet.add(
        within.reduce((all, [, people]) => all + people, 0),
        place,
      );
      sheet.sum(
        whole,
        within.map(([name]) => places.get(name)!),
      );
      return whole;
    };
    for (const letters of ['', 'a', 'b', 'c']) add(letters, 'elsewhere');
    const pairs = ['ab', 'ac', 'bc'].map((letters) => add(letters, 'here'));
    const hidden = sheet.withheld(5);
    expect(hidden[places.get('abc')!]).toBe(true);
    const isOpen = pairs.filter((place) => !hidden[place]).length === 3 && !hidden[places.get('')!];
    expect(isOpen).toBe(false);
  });
});
