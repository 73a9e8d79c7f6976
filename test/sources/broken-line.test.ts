import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { brokenLine } from '../../src/sources/broken-line.ts';
import { failing } from './load-text.ts';

it.each([
  ['a word', '{"id":1}\nhello\n{"id":3}\n', { row: 2, isLast: false }],
  ['the first', 'hello\n{"id":2}\n', { row: 1, isLast: false }],
  [
    'a value that is none, after an empty line',
    '{"id":1}\n\n{"id":X}\n{"id":3}\n',
    { row: 2, isLast: false },
  ],
  ['a line broken in the middle', '\ufeff{"id":1}\r\n{"id":\r\n2}\r\n', { row: 2, isLast: false }],
  ['a cut', '{"id":1}\n{"id":2}\n{"id":', { row: 3, isLast: true }],
  [
    'a line of another encoding',
    Buffer.from('{"id":1}\n{"id":"caf\u00e9"}\n{"id":3}\n', 'latin1'),
    { row: 2, isLast: false, isOtherText: true },
  ],
  ['nothing', '{"id":1}\n{"id":2}\n', undefined],
  ['an array', '[{"id":1},\n{"id":X}]\n', undefined],
  ['objects of several lines', '{\n"id": 1\n}\n{\n"id":\n', undefined],
])('%s', async (_name, text, expected) => {
  const folder = mkdtempSync(join(tmpdir(), 'segment-lines-'));
  try {
    const path = join(folder, 'c.jsonl');
    writeFileSync(path, text);
    expect(await brokenLine(path)).toEqual(expected);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('of another encoding is named as such', async () => {
  const text = Buffer.from('{"id":1}\n{"id":"caf\u00e9"}\n', 'latin1');
  expect(
    (await failing('customers: { file: c.jsonl, key: id }', { 'c.jsonl': text })).diagnostics,
  ).toMatchObject([
    { message: '`c.jsonl` cannot be read: it is not UTF-8', place: { file: 'c.jsonl', row: 2 } },
  ]);
});

it('is named with its row, whether something is left open or not', async () => {
  for (const text of ['{"id":1}\nhello\n{"id":3}\n', '{"id":1}\n{"id":\n{"id":3}\n']) {
    const { diagnostics } = await failing('customers: { file: c.jsonl, key: id }', { 'c.jsonl': text });
    expect(diagnostics).toMatchObject([
      { message: '`c.jsonl` cannot be read as JSON lines', place: { file: 'c.jsonl', row: 2 } },
    ]);
  }
});
