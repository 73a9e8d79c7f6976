/** What cells are that no plain number is, in a column that holds numbers for the most part. */
import type { RefusedNumbers } from '../model/schema.ts';
import { isMissingWord, looksNumeric } from './looks-numeric.ts';

/** Of all such cells of the column. */
export function refusedNumbers(cells: readonly string[]): RefusedNumbers {
  const missing = cells.filter(isMissingWord);
  const others = cells.filter((cell) => !isMissingWord(cell));
  const written = others.filter(looksNumeric);
  return {
    missing,
    isWritten: written.length > 0,
    hasComma: written.some((cell) => /,(\d{1,2}|\d{4,})\D*$/.test(cell)),
    hasOthers: written.length < others.length,
  };
}
