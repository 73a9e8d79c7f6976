/**
 * The program with small numbers in place of those at which it goes another way (`thresholds.ts`), so that generated
 * cases pass both sides of each: its code, but for these numbers and for what remembers which way was taken.
 */
import { type Program, runWith } from '../program/bundle.ts';
import { type Change, loadChanged } from '../program/changed-bundle.ts';
import { productOf } from './product.ts';
import { shortcuts } from './thresholds.ts';

/** Which shortcuts were taken, and which were passed by. */
export const seen = new Set<string>();

export const sideOf = (name: string, isTaken: boolean): string =>
  `${name}: ${isTaken ? 'taken' : 'passed by'}`;

function decided(name: string, isTaken: boolean): boolean {
  seen.add(sideOf(name, isTaken));
  return isTaken;
}

function loadSmall(): Promise<Program> {
  const changes = new Map<string, readonly Change[]>();
  for (const { file, numbers, place } of Object.values(shortcuts))
    changes.set(file, [...(changes.get(file) ?? []), ...numbers, place]);
  return loadChanged({ changes, version: 'small', given: { decided } });
}

let program: Promise<Program> | undefined;

export const runSmall = productOf(async (words, surroundings) => {
  program ??= loadSmall();
  return runWith(await program, words, surroundings);
});
