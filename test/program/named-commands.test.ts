/** Every command line that a message or a help of ours names can be typed: its command, options and values are there. */
import { expect, it } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { Failure } from '../../src/diagnostics/failure.ts';
import { parseWords } from '../../src/program/program.ts';
import { sourceFiles } from '../architecture/source-files.ts';

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

/** Words of a line as a shell makes them; what stands for something of the user's is any word. */
function wordsOf(line: string): readonly string[] {
  const own = line.replaceAll(/\$\{[^}]*\}/g, 'x').split(/ (?:\|+|>+|&+|;) | #/)[0]!;
  return [...own.matchAll(/(?:"[^"]*"|'[^']*'|\S)+/g)]
    .map(([word]) => word.replaceAll(/["']/g, ''))
    .slice(1)
    .filter((word) => word !== '…')
    .map((word) => (word === 'N' ? '1' : word));
}

/** Of which the command, or the topic, is filled in. */
const COMPUTED = /^segment(?: help)?(?: (?:\$\{|[A-Z]{3}|…)|$)/;

async function problemOf(words: readonly string[]): Promise<string | undefined> {
  try {
    await parseWords(words, commands, { version: '1', columns: 80 });
    return undefined;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // A command may be named without what it takes.
    return /^missing [A-Z]/.test(error.message) ? undefined : error.message;
  }
}

it('every command line that the source names can be typed', async () => {
  const named = namedLines().filter(({ line }) => !COMPUTED.test(line));
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
