/** Every command line that a message or a help of ours names can be typed: its command, options and values are there. */
import { expect, it } from 'vitest';
import { sourceFiles } from '../architecture/source-files.ts';
import { isComputed, problemOf, wordsOf } from './typed-lines.ts';

interface Named {
  readonly file: string;
  readonly line: string;
}

/** What stands between backticks in the texts of the source, or as an example, from `segment` on. */
function namedLines(): readonly Named[] {
  return sourceFiles().flatMap(({ path, text }) => {
    const withoutComments = text.replaceAll(/^\s*(?:\/\*\*[\s\S]*?\*\/|\/\/.*)$/gm, '');
    const marked = [
      ...withoutComments.matchAll(/\\?`(?:\w+=\S+ )?(segment(?: (?:[^`\\\n]|\\`(?=\w))+)?)\\?`/g),
    ];
    const examples = [...withoutComments.matchAll(/(?:command: '|'\s*\$ )(segment [^'\n]+)'/g)];
    return [...marked, ...examples].map(([, line]) => ({ file: path, line: line! }));
  });
}

it('every command line that the source names can be typed', async () => {
  const named = namedLines().filter(({ line }) => !isComputed(line));
  expect(named.length).toBeGreaterThan(80);
  const wrong: string[] = [];
  for (const { file, line } of named) {
    const problem = await problemOf(wordsOf(line));
    if (problem !== undefined) wrong.push(`${file}: ${line}: ${problem}`);
  }
  expect(wrong).toEqual([]);
});

it('a command line that cannot be typed would be found', async () => {
  for (const line of [
    'segment nonsense',
    'segment run --nonsense',
    'segment rfm --method nonsense',
    'segment help no',
  ])
    expect(await problemOf(wordsOf(line)), line).toBeDefined();
});
