/** What a user gets who installs the package: the program, its pages, and nothing that npm warns of. */
import { execFileSync } from 'node:child_process';
import {
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
    expect(Object.keys(scripts).filter((script) => /^(pre|post)?install$/.test(script))).toEqual([]);
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
