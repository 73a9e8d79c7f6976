// A look at the bytes of a cell is a shortcut: where it holds, the careful way reads the cell so, and alike.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/database.ts';
import { quoteText } from '../../src/database/quote.ts';
import { looksSo, plainText } from '../../src/sources/cell-looks.ts';
import { cleaningMacros } from '../../src/sources/clean.ts';
import type { Form } from '../../src/sources/form.ts';
import { allForms } from '../../src/sources/forms.ts';

let database: Database;
beforeAll(async () => {
  database = await openDatabase({ threads: 1 });
  for (const macro of cleaningMacros) await database.run(macro);
});
afterAll(() => database.close());

const written = [
  '0',
  '-17',
  '123456789012345678',
  '12.50',
  '-.5',
  '0.123456789012',
  'true',
  'FALSE',
  '2026-02-28',
  '2026/12/31',
  '2026-02-28 10:20',
  '2026-02-28T10:20:30',
  '2026-02-28 23:59:59.123456789',
  '2026-02-28T10:20:30Z',
  '2026-02-28 10:20 +0200',
  '2026-02-28 10:20:30.5-03:30',
  '2026-02-28 10:20:30 UTC',
];

/** Cells as people write them, with a character changed, put in or left out. */
const cell = fc
  .record({
    text: fc.constantFrom(...written),
    place: fc.nat(30),
    length: fc.constantFrom(0, 0, 1, 2),
    by: fc.constantFrom('', '', '0', '9', '-', '/', ':', '.', ' ', 'T', 'Z', '+', 'x', '31', ' \u00a0', 'ł'),
  })
  .map(({ text, place, length, by }) => text.slice(0, place) + by + text.slice(place + length))
  .filter((text) => text !== '');

const scale = 2;
const forms = allForms({ dateFormats: [] }).filter(({ quick }) => quick);

it.each(forms.map((form) => [form.name, form] as const))('%s', async (_name, form: Form) => {
  const quick = form.quick!(scale);
  const cells = [...new Set(fc.sample(cell, { numRuns: 6000, seed: 15 }))];
  const found = cells.filter((text) => looksSo(quick.look, text));
  const same = found.filter((text) => looksSo(plainText, text));
  expect(same).toEqual(found);
  expect(found.length).toBeGreaterThan(2);
  expect(found.length).toBeLessThan(cells.length / 2);
  const tried = quick.read('cell').replaceAll('CAST(', 'TRY_CAST(').replaceAll('TRY_TRY_', 'TRY_');
  const read = form.type === 'decimal' ? `CAST(cell AS DECIMAL(38,12))` : form.read('cell');
  const rows = await database.rows(
    `SELECT cell, quick, CASE WHEN ${form.matches('cell')} THEN ${read} END IS NOT DISTINCT FROM quick
     FROM (SELECT cell, ${tried} AS quick FROM (VALUES ${found.map((text) => `(${quoteText(text)})`).join(', ')}) AS cells(cell))`,
  );
  expect(rows.filter(([, , isSame]) => isSame !== true)).toEqual([]);
});

it('plain text', async () => {
  const some = 'aZ09 -.\'"@=łéŻ×ßİЖёЏ҃ΆΑϊώϏ́\u0301\u0374\u037e\u0387가\u00a0\u200b\u2003\ufeff☕日\t\u0001';
  const parts = [...some].map((text) => fc.constant(text));
  const texts = fc.sample(fc.array(fc.oneof(...parts), { minLength: 1, maxLength: 4 }), {
    numRuns: 5000,
    seed: 15,
  });
  const letters = Array.from({ length: 0x530 }, (_, n) => String.fromCodePoint(n)).slice(1);
  const pairs = letters.flatMap((letter) => ['a', 'Ž', 'Я', 'Ω'].map((other) => other + letter));
  const all = [...new Set([...texts.map((text) => text.join('')), ...letters, ...pairs])];
  const found = all.filter((text) => looksSo(plainText, text));
  expect(found.filter((text) => text !== text.normalize('NFC'))).toEqual([]);
  expect(found.length).toBeGreaterThan(2000);
  const rows = await database.rows(
    `SELECT cell FROM (VALUES ${found.map((text) => `(${quoteText(text)})`).join(', ')}) AS cells(cell)
     WHERE source_text(cell) IS DISTINCT FROM cell`,
  );
  expect(rows).toEqual([]);
});
