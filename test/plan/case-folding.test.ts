/** `ignore_case` on every letter that has another case, by the engine, against the case folding of regular expressions. */
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/database/database.ts';
import { caseFolding } from '../../src/model/case-folding.ts';

/** Turkish: the engine makes `i` of `İ`. Unicode 15.1 folded two pairs that older engines do not know. */
const EXCEPTIONS = new Set(['İ', '\u1fd3', '\u0390', '\u1fe3', '\u03b0', '\ufb05', '\ufb06']);

/** Letters with another case that came with Unicode 16 and 17, which the engine does not know yet. */
const NEW = /[\u019b\u0264\u1c89\u1c8a\ua7cb-\ua7d5\ua7da-\ua7dc\u{10d50}-\u{10d85}\u{16ea0}-\u{16ed3}]/u;

/** The letters that one letter may become, itself among them. */
function relatives(letter: string): readonly string[] {
  const [small, large] = [letter.toLowerCase(), letter.toUpperCase()];
  const all = [letter, small, large, small.toUpperCase(), large.toLowerCase(), ...'ςσΣſsSµμΜ'];
  return [...new Set(all)].filter(
    (other) => [...other].length === 1 && !EXCEPTIONS.has(other) && !NEW.test(other),
  );
}

it('of two letters the engine finds one exactly where Unicode does', async () => {
  const letters = Array.from({ length: 0x1ffff }, (_, code) => String.fromCodePoint(code)).filter(
    (letter) => /^[\p{L}\p{M}\p{N}\p{S}]$/u.test(letter) && !EXCEPTIONS.has(letter) && !NEW.test(letter),
  );
  const cased = letters.filter((letter) => letter.toLowerCase() !== letter.toUpperCase());
  expect(cased.length).toBeGreaterThan(2700);
  const database = await openDatabase();
  try {
    const list = [...new Set(cased.flatMap(relatives))].map((letter) => `('${letter}')`).join(', ');
    const rows = await database.rows(
      `SELECT letter, translate(lower(letter), '${caseFolding.from}', '${caseFolding.to}') FROM (VALUES ${list}) AS letters(letter)`,
    );
    const folded = new Map(rows.map(([letter, fold]) => [String(letter), String(fold)]));
    const wrong = cased.flatMap((letter) =>
      relatives(letter).flatMap((other) => {
        const isOne = new RegExp(`^${letter}$`, 'iu').test(other);
        return (folded.get(letter) === folded.get(other)) === isOne ? [] : [`${letter} ${other}`];
      }),
    );
    expect(wrong).toEqual([]);
  } finally {
    database.close();
  }
});
