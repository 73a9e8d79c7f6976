/** The tests of the starter segments: they pass, and nearly every slip in a number or a comparison turns one red. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { root } from '../architecture/source-files.ts';
import { runBundle } from '../program/bundle.ts';
import { type Mutant, mutantsOf } from './mutants.ts';

const folders = mkdtempSync(join(tmpdir(), '.tmp-mutants-'));
afterAll(() => rmSync(folders, { recursive: true, force: true }));

const SEGMENTS = join(root, 'segments');

interface Named extends Mutant {
  readonly name: string;
  /** Its original. */
  readonly of: string;
}

interface Written {
  readonly tests: readonly { readonly expect: Readonly<Record<string, unknown>> }[];
}

const fileOf = (name: string): string => `segments/mutants/${name}.yaml`;

/** Every slip in the definitions of the names, in the project of the folder. */
function slipsIn(folder: string, names: readonly string[]): readonly Named[] {
  return names.flatMap((of) => {
    const text = readFileSync(join(folder, `segments/${of}.yaml`), 'utf8');
    return mutantsOf(text).map((mutant, index): Named => {
      const name = `${of}--${index}`;
      return { ...mutant, of, name, text: mutant.text.replace(/^name: .*$/m, `name: ${name}`) };
    });
  });
}

/** The tests of the starters, expecting of each mutant what they expect of its original. */
function testsOf(folder: string, mutants: readonly Named[]): string {
  const written = parse(readFileSync(join(folder, 'segments/starters.test.yaml'), 'utf8')) as Written;
  const tests = written.tests.map((test) => {
    const expected = mutants.flatMap(({ name, of }) =>
      of in test.expect ? [[name, test.expect[of]] as const] : [],
    );
    return { ...test, expect: Object.fromEntries(expected) };
  });
  return stringify({ tests: tests.filter((test) => Object.keys(test.expect).length > 0) });
}

/** The slips that leave definitions right, and those of them that no test sees. */
async function survivorsOf(folder: string, mutants: readonly Named[]) {
  mkdirSync(join(folder, 'segments/mutants'));
  for (const { name, text } of mutants) writeFileSync(join(folder, fileOf(name)), text);
  const checked = await runBundle(['check', '--format', 'json'], { cwd: folder });
  const findings = JSON.parse(checked.out) as readonly { severity: string; file: string }[];
  const refused = new Set(findings.filter(({ severity }) => severity === 'error').map(({ file }) => file));
  const sound = mutants.filter(({ name }) => !refused.has(fileOf(name)));
  for (const file of refused) rmSync(join(folder, file));
  writeFileSync(join(folder, 'mutants.test.yaml'), testsOf(folder, sound));
  const { out } = await runBundle(['test', 'mutants.test.yaml', '--format', 'json'], { cwd: folder });
  const rows = JSON.parse(out) as readonly { segment: string; result: string }[];
  expect(rows.filter(({ result }) => result === 'broken')).toEqual([]);
  const caught = new Set(rows.filter(({ result }) => result === 'failed').map(({ segment }) => segment));
  const survivors = sound.filter(({ name }) => !caught.has(name)).map(({ of, change }) => `${of}: ${change}`);
  expect(survivors.length / sound.length, survivors.join('\n')).toBeLessThan(0.1);
  return { slips: sound.length, survivors };
}

it('pass, as those of the gallery do', async () => {
  const { code, out } = await runBundle(['test', '--format', 'tap'], { cwd: root });
  expect(out).not.toContain('not ok');
  expect({ code, tests: Number(/^1\.\.(\d+)$/m.exec(out)![1]) > 55 }).toEqual({ code: 0, tests: true });
});

it('turn red on nine of ten slips', async () => {
  const folder = join(folders, 'samples');
  cpSync(SEGMENTS, join(folder, 'segments'), { recursive: true });
  const config = readFileSync(join(root, 'segment.config.yaml'), 'utf8');
  writeFileSync(join(folder, 'segment.config.yaml'), config.replaceAll('samples/', `${root}/samples/`));
  const names = readdirSync(SEGMENTS).filter((name) => /^[^.]+\.yaml$/.test(name));
  const found = await survivorsOf(
    folder,
    slipsIn(
      folder,
      names.map((name) => name.replace('.yaml', '')),
    ),
  );
  expect(found.slips).toBeGreaterThan(140);
  // What no row of a few can tell: see `test/README.md`.
  expect(found.survivors).toEqual([
    'app-shoppers: 50% → 49%',
    'newsletter-readers: 50% → 49%',
    'win-back: 180d → 179d',
    'win-back: 180d → 181d',
  ]);
});

const SHOP = {
  'customers.csv':
    'customer_id,email,email_consent\n1,a@shop.example,yes\n2,b@shop.example,no\n3,c@shop.example,yes\n',
  'orders.csv':
    'order_id,customer_id,ordered_at,total\n10,1,2026-06-20,12.50\n11,2,2026-05-01,7.00\n12,1,2026-06-25,3.20\n',
  'emails.csv':
    'message_id,customer_id,occurred_at,type\nm1,1,2026-06-20 10:00:00,open\nm2,2,2026-06-21 10:00:00,open\n',
};

it('are written by init, pass there, and turn red on nine of ten slips', async () => {
  const folder = join(folders, 'own');
  mkdirSync(folder);
  for (const [name, text] of Object.entries(SHOP)) writeFileSync(join(folder, name), text);
  const made = await runBundle(['init', '.', '--yes', '--timezone', 'Europe/Warsaw'], { cwd: folder });
  expect(made).toMatchObject({ code: 0, err: expect.stringContaining('wrote segments/starters.test.yaml') });
  const passing = await runBundle(['test', '--format', 'json'], { cwd: folder });
  const rows = JSON.parse(passing.out) as readonly { segment: string; result: string }[];
  expect(rows.map(({ segment, result }) => [segment, result])).toEqual([
    ['new-customers', 'passed'],
    ['good-and-quiet', 'passed'],
    ['bought-once', 'passed'],
    ['never-bought', 'passed'],
    ['big-spenders', 'passed'],
    ['readers', 'passed'],
  ]);
  const slips = slipsIn(
    folder,
    rows.map(({ segment }) => segment),
  );
  expect(await survivorsOf(folder, slips)).toEqual({ slips: 27, survivors: ['big-spenders: 10% → 11%'] });
});
