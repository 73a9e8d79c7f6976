/** The tests of the starter segments: they pass, and nearly every slip in a number or a comparison turns one red. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { root } from '../architecture/source-files.ts';
import { runBundle } from '../program/bundle.ts';
import { type Mutant, mutantsOf } from './mutants.ts';

const folder = mkdtempSync(join(tmpdir(), '.tmp-mutants-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SEGMENTS = join(root, 'segments');
const starters = readdirSync(SEGMENTS).filter((name) => /^[^.]+\.yaml$/.test(name));

interface Named extends Mutant {
  readonly name: string;
  /** Its original. */
  readonly of: string;
}

interface Written {
  readonly tests: readonly { readonly expect: Readonly<Record<string, unknown>> }[];
}

/** The project with mutants beside the definitions. */
function mutatedProject(mutants: readonly Named[]): void {
  cpSync(SEGMENTS, join(folder, 'segments'), { recursive: true });
  const config = readFileSync(join(root, 'segment.config.yaml'), 'utf8');
  writeFileSync(join(folder, 'segment.config.yaml'), config.replaceAll('samples/', `${root}/samples/`));
  mkdirSync(join(folder, 'segments/mutants'));
  for (const { name, text } of mutants) writeFileSync(join(folder, fileOf(name)), text);
}

const fileOf = (name: string): string => `segments/mutants/${name}.yaml`;

/** The tests of the starters, expecting of each mutant what they expect of its original. */
function testsOf(mutants: readonly Named[]): string {
  const written = parse(readFileSync(join(SEGMENTS, 'starters.test.yaml'), 'utf8')) as Written;
  const tests = written.tests.map((test) => {
    const expected = mutants.flatMap(({ name, of }) =>
      of in test.expect ? [[name, test.expect[of]] as const] : [],
    );
    return { ...test, expect: Object.fromEntries(expected) };
  });
  return stringify({ tests: tests.filter((test) => Object.keys(test.expect).length > 0) });
}

it('pass', async () => {
  const { code, out } = await runBundle(['test', 'segments/starters.test.yaml', '--format', 'tap'], {
    cwd: root,
  });
  expect(out).not.toContain('not ok');
  expect(code).toBe(0);
});

it('turn red on nine of ten slips', async () => {
  const mutants = starters.flatMap((file) => {
    const of = file.replace('.yaml', '');
    const text = readFileSync(join(SEGMENTS, file), 'utf8');
    return mutantsOf(text).map((mutant, index): Named => ({ ...mutant, of, name: `${of}--${index}` }));
  });
  mutatedProject(mutants);
  const checked = await runBundle(['check', '--format', 'json'], { cwd: folder });
  const findings = JSON.parse(checked.out) as readonly { severity: string; file: string }[];
  const refused = new Set(findings.filter(({ severity }) => severity === 'error').map(({ file }) => file));
  const sound = mutants.filter(({ name }) => !refused.has(fileOf(name)));
  for (const file of refused) rmSync(join(folder, file));
  writeFileSync(join(folder, 'mutants.test.yaml'), testsOf(sound));
  const { out } = await runBundle(['test', 'mutants.test.yaml', '--format', 'json'], { cwd: folder });
  const rows = JSON.parse(out) as readonly { segment: string; result: string }[];
  expect(rows.filter(({ result }) => result === 'broken')).toEqual([]);
  const caught = new Set(rows.filter(({ result }) => result === 'failed').map(({ segment }) => segment));
  const survivors = sound.filter(({ name }) => !caught.has(name)).map(({ of, change }) => `${of}: ${change}`);
  expect(sound.length).toBeGreaterThan(140);
  expect(survivors.length / sound.length, survivors.join('\n')).toBeLessThan(0.1);
  // What no row of a few can tell: see `test/README.md`.
  expect(survivors).toEqual([
    'app-shoppers: 50% → 49%',
    'newsletter-readers: 50% → 49%',
    'win-back: 180d → 179d',
    'win-back: 180d → 181d',
  ]);
});
