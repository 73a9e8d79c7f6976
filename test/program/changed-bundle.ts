/** The program with changes of its own source, run in this process. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import vm from 'node:vm';
import { build, type Plugin } from 'esbuild';
import type { Program } from './bundle.ts';

const root = new URL('../../', import.meta.url).pathname;

/** What stands in a file, and what is to stand there. */
export type Change = readonly [stands: string, instead: string];

export interface Changed {
  /** By file, below `src`. */
  readonly changes: ReadonlyMap<string, readonly Change[]>;
  /** In place of the digests of its code. */
  readonly version: string;
  /** What changed code may call under these names. */
  readonly given?: Readonly<Record<string, unknown>>;
}

/** The source of the file with the changes. Throws where one does not stand in it. */
export function changedSource(file: string, changes: readonly Change[]): string {
  let text = readFileSync(join(root, 'src', file), 'utf8');
  for (const [stands, instead] of changes) {
    if (!text.includes(stands)) throw new Error(`\`${stands}\` does not stand in \`${file}\``);
    text = text.replace(stands, () => instead);
  }
  return text;
}

export async function loadChanged({ changes, version, given = {} }: Changed): Promise<Program> {
  const changing: Plugin = {
    name: 'changing',
    setup: (bundle) => {
      bundle.onLoad({ filter: /src\/.*\.ts$/ }, ({ path }) => {
        const file = path.slice(join(root, 'src/').length);
        const of = changes.get(file);
        return of && { contents: changedSource(file, of), loader: 'ts' };
      });
    },
  };
  const { outputFiles } = await build({
    entryPoints: [join(root, 'src/cli.ts')],
    absWorkingDir: root,
    write: false,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    supported: { 'dynamic-import': false },
    define: {
      LOADER_DIGEST: JSON.stringify(version),
      PLANNER_DIGEST: JSON.stringify(version),
      'import.meta.url': 'programUrl',
    },
    external: ['@duckdb/node-bindings*'],
    plugins: [changing],
    logLevel: 'error',
  });
  return run(outputFiles[0]!.text, given);
}

function run(text: string, given: Readonly<Record<string, unknown>>): Program {
  const url = new URL('../../dist/cli.cjs', import.meta.url).href;
  const names = ['exports', 'require', 'module', 'programUrl', ...Object.keys(given)];
  const script = new vm.Script(`(function (${names.join(', ')}) {${text}\n})`);
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(url), module, url, ...Object.values(given));
  return module.exports as Program;
}
