// Bundles src/ into one file in dist/, of which a part runs only when it is imported, puts packages that few commands
// need into a second one, and has V8 compile what a run on the samples needs; DuckDB's native bindings stay outside.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { loadProgram } from './program.js';
import { writeWhole } from './write-whole.js';

/** Of the code that reads data files: what an earlier build kept of them is not what this one makes of them. */
const readers = ['src/sources', 'src/database', 'src/model'];
/** Of the code that makes values of them. */
const planners = ['src/plan', 'src/sql', 'src/sql/dialects', 'src/language/measures', 'src/evaluation'];

/** Packages that a process reads when it first asks for one of them. */
const rarelyAsked = [
  '@clack/prompts',
  'hucre/xlsx',
  'ml-kmeans',
  'vscode-languageserver',
  'vscode-languageserver/node',
  'vscode-languageserver-textdocument',
];

function digestOf(rooms) {
  const digest = createHash('sha256');
  for (const room of rooms) {
    for (const file of readdirSync(room).sort()) {
      if (file.endsWith('.ts')) digest.update(readFileSync(join(room, file)));
    }
  }
  return shortHex(digest);
}

function shortHex(digest) {
  return digest.digest('hex').slice(0, 16);
}

function readElsewhere(bundle) {
  const namespace = 'rarely-asked';
  bundle.onResolve({ filter: /^[@a-z]/ }, ({ path }) =>
    rarelyAsked.includes(path) ? { path, namespace } : undefined,
  );
  bundle.onLoad({ filter: /./, namespace }, ({ path }) => ({
    contents: `module.exports = require('./${rareFile}')['${path}'];`,
    resolveDir: '.',
  }));
}

/** V8 reads a script of one byte a letter in half the time. What is left of others stands in patterns, where an escape is the same. */
function asciiOf(code) {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const folder = 'dist';
const program = 'cli.cjs';
const manual = 'segment.1';
const shape = {
  write: false,
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  minify: true,
  logLevel: 'warning',
};

const rare = await build({
  ...shape,
  stdin: {
    contents: `module.exports = {${rarelyAsked.map((name) => `get '${name}'() { return require('${name}'); }`)}}`,
    resolveDir: '.',
  },
});
const rareText = asciiOf(rare.outputFiles[0].text);
const rareFile = `packages.${shortHex(createHash('sha256').update(rareText))}.cjs`;

const { outputFiles } = await build({
  ...shape,
  entryPoints: ['src/cli.ts'],
  // Code that is compiled ahead may not import: Node 20 does not know from where.
  supported: { 'dynamic-import': false },
  define: {
    LOADER_DIGEST: JSON.stringify(digestOf(readers)),
    PLANNER_DIGEST: JSON.stringify(digestOf(planners)),
    'import.meta.url': 'programUrl',
  },
  external: ['@duckdb/node-bindings*', `./${rareFile}`],
  plugins: [{ name: 'rarely-asked', setup: readElsewhere }],
});
const text = asciiOf(outputFiles[0].text);
const digest = shortHex(createHash('sha256').update(text));

mkdirSync(folder, { recursive: true });
writeWhole(join(folder, rareFile), rareText);
writeWhole(join(folder, program), `// ${digest}\n${text}`);
writeWhole(join(folder, manual), await loadProgram().manual());
compile('run', 'segments/app-shoppers.yaml', '--no-cache', '--format', 'csv', '--quiet');
for (const name of readdirSync(folder)) {
  // Another build may be writing.
  const isCurrent =
    [program, manual, rareFile].includes(name) || name.includes(digest) || name.endsWith('.part');
  if (!isCurrent) rmSync(join(folder, name), { force: true });
}

/** Without compiled code everything works, and starts later. */
function compile(...words) {
  try {
    execFileSync(process.execPath, ['bin/compile.js', ...words], { stdio: 'ignore' });
  } catch {
    console.error('the program could not run on the samples, so nothing was compiled ahead');
  }
}
