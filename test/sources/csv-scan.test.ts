// The look at every byte tells the same wherever the chunks of a file end, and what another reader finds.
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainText, wholeNumber } from '../../src/sources/cell-looks.ts';
import { type CsvScan, scanCsv } from '../../src/sources/csv-scan.ts';

const field = fc.constantFrom(
  '',
  '7',
  '-12',
  '007',
  'x',
  ' x',
  'x ',
  'ł',
  '"x"',
  '"a,b"',
  '"a""b"',
  '"1"',
  '""',
  '"\n"',
  '"☕"',
);
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
const table = fc
  .record({
    rows: fc.array(fc.array(field, { minLength: 2, maxLength: 2 }), { maxLength: 8 }),
    end: lineEnd,
    isEnded: fc.boolean(),
  })
  .map(
    ({ rows, end, isEnded }) => ['n,t', ...rows.map((row) => row.join(','))].join(end) + (isEnded ? end : ''),
  );

/** Bytes that readers see differently. */
const odd = fc.constantFrom('a"b\n', '"a"b\n', '"a\n', 'a\rb\nc', '\0', '\n\r\n');

async function scanOf(text: string, cuts: readonly number[]): Promise<CsvScan> {
  const bytes = Buffer.from(text);
  const places = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  const chunks = places.map((place, index) => bytes.subarray(places[index - 1] ?? 0, place));
  return scanCsv(
    (async function* () {
      yield* chunks;
    })(),
    ',',
    [wholeNumber, plainText],
  );
}

it('counts what another reader reads, and finds the cells that look otherwise', async () => {
  await fc.assert(
    fc.asyncProperty(table, fc.array(fc.nat(200), { maxLength: 6 }), async (text, cuts) => {
      const rows: string[][] = parse(text, { record_delimiter: ['\r\n', '\n', '\r'] });
      const isOdd = [
        rows.slice(1).some(([n = '']) => n !== '' && !/^-?(0|[1-9]\d*)$/.test(n)),
        rows.slice(1).some(([, t = '']) => t !== '' && (t !== t.trim() || t.includes('☕'))),
      ];
      expect(await scanOf(text, cuts)).toEqual({
        records: rows.length,
        emptyLines: 0,
        isPlain: true,
        misfits: new Set(isOdd.flatMap((is, place) => (is ? [place] : []))),
      });
    }),
    { numRuns: 1500, seed: 15 },
  );
});

it('is not sure of what readers see differently', async () => {
  await fc.assert(
    fc.asyncProperty(table, odd, fc.array(fc.nat(200), { maxLength: 6 }), async (text, more, cuts) => {
      const whole = text.endsWith('\n') || text.endsWith('\r') ? text : `${text}\n`;
      const ends = new Set(`${whole}${more}`.replaceAll('"\n"', '').match(/\r\n|\n|\r/g));
      const { isPlain } = await scanOf(whole + more, cuts);
      expect(isPlain).toBe(more === '\n\r\n' && ends.size === 1);
    }),
    { numRuns: 600, seed: 15 },
  );
});
