/** What a user gets who installs the package: the program, its pages, and nothing that npm warns of. */
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { root } from '../architecture/source-files.ts';
import { finish } from '../commands/fixture/program.ts';
import { quietAddresses, writeShop } from './shopify-shop.ts';

const { name, version, dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  name: string;
  version: string;
  dependencies: Record<string, string>;
};

let folder: string;
let installed: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'segment-package-'));
  const words = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder];
  execFileSync('npm', words, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  installed = join(folder, 'node_modules', name);
  mkdirSync(installed, { recursive: true });
  // As npm puts it there; without a network, what it depends on is that of the checkout.
  execFileSync('tar', [
    '-xzf',
    join(folder, `${name}-${version}.tgz`),
    '--strip-components=1',
    '-C',
    installed,
  ]);
  for (const dependency of [...Object.keys(dependencies), '@duckdb/node-bindings']) {
    const place = join(folder, 'node_modules', dependency);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(realpathSync(join(root, 'node_modules', dependency)), place);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const segment = (...words: string[]) =>
  finish(process.execPath, [join(installed, 'bin/segment.js'), ...words], { cwd: folder });

describe('the package', () => {
  it('has a name of its own, and the command is `segment`', async () => {
    expect(name).not.toBe('segment');
    expect(await segment('--version')).toMatchObject({ code: 0, out: `${version}\n`, err: '' });
  });

  it('has what is read and what is run, and none of what it is made of', () => {
    const found = readdirSync(installed).sort();
    const needed = [
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'bin',
      'dist',
      'package.json',
      'samples',
      'segments',
    ];
    expect(found).toEqual([...needed, 'segment.config.yaml'].sort());
    expect(existsSync(join(installed, 'segments/README.md'))).toBe(true);
  });

  it('runs on its samples from an empty folder', async () => {
    const project = join(installed, 'segment.config.yaml');
    const { code, out } = await segment(
      'count',
      join(installed, 'segments'),
      '--project',
      project,
      '--no-cache',
    );
    expect(code).toBe(0);
    expect(out.split('\n').length).toBeGreaterThan(10);
  });

  it('without the engine of its platform says which package is missing', async () => {
    const bare = mkdtempSync(join(tmpdir(), 'segment-bare-'));
    execFileSync('cp', ['-r', `${installed}/.`, bare]);
    const { code, err } = await finish(
      process.execPath,
      [join(bare, 'bin/segment.js'), 'count', 'segments'],
      {
        cwd: bare,
        env: { ...process.env, NODE_PATH: '' },
      },
    );
    rmSync(bare, { recursive: true });
    expect({ code, err }).toMatchObject({ code: 3, err: expect.stringContaining('@duckdb/node-bindings-') });
    expect(err).not.toContain('bug');
  });

  it('runs nothing when it is installed', () => {
    const { scripts } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    // npm warns of `prepare` too when the package is a file.
    const run = /^((pre|post)?install|prepare)$/;
    expect(Object.keys(scripts).filter((script) => run.test(script))).toEqual([]);
  });
});

/** The commands that a text shows for `segment WORD`, the first of them as the words of a shell. */
function shown(text: string, word: string): readonly string[] {
  const found = new RegExp(`segment (${word}[^\`\\n,(]*)`).exec(text)?.[1];
  expect(found, text).toBeDefined();
  return found!.trim().split(/ +/);
}

const exported = join(process.env['SEGMENT_REFERENCE_DATA'] ?? '', '../exports/shopify');
const hasExports = process.env['SEGMENT_REFERENCE_DATA'] !== undefined && existsSync(exported);

/** Who bought twice and fell silent, and agreed: by the questions that stand beside the export. */
function quietInExport(): readonly string[] {
  const [{ answer }] = JSON.parse(readFileSync(join(exported, 'questions.json'), 'utf8')) as [
    { readonly answer: readonly string[] },
  ];
  const [header = '', ...rows] = readFileSync(join(exported, 'data/customers_export.csv'), 'utf8').split(
    '\n',
  );
  const place = (name: string): number => header.split(',').indexOf(name);
  const [email, consent] = [place('Email'), place('Accepts Email Marketing')];
  const agreed = rows.map((row) => row.split(',')).filter((row) => row[consent] === 'yes');
  const addresses = new Set(agreed.map((row) => row[email]!.toLowerCase()));
  return answer.filter((address) => addresses.has(address)).sort();
}

interface Shop {
  readonly write: (folder: string) => void;
  readonly quiet: () => readonly string[];
}

const shops: readonly (readonly [string, Shop])[] = [
  ['an invented shop', { write: writeShop, quiet: quietAddresses }],
  ...(hasExports
    ? [
        [
          'the export beside the reference data',
          {
            write: (folder: string) => cpSync(join(exported, 'data'), folder, { recursive: true }),
            quiet: quietInExport,
          },
        ] as const,
      ]
    : []),
];

describe('somebody with a folder from Shopify, the package and its help', () => {
  it.each(shops)('has a file for Mailchimp in five commands: %s', async (_, { write, quiet }) => {
    const shop = mkdtempSync(join(tmpdir(), 'segment-newcomer-'));
    try {
      write(join(shop, 'shopify'));
      const run = (...words: readonly string[]) =>
        finish(process.execPath, [join(installed, 'bin/segment.js'), ...words], {
          cwd: join(shop, 'shopify'),
          env: { ...process.env, SEGMENT_AS_OF: '2026-06-30', TZ: 'Europe/Warsaw' },
        });
      const help = await run('--help');
      const refused = await run(...shown(help.out, 'init'));
      expect(refused.code).toBe(2);
      const made = await run(...shown(refused.err, 'init --yes'));
      expect(made.code, made.err).toBe(0);
      const counted = await run(...shown(made.err, 'count'));
      expect([counted.code, counted.out]).toEqual([0, expect.stringContaining('\ngood-and-quiet,')]);
      const last = await run(...shown(made.err, 'export'));
      expect(last.code, last.err).toBe(0);
      const [header, ...rows] = readFileSync(join(shop, 'shopify/list.csv'), 'utf8').trimEnd().split('\n');
      expect(header).toBe('Email Address,First Name,Last Name,Phone Number');
      expect(rows.map((row) => row.split(',')[0]).sort()).toEqual(quiet());
      expect(rows.length).toBeGreaterThan(3);
    } finally {
      rmSync(shop, { recursive: true, force: true });
    }
  });
});

describe('the manual page', () => {
  const page = (): string => readFileSync(join(installed, 'dist/segment.1'), 'utf8');

  it('is in the package, and has every command and option', async () => {
    expect(JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))).toMatchObject({
      man: ['dist/segment.1'],
    });
    for (const { hidden, load } of commands) {
      if (hidden) continue;
      const command = await load();
      expect(page()).toContain(`.SS "segment ${command.name}"`);
      for (const option of Object.keys(command.options)) {
        expect(page()).toContain(`\\-\\-${option.replaceAll('-', '\\-')}`);
      }
    }
  });

  it('is roff of plain letters, whose lines are requests or text', () => {
    expect(page()).toMatch(/^\.TH SEGMENT 1 /);
    expect(page()).not.toMatch(/[^\n -~]/);
    const requests = page().match(/^\.\w+/gm)!;
    expect([...new Set(requests)].sort()).toEqual(
      ['.B', '.I', '.PP', '.RE', '.RS', '.SH', '.SS', '.TH', '.TP', '.fi', '.nf'].sort(),
    );
  });
});

it('no page names a way that would fetch another’s package', () => {
  const pages = ['README.md', 'samples/README.md', 'segments/README.md'].map((page) => join(root, page));
  for (const page of pages) {
    const lines = readFileSync(page, 'utf8')
      .split('\n')
      .filter((line) => /npx (--yes )?segment|npm (i|install) (-g )?segment/.test(line));
    // In a checkout it is the checkout's own; elsewhere the page may only warn.
    expect(lines.filter((line) => !/npm ci &&|In a checkout|never write/.test(line))).toEqual([]);
  }
});
