// Bundles src/ into one file in dist/, of which a part runs only when it is imported, and has V8 compile what
// a run on the samples needs; DuckDB's native bindings stay outside.
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

const folder = 'dist';
const program = 'cli.cjs';
const manual = 'segment.1';

const { outputFiles } = await build({
  entryPoints: ['src/cli.ts'],
  write: false,
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  // Code that is compiled ahead may not import: Node 20 does not know from where.
  supported: { 'dynamic-import': false },
  minify: true,
  define: {
    LOADER_DIGEST: JSON.stringify(digestOf(readers)),
    PLANNER_DIGEST: JSON.stringify(digestOf(planners)),
    'import.meta.url': 'programUrl',
  },
  external: ['@duckdb/node-bindings*'],
  logLevel: 'warning',
});
const [{ text }] = outputFiles;
const digest = shortHex(createHash('sha256').update(text));

mkdirSync(folder, { recursive: true });
writeWhole(join(folder, program), `// ${digest}\n${text}`);
writeWhole(join(folder, manual), await loadProgram().manual());
compile('run', 'segments/app-shoppers.yaml', '--no-cache', '--format', 'csv', '--quiet');
for (const name of readdirSync(folder)) {
  // Another build may be writing.
  const isCurrent = name === program || name === manual || name.includes(digest) || name.endsWith('.part');
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
