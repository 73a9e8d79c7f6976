/** The recipe for an operator, followed to the letter in a copy of the source. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { circles } from '../architecture/circles.ts';
import { root, sourceFiles } from '../architecture/source-files.ts';
import { buildProgram, type Copy, makeCopy } from './copy.ts';

let copy: Copy;

beforeAll(async () => {
  copy = makeCopy(['tsconfig.json']);
  const recipes = readFileSync(join(root, 'src/README.md'), 'utf8');
  const code = /^ {3}```ts operator\n([\s\S]*?)^ {3}```$/m.exec(recipes)![1]!.replaceAll(/^ {3}/gm, '');
  const folder = join(copy.path, 'src/language/operators');
  writeFileSync(join(folder, 'same-word.ts'), code);
  const index = readFileSync(join(folder, 'index.ts'), 'utf8');
  const changed = index
    .replace(/^import /m, "import { sameWord } from './same-word.ts';\nimport ")
    .replace(/(readonly Operator\[\] = \[\n)/, '$1  sameWord,\n');
  expect(changed.split('\n').length).toBe(index.split('\n').length + 2);
  writeFileSync(join(folder, 'index.ts'), changed);
});
afterAll(() => copy.remove());

it('the operator has the types that it must have', async () => {
  writeFileSync(
    join(copy.path, 'tsconfig.operator.json'),
    JSON.stringify({ extends: './tsconfig.json', include: [], files: ['src/language/operators/index.ts'] }),
  );
  const { code, out } = await copy.shell('node_modules/.bin/tsc --noEmit -p tsconfig.operator.json');
  expect({ code, out }).toEqual({ code: 0, out: '' });
});

it('the house stays in order', () => {
  expect(circles(sourceFiles(copy.path))).toEqual([]);
});

it('segments can use it at once', async () => {
  await buildProgram(copy.path);
  const shop = join(copy.path, 'shop');
  mkdirSync(join(shop, 'segments'), { recursive: true });
  const project = 'customers: { file: customers.csv, key: id }\n';
  writeFileSync(join(shop, 'segment.config.yaml'), project);
  writeFileSync(join(shop, 'customers.csv'), 'id,country\n1,PL\n2,pl\n3,HU\n4,\n');
  writeFileSync(join(shop, 'segments/poles.yaml'), 'where: { country: { same_word: pL } }\n');
  writeFileSync(join(shop, 'segments/others.yaml'), 'where: { not: { country: { same_word: pL } } }\n');
  const { code, out, err } = await copy.shell(`cd shop && segment run segments --as-of 2026-06-30`);
  expect({ code, out, err: /error/.test(err) }).toEqual({
    code: 0,
    out: 'segment,id\nothers,3\nothers,4\npoles,1\npoles,2\n',
    err: false,
  });
  const explained = await copy.shell(`cd shop && segment explain poles --as-of 2026-06-30`);
  expect(explained.out).toContain('is the word pL');
});
