// The types that a file's head suggests, and that text needs no cleaning, are a shortcut: whatever stands further on, the answer is the one that the
// whole column gives. Each surprise is tried in the first row, where no shortcut is taken, and in the last.
import { expect, it } from 'vitest';
import type { Column } from '../../src/model/schema.ts';
import { loading } from './load-text.ts';

const ROWS = 1200;

const forms: Readonly<Record<string, (n: number) => string>> = {
  integers: (n) => String(n - 1500),
  decimals: (n) => `${n}.${String(n % 100).padStart(2, '0')}`,
  'decimals of several scales': (n) => `${n}.${'5'.repeat(1 + (n % 4))}`,
  booleans: (n) => (n % 3 === 0 ? 'true' : 'FALSE'),
  dates: (n) => `20${10 + (n % 20)}-0${1 + (n % 9)}-1${n % 10}`,
  times: (n) => `2026-01-1${n % 10} 0${n % 10}:10:20`,
  'times with a T': (n) => `2026-01-1${n % 10}T0${n % 10}:10:20`,
  'times with parts of seconds': (n) => `2026-01-1${n % 10} 0${n % 10}:10:20.${n % 10}0`,
  'times without seconds': (n) => `2026-01-1${n % 10} 0${n % 10}:10`,
  'times in UTC': (n) => `2026-01-1${n % 10}T0${n % 10}:10:20Z`,
  text: (n) => `x${n}`,
};

const surprises = [
  '',
  ' 7 ',
  '007',
  '+5',
  '-0',
  '-',
  'NaN',
  '1e5',
  '1_000',
  '1.5',
  '1.123456',
  '.5',
  '5.',
  '1234567890123456789',
  '999999999999999999.25',
  '12345678901234567890123456789012345678.5',
  'true',
  'yes',
  'x',
  '2026-02-30',
  '2026/02/03',
  '2026-2-3',
  '10000-01-01',
  'infinity',
  'epoch',
  '2026-02-03 10:11',
  '2026-02-03 10:11:12.5',
  '2026-02-03T10:11:12+02:00',
  '2026-02-03 24:00:00',
  '31.12.2026',
  'x ',
  '" x"',
  '"7, 8"',
  "'=7",
  'Łódź',
  'e\u0301',
  'a\u200bb',
  '\u00a07',
];

const asked = ['', 'integer', 'decimal', 'boolean', 'date', 'time'];

/** The cells that make text of it stand in other rows. */
function withoutRows({ notNumbers, ...column }: Column): unknown {
  return { ...column, notNumbers: notNumbers?.map(({ shape }) => shape) };
}

/** A column for each surprise, or for each type asked for, all read at once: their types, ranges and values. */
async function readOf(columns: readonly (readonly string[])[], types: readonly string[]): Promise<unknown> {
  const names = columns.map((_, index) => `c${index}`);
  const rows = columns[0]!.map((_, row) => [`k${row}`, ...columns.map((values) => values[row]!)].join(','));
  const options = names.flatMap((name, index) => (types[index] ? [`${name}: ${types[index]}`] : []));
  const columnsKey = options.length > 0 ? `, columns: { ${options.join(', ')} }` : '';
  const project = `customers: { file: c.csv, key: id, on_error: skip${columnsKey} }`;
  return loading(
    project,
    { 'c.csv': `${['id', ...names].join(',')}\n${rows.join('\n')}\n` },
    async (loaded) => {
      const sorted = names.map((name) => `list_sort(list(CAST(${name} AS VARCHAR)))`);
      return {
        columns: loaded.sources.schema.customers.columns.map(withoutRows),
        values: await loaded.rows(`SELECT ${sorted.join(', ')} FROM customers`),
        leftOut: loaded.sources.facts[0]!.leftOut,
      };
    },
  );
}

const cleanOf = (name: string): readonly string[] => Array.from({ length: ROWS }, (_, n) => forms[name]!(n));

it.each(Object.keys(forms))(
  '%s, with a surprise at the end or at the beginning',
  async (name) => {
    const clean = cleanOf(name);
    const last = await readOf(
      surprises.map((surprise) => [...clean, surprise]),
      [],
    );
    const first = await readOf(
      surprises.map((surprise) => [surprise, ...clean]),
      [],
    );
    expect(last).toEqual(first);
    for (const surprise of ['yes', '007']) {
      const late = await readOf(
        asked.map(() => [...clean, surprise]),
        asked,
      );
      expect(late, surprise).toEqual(
        await readOf(
          asked.map(() => [surprise, ...clean]),
          asked,
        ),
      );
    }
  },
  60_000,
);

it('needs no surprise to be the same', async () => {
  // A head without values suggests nothing.
  const empty = Array.from({ length: ROWS }, () => '');
  const columns = Object.keys(forms).map(cleanOf);
  const suggested = await readOf(
    columns.map((clean) => [...clean, ...empty]),
    [],
  );
  expect(suggested).toEqual(
    await readOf(
      columns.map((clean) => [...empty, ...clean]),
      [],
    ),
  );
});
