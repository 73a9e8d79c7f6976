// Bundles src/ into dist/. Lazily imported rooms become files of their own, so that a command
// loads only what it needs; DuckDB's native bindings stay outside.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Of the code that reads data files: what an earlier build kept of them is not what this one makes of them. */
function loaderDigest() {
  const digest = createHash('sha256');
  for (const room of ['src/sources', 'src/database', 'src/model']) {
    for (const file of readdirSync(room).sort()) digest.update(readFileSync(join(room, file)));
  }
  return digest.digest('hex').slice(0, 16);
}

await build({
  entryPoints: { cli: 'src/cli.ts' },
  outdir: 'dist',
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
