/** The recipes of `src/README.md`, followed to the letter in one copy of the source. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { circles } from '../architecture/circles.ts';
import { root, sourceFiles } from '../architecture/source-files.ts';
import { buildProgram, type Copy, makeCopy } from './copy.ts';

interface Recipe {
  /** The tag of its example. */
  readonly tag: string;
  readonly file: string;
  readonly exports: string;
  /** The open list that gets a line, and what the line stands behind. */
  readonly list?: { readonly file: string; readonly behind: RegExp; readonly entry?: string };
}

const RECIPES: readonly Recipe[] = [
  {
    tag: 'operator',
    file: 'language/operators/same-word.ts',
    exports: 'sameWord',
    list: { file: 'language/operators/index.ts', behind: /readonly Operator\[\] = \[/ },
  },
  {
    tag: 'measure',
    file: 'language/measures/spread.ts',
    exports: 'spread',
    list: { file: 'language/measures/index.ts', behind: /readonly Measure\[\] = \[/ },
  },
  { tag: 'analysis', file: 'analyses/middle.ts', exports: 'answerMiddle' },
  {
    tag: 'command',
    file: 'commands/middle.ts',
    exports: 'middle',
    list: {
      file: 'commands/index.ts',
      behind: /readonly CommandEntry\[\] = \[/,
      entry: `\n  {
    name: 'middle',
    summary: 'the middle value of a field',
    load: async () => (await import('./middle.ts')).middle,
  },`,
    },
  },
  {
    tag: 'format',
    file: 'output/records.ts',
    exports: 'records',
    list: { file: 'output/index.ts', behind: /readonly Format\[\] = \[/ },
  },
  {
    tag: 'platform',
    file: 'outgoing/newsletter.ts',
    exports: 'newsletter',
    list: { file: 'outgoing/index.ts', behind: /readonly Platform\[\] = \[/ },
  },
];

const SHOP = {
  'segment.config.yaml': `customers:
  file: customers.csv
  key: id
  contact: { email: mail }
  consent: { email: agreed }
events:
  orders: { file: orders.csv, customer: id, time: at, value: total }
`,
  'customers.csv':
    'id,country,mail,last_name,agreed,points\n1,PL,a@x.pl,Nowak,yes,1\n2,pl,b@x.pl,Lis,no,3\n3,HU,c@x.pl,Wilk,yes,8\n4,,,,no,\n',
  'orders.csv': 'id,at,total\n1,2026-05-01,10\n1,2026-05-02,25\n3,2026-06-01,7\n',
  'segments/poles.yaml': 'where: { country: { same_word: pL } }\n',
  'segments/others.yaml': 'where: { not: { country: { same_word: pL } } }\n',
  'segments/uneven.yaml': 'where: { orders: { spread: { of: total, gte: 15 } } }\n',
};

let copy: Copy;

const shop = (line: string) => copy.shell(`cd shop && segment ${line} --as-of 2026-06-30`);

beforeAll(async () => {
  copy = makeCopy(['tsconfig.json']);
  const recipes = readFileSync(join(root, 'src/README.md'), 'utf8');
  for (const recipe of RECIPES) follow(recipe, recipes);
  mkdirSync(join(copy.path, 'shop/segments'), { recursive: true });
  for (const [name, text] of Object.entries(SHOP)) writeFileSync(join(copy.path, 'shop', name), text);
  await buildProgram(copy.path);
});
afterAll(() => copy.remove());

function follow({ tag, file, exports: name, list }: Recipe, recipes: string): void {
  const example = new RegExp(`^ {3}\`\`\`ts ${tag}\\n([\\s\\S]*?)^ {3}\`\`\`$`, 'm').exec(recipes);
  const path = join(copy.path, 'src', file);
  writeFileSync(path, example![1]!.replaceAll(/^ {3}/gm, ''));
  if (!list) return;
  const index = join(copy.path, 'src', list.file);
  const text = readFileSync(index, 'utf8');
  const listed = text.replace(list.behind, (start) => `${start}${list.entry ?? ` ${name},`}`);
  expect(listed).not.toBe(text);
  const imported = `import { ${name} } from './${file.split('/').at(-1)}';\n`;
  writeFileSync(index, list.entry ? listed : listed.replace(/^import /m, `${imported}import `));
}

it('everything has the types that it must have', async () => {
  const files = RECIPES.flatMap(({ file, list }) => [file, ...(list ? [list.file] : [])]);
  writeFileSync(
    join(copy.path, 'tsconfig.recipes.json'),
    JSON.stringify({
      extends: './tsconfig.json',
      include: [],
      files: files.map((file) => `src/${file}`),
    }),
  );
  const { code, out } = await copy.shell('node_modules/.bin/tsc --noEmit -p tsconfig.recipes.json');
  expect({ code, out }).toEqual({ code: 0, out: '' });
});

it('the house stays in order', () => {
  expect(circles(sourceFiles(copy.path))).toEqual([]);
});

it('segments can use the operator at once', async () => {
  const { code, out } = await shop('run segments/poles.yaml segments/others.yaml');
  expect({ code, out }).toEqual({ code: 0, out: 'segment,id\nothers,3\nothers,4\npoles,1\npoles,2\n' });
  expect((await shop('explain poles')).out).toContain('is the word pL');
});

it('segments can use the measure at once', async () => {
  expect((await shop('run segments/uneven.yaml')).out).toBe('segment,id\nuneven,1\n');
  expect((await shop('explain uneven')).out).toContain('spread of total of orders');
});

it('the command answers, as its analysis says, in every format and in the help', async () => {
  expect((await shop('middle points --format csv')).out).toBe('field,middle\npoints,3\n');
  const { out, err } = await shop('middle points --format json');
  expect(JSON.parse(out)).toEqual([{ field: 'points', middle: 3 }]);
  expect(JSON.parse(err.trim().split('\n').at(-1)!)).toMatchObject({
    code: 'customers',
    message: 'of 3 customers who have it',
  });
  expect((await copy.shell('segment --help')).out).toContain('the middle value of a field');
  expect((await copy.shell('segment complete -- mid')).out).toContain('middle');
});

it('the format is taken by `--format`, by the extension, by help and completion', async () => {
  const records = 'field: points\nmiddle: 3\n\n';
  expect((await shop('middle points --format records')).out).toBe(records);
  await shop('middle points --out middle.rec');
  expect(readFileSync(join(copy.path, 'shop/middle.rec'), 'utf8')).toBe(records);
  expect((await shop('run segments/uneven.yaml --format records')).out).toBe('segment: uneven\nid: 1\n\n');
  expect((await copy.shell('segment complete -- count --format rec')).out).toContain('records');
  expect((await copy.shell('segment count --help')).out).toContain('records');
});

it('the platform is one of those that `export` knows', async () => {
  const { code, out } = await shop('export segments/others.yaml --to newsletter');
  expect({ code, out }).toEqual({ code: 0, out: 'Address,Name\nc@x.pl,Wilk\n' });
});
