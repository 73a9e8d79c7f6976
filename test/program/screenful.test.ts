// Long tables and help on terminals of any size, which `script` gives.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Built, buildSegment } from '../commands/fixture/segment.ts';

let built: Built;
let folder: string;

beforeAll(async () => {
  built = await buildSegment();
  const rows = Array.from({ length: 60 }, (_, row) => `c${String(row).padStart(2, '0')},PL`);
  folder = built.folder({
    'segment.config.yaml': 'customers: { file: customers.csv, key: id }\n',
    'customers.csv': `id,country\n${rows.join('\n')}\n`,
    'segments/everybody.yaml': 'where: { country: PL }\n',
  });
});
afterAll(() => built.remove());

async function onTerminal(lines: number, columns: number, words: string): Promise<readonly string[]> {
  const line = `stty rows ${lines} cols ${columns}; export NO_COLOR=1 PAGER=cat CI=1; node "$SEGMENT" ${words}`;
  const { out } = await built.shell(folder, `script -qec '${line}' /dev/null < /dev/null`);
  return out.split(/\r?\n/);
}

const MEMBERS = 'run segments/everybody.yaml --members --as-of 2026-06-30';

it('a long table stops at a screenful, and says how much of it that is', async () => {
  const lines = await onTerminal(20, 80, MEMBERS);
  expect(lines.filter((line) => /\bc\d\d\b/.test(line))).toHaveLength(14);
  expect(lines).toContain('14 of 60 rows: `--page` shows all, `--rows N` the first N');
});

it('all of it is shown with `--page`, through the pager, and so many rows with `--rows`', async () => {
  const paged = await onTerminal(20, 80, `${MEMBERS} --page`);
  expect(paged.filter((line) => /\bc\d\d\b/.test(line))).toHaveLength(60);
  const asked = await onTerminal(20, 80, `${MEMBERS} --rows 30`);
  expect(asked.filter((line) => /\bc\d\d\b/.test(line))).toHaveLength(30);
});

it('in a pipe nothing stops', async () => {
  const { out } = await built.shell(folder, `segment ${MEMBERS} --format table | cat`);
  expect(out.split('\n').filter((line) => /\bc\d\d\b/.test(line))).toHaveLength(60);
});

it.each([30, 40, 60, 80])('help is broken at words to %i columns', async (columns) => {
  for (const words of ['--help', 'cohorts --help', 'lift --help']) {
    const lines = await onTerminal(40, columns, words);
    // What is typed stands on one line, as do words and terms that are longer than the terminal.
    const broken = lines.filter((line) => !/^ {2}(\$|-)|^Usage|segment /.test(line));
    const tooWide = broken.filter((line) => line.length > columns && line.trim().includes(' '));
    expect([words, tooWide]).toEqual([words, []]);
  }
});

it('messages are broken at words to the width', async () => {
  const lines = await onTerminal(40, 50, 'cohorts --on nothing --as-of 2026-06-30');
  expect(lines.filter((line) => line.length > 50)).toEqual([]);
});

it('help of a topic is wrapped, and goes through the pager when that is asked for', async () => {
  const narrow = await onTerminal(20, 50, 'help missing-values');
  expect(narrow[0]).toBe('Missing values');
  expect(narrow.length).toBeGreaterThan(12);
  expect(narrow.filter((line) => line.length > 50)).toEqual([]);
  const paged = await onTerminal(20, 50, 'help missing-values --page | sed s/^/seen:/');
  expect(paged[0]).toBe('seen:Missing values');
  const shown = await built.shell(
    folder,
    `script -qec 'stty cols 50; PAGER="sed s/^/paged:/" node "$SEGMENT" explain missing-sways --page' /dev/null < /dev/null`,
  );
  expect(shown.out).toMatch(/^paged:missing-sways\r?\n/);
});

it('what `check` finds names where to read on, for a person alone', async () => {
  const wrong = built.folder({
    'segment.config.yaml': 'customers: { file: customers.csv, key: id }\n',
    'customers.csv': 'id,city\n1,Berlin\n',
    'segments/cities.yaml': 'where: { city: Berlin OR Wien }\n',
  });
  const check = `node "$SEGMENT" check --as-of 2026-06-30`;
  const { out } = await built.shell(wrong, `script -qec 'stty cols 90; ${check}' /dev/null < /dev/null`);
  expect(out).toContain('more about this: `segment explain words-in-text`');
  const piped = await built.shell(wrong, check);
  expect(piped.out + piped.err).not.toContain('more about this');
});
