/** Nothing can be said or asked in the language that no case shows. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { timeParts } from '../../src/check/field.ts';
import { keywords } from '../../src/language/condition.ts';
import { measures } from '../../src/language/measures/index.ts';
import { operators } from '../../src/language/operators/index.ts';
import { parameterTypes } from '../../src/language/parameters.ts';
import { segmentKeys } from '../../src/language/segment-keys.ts';
import { arithmeticKeys } from '../../src/language/trait.ts';
import { everyWindowWord } from '../../src/language/windows.ts';
import { sourceFiles } from '../architecture/source-files.ts';
import { definitionFiles, listCases } from './case.ts';

const cases = listCases(dirname(fileURLToPath(import.meta.url)));
const good = cases.filter(({ name }) => !name.startsWith('mistakes/'));

function textOf(folder: string, names: readonly string[]): string {
  return names.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
}

const definitions = good.map(({ folder }) => textOf(folder, definitionFiles(folder))).join('\n');

const diagnostics = cases
  .map(({ folder }) =>
    textOf(
      folder,
      readdirSync(folder).filter((name) => name === 'diagnostics.txt'),
    ),
  )
  .join('\n');

/** Told to history or to the engine's own text, which have their tests elsewhere. */
const shownElsewhere = ['entered', 'left', 'stayed'];

/** Free text, of which one key is as good as another. */
const carried = ['tier', 'owner', 'goal', 'tags', 'description', 'alerts'];

it.each([
  ['operator', operators.map(({ name }) => name)],
  ['measure', measures.map(({ name }) => name)],
  ['window word', everyWindowWord],
  ['time part', timeParts.map((part) => `[.]${part}`)],
  ['arithmetic operator', arithmeticKeys],
  ['keyword', Object.keys(keywords).filter((word) => !shownElsewhere.includes(word))],
  ['parameter type', parameterTypes.map((type) => `type: ${type}`)],
  ['key of a segment', segmentKeys.filter((key) => !carried.includes(key))],
] as const)('every %s stands in a case', (_what, words) => {
  const missing = words.filter((word) => {
    const start = word.startsWith('[.]') ? '' : '(?<![a-z_])';
    const pattern = word.startsWith('type: ') ? `${word}\\b` : `${word}\\b *:`;
    return !new RegExp(`${start}${pattern}`).test(definitions) && !isShown(word);
  });
  expect(missing).toEqual([]);
});

/** Time parts also stand behind `same`. */
function isShown(word: string): boolean {
  return word.startsWith('[.]') && new RegExp(`same: \\w+${word}\\b`).test(definitions);
}

/** Codes that the rooms can report, read off their source. */
function reportedCodes(): readonly string[] {
  const rooms = ['yaml', 'language', 'check'];
  const text = sourceFiles()
    .filter(({ room }) => rooms.includes(room))
    .map((file) => file.text)
    .join('\n');
  const calls = [
    /\b(?:problem|caution|valueProblem)\((?:[^'`;]|\n)*?,\s*'([a-z-]+)'/g,
    /\b(?:at|refuse|refuseLater|error|warning|reportError)\(\s*(?:report,\s*)?'([a-z-]+)'/g,
    /\bcode: '([a-z-]+)'/g,
  ];
  return [...new Set(calls.flatMap((call) => [...text.matchAll(call)].map(([, code]) => code!)))].sort();
}

/** Why no case shows them. */
const withoutCase: Readonly<Record<string, string>> = {
  'too-deep': 'hundreds of brackets: test/yaml/read.test.ts',
  'too-many-aliases': 'thousands of values: test/yaml/read.test.ts',
  'too-many-levels': 'hundreds of traits or segments: test/evaluation/lists.test.ts',
  'missing-dash': 'kept for what the yaml package may say and no text that we know makes it say',
};

it('every diagnostic of the language stands in a case', () => {
  const codes = reportedCodes();
  expect(codes.length).toBeGreaterThan(100);
  expect(codes.filter((code) => !diagnostics.includes(`[${code}]`) && !withoutCase[code])).toEqual([]);
});

it('what has a case now is no exception', () => {
  const codes = reportedCodes();
  const stale = Object.keys(withoutCase).filter(
    (code) => !codes.includes(code) || diagnostics.includes(`[${code}]`),
  );
  expect(stale).toEqual([]);
});
