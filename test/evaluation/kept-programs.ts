/** Programs between which what is kept must not pass, and that keep values of a small shop. */
import { runWith } from '../program/bundle.ts';
import { type Change, loadChanged } from '../program/changed-bundle.ts';
import { type Shop, smallShop } from './kept-steps.ts';

/** Of fewer events nothing is kept. */
const fewer: Change = ['FEWEST_EVENTS = 10_000', 'FEWEST_EVENTS = 100'];
/** Rows of other text, of which the same queries find other values. */
const otherRows: Change = ['read: (cell) => cell', "read: (cell) => `replace(${cell}, 'sent', 'void')`"];

/** A small shop, and two versions of the program. */
export async function smallShopOfVersions(): Promise<Shop> {
  const kept = ['evaluation/kept.ts', [fewer]] as const;
  const programs = [
    await loadChanged({ changes: new Map([kept]), version: 'one' }),
    await loadChanged({ changes: new Map([kept, ['sources/quick.ts', [otherRows]]]), version: 'two' }),
  ];
  return {
    ...smallShop,
    programs: programs.map((program) => (words, surroundings) => runWith(program, words, surroundings)),
  };
}
