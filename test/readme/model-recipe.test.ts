/** The recipe for a named model, followed to the letter in a copy of the source. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { circles } from '../architecture/circles.ts';
import { root, sourceFiles } from '../architecture/source-files.ts';
import { buildProgram, type Copy, makeCopy } from './copy.ts';

let copy: Copy;

/** Changes a file of the copy by a replacement that must add lines. */
function edit(name: string, change: (text: string) => string): void {
  const path = join(copy.path, 'src', name);
  const text = readFileSync(path, 'utf8');
  const changed = change(text);
  expect(changed.length, name).toBeGreaterThan(text.length);
  writeFileSync(path, changed);
}

beforeAll(() => {
  copy = makeCopy(['tsconfig.json']);
  const recipes = readFileSync(join(root, 'src/README.md'), 'utf8');
  const code = (name: string): string =>
    new RegExp(`^ {3}\`\`\`ts ${name}\\n([\\s\\S]*?)^ {3}\`\`\`$`, 'm')
      .exec(recipes)![1]!
      .replaceAll(/^ {3}/gm, '');
  writeFileSync(join(copy.path, 'src/language/models/pace.ts'), code('model-section'));
  writeFileSync(join(copy.path, 'src/features/pace.ts'), code('model'));
  edit('language/models/index.ts', (text) =>
    text
      .replace(/^import /m, "import { paceSection } from './pace.ts';\nimport ")
      .replace(/(modelSections = \{)/, '$1 pace: paceSection,'),
  );
  edit('features/index.ts', (text) =>
    text
      .replace(/^import /m, "import { paceModels } from './pace.ts';\nimport ")
      .replace(/(modelKinds: [^=]*= \{)/, '$1 pace: paceModels,'),
  );
});
afterAll(() => copy.remove());

it('the model has the types that it must have', async () => {
  const config = {
    extends: './tsconfig.json',
    include: [],
    files: ['src/features/index.ts', 'src/editor/project-file.ts'],
  };
  writeFileSync(join(copy.path, 'tsconfig.model.json'), JSON.stringify(config));
  const { code, out } = await copy.shell('node_modules/.bin/tsc --noEmit -p tsconfig.model.json');
  expect({ code, out }).toEqual({ code: 0, out: '' });
});

it('the house stays in order', () => {
  expect(circles(sourceFiles(copy.path))).toEqual([]);
});

it('its fields stand wherever a field may, and its name is one of the set', async () => {
  await buildProgram(copy.path);
  const shop = join(copy.path, 'shop');
  mkdirSync(join(shop, 'segments'), { recursive: true });
  const project = (name: string) => `as_of: 2026-06-30
customers: { file: customers.csv, key: id }
events: { orders: { file: orders.csv, customer: id } }
pace: { ${name}: orders }
`;
  writeFileSync(join(shop, 'segment.config.yaml'), project('rhythm'));
  writeFileSync(join(shop, 'customers.csv'), 'id\n1\n2\n3\n');
  // One, two and four orders: the median is two.
  writeFileSync(join(shop, 'orders.csv'), 'id\n1\n2\n2\n3\n3\n3\n3\n');
  writeFileSync(
    join(shop, 'segments/often.yaml'),
    `segments:
  - { name: often, where: { rhythm.times: { gte: 1 } }, columns: [rhythm.times] }
  - { name: most, where: { rhythm.times: { top: { customers: 1 } } } }
`,
  );
  const { code, out, err } = await copy.shell('cd shop && segment run segments');
  expect({ code, out, err: /error/.test(err) }).toEqual({
    code: 0,
    out: 'segment,id,rhythm.times\nmost,3,\noften,2,1\noften,3,2\n',
    err: false,
  });
  const schema = await copy.shell('cd shop && segment schema');
  expect(schema.out).toContain('rhythm.times');
  writeFileSync(join(shop, 'segment.config.yaml'), project('orders'));
  const taken = await copy.shell('cd shop && segment check');
  expect(taken.err + taken.out).toContain('`orders` cannot name a pace: it is an event table already');
});
