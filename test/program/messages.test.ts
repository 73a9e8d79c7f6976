/** `segment explain CODE` explains codes that there are, in few words, and every warning about a definition. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageText } from '../../src/program/page-text.ts';
import { headingsOf, sectionOf } from '../../src/program/pages.ts';
import { root, sourceFiles } from '../architecture/source-files.ts';
import { type Built, buildSegment, shop } from '../commands/fixture/segment.ts';
import { runBundle } from './bundle.ts';

const page = readFileSync(join(root, 'segments/messages.md'), 'utf8');
const explained = headingsOf(page).filter((heading) => /^[a-z-]+$/.test(heading));
const source = sourceFiles()
  .map(({ text }) => text)
  .join('\n');

/** Codes where a diagnostic is made: as `code:`, or as the first text of a call that makes one. */
function codesOf(calls: string): ReadonlySet<string> {
  const made = [
    ...source.matchAll(new RegExp(`\\b(?:${calls})\\((?:[^'\`;]|\\n)*?'([a-z]+(?:-[a-z]+)*)'`, 'g')),
  ];
  return new Set(made.map(([, code]) => code!));
}

function namedCodes(): ReadonlySet<string> {
  const lines = source.split('\n').filter((line) => /\bcode: /.test(line));
  return new Set(
    lines.flatMap((line) => [...line.matchAll(/'([a-z]+(?:-[a-z]+)*)'/g)].map(([, code]) => code!)),
  );
}

const MAKERS =
  'failure|problem|caution|valueProblem|info|say|at|refuse|refuseLater|error|warning|reportError|tooMany';
const codes = new Set([...namedCodes(), ...codesOf(MAKERS)]);

describe('the page of messages', () => {
  it('explains codes that there are, each once', () => {
    expect(explained.filter((code) => !codes.has(code))).toEqual([]);
    expect(new Set(explained).size).toBe(explained.length);
    expect(explained.length).toBeGreaterThan(70);
  });

  it('explains every warning about a definition', () => {
    const warned = [...codesOf('caution')].filter((code) => code !== 'warning');
    expect(warned.length).toBeGreaterThan(10);
    expect(warned.filter((code) => !explained.includes(code))).toEqual([]);
  });

  it('is short', () => {
    const long = explained.filter((code) => sectionOf(page, code).split(/\s+/).length > 80);
    expect(long).toEqual([]);
  });
});

describe('segment explain', () => {
  let built: Built;
  beforeAll(async () => {
    built = await buildSegment();
  });
  afterAll(() => built.remove());

  it.each(explained)('%s', async (code) => {
    // No project is asked for.
    const answered = await runBundle(['explain', code], { cwd: '/' });
    expect(answered).toEqual({ code: 0, out: pageText(sectionOf(page, code), 80), err: '' });
  });

  it.each([
    ['cycle', '{ name: cycle, where: { country: PL } }'],
    [
      'null-text',
      '{ name: null-$k, params: { k: { type: text } }, for_each: { k: [text] }, where: { country: $k } }',
    ],
  ])('of a segment that is named like a code shows the segment: %s', async (name, definition) => {
    const cwd = built.folder({ ...shop, 'segments/x.yaml': definition });
    const { code, out } = await runBundle(['explain', name], { cwd });
    expect(code).toBe(0);
    expect(out).toContain('node,depth,condition,customers,share');
  });

  it('of what is neither names what there is', async () => {
    const cwd = built.folder({ ...shop, 'segments/x.yaml': 'where: { country: PL }' });
    const { code, err } = await runBundle(['explain', 'no-such-thing'], { cwd });
    expect(code).toBe(2);
    expect(err).toContain('there is no segment `no-such-thing`');
    const near = await runBundle(['explain', 'unknwon-field'], { cwd });
    expect(near.err).toContain('did you mean `unknown-field`?');
  });
});
