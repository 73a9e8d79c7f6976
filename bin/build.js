// Bundles src/ into dist/. Lazily imported rooms become files of their own, so that a command
// loads only what it needs; DuckDB's native bindings stay outside. A program that runs meanwhile finds its
// files: each appears whole, cli.js after those that it names, and those of the build before this one stay.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

/** Of the code that reads data files: what an earlier build kept of them is not what this one makes of them. */
function loaderDigest() {
  const digest = createHash('sha256');
  for (const room of ['src/sources', 'src/database', 'src/model']) {
    for (const file of readdirSync(room).sort()) digest.update(readFileSync(join(room, file)));
  }
  return digest.digest('hex').slice(0, 16);
}

const folder = 'dist';
const entry = 'cli.js';

function writeWhole({ path, contents }) {
  writeFileSync(`${path}.${process.pid}`, contents);
  renameSync(`${path}.${process.pid}`, path);
}

/** All files of a build are written within this time, in milliseconds. */
const patience = 60_000;

function removeOlderThan(time, written) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const age = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? time;
    if (!written.has(name) && age < time - patience) rmSync(path, { force: true });
  }
}

const { outputFiles } = await build({
  entryPoints: { cli: 'src/cli.ts' },
  outdir: folder,
  write: false,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minify: true,
  define: { LOADER_DIGEST: JSON.stringify(loaderDigest()) },
  external: ['@duckdb/node-bindings*'],
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});

mkdirSync(folder, { recursive: true });
const entryPath = join(folder, entry);
const buildBefore = existsSync(entryPath) ? statSync(entryPath).mtimeMs : 0;
const isEntry = ({ path }) => basename(path) === entry;
for (const file of outputFiles.toSorted((a, b) => isEntry(a) - isEntry(b))) writeWhole(file);
removeOlderThan(buildBefore, new Set(outputFiles.map(({ path }) => basename(path))));
