import { expect, it } from 'vitest';
import { failing } from './load-text.ts';

it.each([
  ['columns: { spent: int }', 'write `integer`, which is the type'],
  ['columns: { spent: number }', 'write `decimal`, which is the type'],
  ['columns: { spent: datetime }', 'write `time`, which is the type'],
  ['delimiter: "|"', 'it has one column: by its header, cells are parted by `;`'],
  ['columns: { spent: spend }', 'did you mean `spent`?'],
])('%s is told by what was meant', async (option, help) => {
  const files = { 'c.csv': 'id;spent\n1;2\n' };
  const { diagnostics } = await failing(`customers: { file: c.csv, key: id, ${option} }`, files);
  expect(diagnostics).toMatchObject([{ code: 'missing-column', help: [help] }]);
});

it.each([
  ['.\\d\\c.csv', 'write `./d/c.csv`'],
  ['https://shop.example/c.csv', 'only files of this machine are read: fetch it first, and name the file'],
  ['"${DATA:-.}/c.csv"', 'a variable of the environment is `${NAME}`, and nothing more within the braces'],
  ['d/cs.csv', 'did you mean `c.csv`?'],
])('the file %s is told by what was meant', async (file, help) => {
  const { diagnostics } = await failing(`customers: { file: ${file}, key: id }`, { 'd/c.csv': 'id\n1\n' });
  expect(diagnostics).toMatchObject([{ code: 'missing-file', help: [help] }]);
});
