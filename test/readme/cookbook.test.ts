/** The definitions of the cookbook are right for the samples, and hold as many as the page says. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../architecture/source-files.ts';
import { buildProgram, type Copy, makeCopy, project } from './copy.ts';

const page = readFileSync(join(root, 'segments/cookbook.md'), 'utf8');

interface Recipe {
  readonly names: readonly string[];
  readonly text: string;
  readonly sizes: readonly number[];
}

const recipes = [...page.matchAll(/^```yaml\n([\s\S]*?)^```\n\nFinds ([\d, and]+) customers\./gm)].map(
  ([, text, sizes]): Recipe => ({
    names: [...text!.matchAll(/^(?: *- )?name: (.+)$/gm)].map(([, name]) => name!),
    text: text!,
    sizes: sizes!.split(' and ').map((size) => Number(size.replace(',', ''))),
  }),
);

let copy: Copy;
beforeAll(async () => {
  copy = makeCopy(project);
  await buildProgram(copy.path);
  mkdirSync(join(copy.path, 'segments/cookbook'));
  for (const { names, text } of recipes)
    writeFileSync(join(copy.path, 'segments/cookbook', `${names[0]}.yaml`), text);
});
afterAll(() => copy.remove());

describe('the cookbook', () => {
  it('says of every definition how many it finds', () => {
    expect(recipes.length).toBe(page.match(/^```yaml$/gm)!.length);
    expect(recipes.length).toBe(page.match(/^### /gm)!.length);
  });

  it('has nothing to complain of', async () => {
    const { code, out, err } = await copy.shell('segment check segments/cookbook --counts --format csv');
    expect({ code, err }).toMatchObject({ code: 0 });
    expect(out.trim().split('\n').slice(1)).toEqual([]);
  });

  it('finds whom it says', async () => {
    const { out } = await copy.shell('segment count segments/cookbook --format csv');
    const rows = out.trim().split('\n').slice(1);
    const found = new Map(rows.map((row) => [row.split(',')[0]!, Number(row.split(',')[1])]));
    const said = recipes.flatMap(({ names, sizes }) => names.map((name, index) => [name, sizes[index]]));
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(said));
  });

  /** Counted in `samples/README.md` row by row, without the tool. */
  it.each([
    ['cart-left-a-day', 'carts-left-a-day'],
    ['sale-only', 'black-friday'],
  ])('%s is what was planted', (name, planted) => {
    const samples = readFileSync(join(root, 'samples/README.md'), 'utf8');
    const [, number] = new RegExp(`^\\| \`${planted}\` \\| (\\d+) \\|`, 'm').exec(samples)!;
    expect(recipes.find(({ names }) => names[0] === name)!.sizes).toEqual([Number(number)]);
  });
});
