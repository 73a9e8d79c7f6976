/** `segment help TOPIC` tells what the reference tells, all of it, and nothing else. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/diagnostics/visible.ts';
import { pageText } from '../../src/program/page-text.ts';
import { headingsOf, sectionOf } from '../../src/program/pages.ts';
import { topics, topicText } from '../../src/program/topics.ts';
import { root } from '../architecture/source-files.ts';
import { runBundle } from './bundle.ts';

const reference = readFileSync(join(root, 'segments/README.md'), 'utf8');
const TITLE = 'The segment language';

const segment = (...words: readonly string[]) => runBundle(words, { cwd: root });

/** Letters and digits alone: what is left of a text however it is set. */
const bare = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]+/gu, '');

describe('the topics', () => {
  it('are sections of the reference, and every section is told by one', () => {
    const told = topics.flatMap(({ sections }) => sections);
    expect(headingsOf(reference).filter((heading) => !told.includes(heading))).toEqual([TITLE]);
    for (const topic of topics) expect(topicText(topic)).toMatch(/^#+ /);
  });

  it('have names that are typed easily, each once', () => {
    const names = topics.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  it('end where the next section begins', () => {
    expect(sectionOf('# a\n\n## b\n\none\n\n### c\n\ntwo\n\n## d\n\nthree', 'b')).toBe(
      '## b\n\none\n\n### c\n\ntwo',
    );
  });
});

describe('a page in the terminal', () => {
  it.each([40, 80, 110])('keeps every word within %i columns, and code as it stands', (columns) => {
    for (const topic of topics) {
      const markdown = topicText(topic);
      const code = [...markdown.matchAll(/^```.*\n([\s\S]*?)^```$/gm)].map(([, block]) => block!);
      const lines = new Set(code.flatMap((block) => block.split('\n')).map((line) => line.trim()));
      const text = pageText(markdown, columns);
      const wide = text
        .split('\n')
        .filter(
          (line) => displayWidth(line) > columns && !lines.has(line.trim()) && / \S+ /.test(line.trim()),
        );
      expect(wide, topic.name).toEqual([]);
      for (const word of markdown.matchAll(/`([^`\n|\\]+)`/g)) expect(bare(text)).toContain(bare(word[1]!));
    }
  });

  it('sets headings, prose, lists, tables and code', () => {
    const markdown =
      '## A [b](#b)\n\nSome `x y`\nprose.\n\n- one\n  more\n- two\n\n| key | what | like |\n| --- | --- | --- |\n| `a` | or \\| b | `{ c }` |\n\n```yaml\na:\n\n  b: 1\n```';
    expect(pageText(markdown, 40)).toBe(`A b

  Some \`x y\` prose.

  - one more
  - two

  a  or | b
     like: { c }

      a:

        b: 1
`);
  });
});

describe('segment help', () => {
  it('alone lists commands and topics', async () => {
    const { code, out } = await segment('help');
    expect(code).toBe(0);
    expect(out).toMatch(/^ {2}run +who is in/m);
    for (const { name, summary } of topics) expect(out).toMatch(new RegExp(`^ {2}${name} +${summary}$`, 'm'));
    expect((await segment('--help')).out).not.toContain('Topics');
  });

  it.each(topics.map(({ name }) => [name] as const))('%s', async (name) => {
    const { code, out, err } = await segment('help', name);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(pageText(topicText(topics.find((topic) => topic.name === name)!), 80));
  });

  it('of a word that is both tells of the command first', async () => {
    const { out } = await segment('help', 'rfm');
    expect(out.indexOf('Usage: segment rfm')).toBe(0);
    expect(out).toContain('\nRFM\n');
  });

  it.each([
    [['Exit', 'Codes'], 'Exit codes\n'],
    [['RUN'], undefined],
    [['windows', '--page'], 'Windows\n'],
  ])('takes %j', async (words, start) => {
    const { out, code } = await segment('help', ...words);
    expect(code).toBe(start === undefined ? 2 : 0);
    expect(out.slice(0, start?.length ?? 0)).toBe(start ?? '');
  });

  it.each([
    ['widnows', 'did you mean `windows`?'],
    ['gte', '`gte` stands in `segment help tests`'],
    ['weekday', '`weekday` stands in `segment help tests`'],
    ['zzzzzzzz', 'see `segment help` for the commands and topics'],
  ])('of `%s` says where to look', async (word, help) => {
    const { code, out, err } = await segment('help', word);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`error: \`${word}\` is no command, and no topic`);
    expect(err).toContain(help);
  });

  it('is completed with commands and topics', async () => {
    const { out } = await segment('complete', '--', 'help', 'wi');
    expect(out).toBe('windows\twhen it happened\n');
    const all = (await segment('complete', '--', 'help', '')).out
      .split('\n')
      .map((line) => line.split('\t')[0]);
    expect(all).toEqual(expect.arrayContaining(['run', 'time', 'exit-codes']));
    expect(all.filter((name) => name === 'rfm')).toEqual(['rfm']);
  });
});
