/**
 * The program with small numbers in place of those at which it goes another way (`thresholds.ts`), so that generated
 * cases pass both sides of each: its code, but for these numbers and for what remembers which way was taken.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import vm from 'node:vm';
import { build, type Plugin } from 'esbuild';
import { type Program, runWith } from '../program/bundle.ts';
import { productOf } from './product.ts';
import { type Shortcut, shortcuts } from './thresholds.ts';

const root = new URL('../../', import.meta.url).pathname;

/** Which shortcuts were taken, and which were passed by. */
export const seen = new Set<string>();

export const sideOf = (name: string, isTaken: boolean): string =>
  `${name}: ${isTaken ? 'taken' : 'passed by'}`;

/** The source of the file, with the numbers of its shortcuts small. Throws where one does not stand in it. */
export function smallSource(file: string, of: readonly Shortcut[]): string {
  let text = readFileSync(join(root, 'src', file), 'utf8');
  const put = ([stands, small]: readonly [string, string]): void => {
    if (!text.includes(stands)) throw new Error(`\`${stands}\` does not stand in \`${file}\``);
    text = text.replace(stands, () => small);
  };
  for (const { numbers, place } of of) {
    for (const number of numbers) put(number);
    put(place);
  }
  return text;
}

const smaller: Plugin = {
  name: 'smaller',
  setup: (bundle) => {
    bundle.onLoad({ filter: /src\/.*\.ts$/ }, ({ path }) => {
      const file = path.slice(join(root, 'src/').length);
      const of = Object.values(shortcuts).filter((shortcut) => shortcut.file === file);
      return of.length === 0 ? undefined : { contents: smallSource(file, of), loader: 'ts' };
    });
  },
};

async function loadSmall(): Promise<Program> {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'src/cli.ts')],
    absWorkingDir: root,
    write: false,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    supported: { 'dynamic-import': false },
    define: { LOADER_DIGEST: '"small"', PLANNER_DIGEST: '"small"', 'import.meta.url': 'programUrl' },
    external: ['@duckdb/node-bindings*'],
    plugins: [smaller],
    logLevel: 'error',
  });
  const url = new URL('../../dist/cli.cjs', import.meta.url).href;
  const script = new vm.Script(
    `(function (exports, require, module, programUrl, decided) {${outputFiles[0]!.text}\n})`,
  );
  const module = { exports: {} };
  const decided = (name: string, isTaken: boolean): boolean => {
    seen.add(sideOf(name, isTaken));
    return isTaken;
  };
  script.runInThisContext()(module.exports, createRequire(url), module, url, decided);
  return module.exports as Program;
}

let program: Promise<Program> | undefined;

export const runSmall = productOf(async (words, surroundings) => {
  program ??= loadSmall();
  return runWith(await program, words, surroundings);
});
