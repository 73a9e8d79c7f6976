// The bundled program as `bin/segment.js` loads it, with and without the code compiled ahead.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'segment-program-'));
  cpSync('bin', join(folder, 'bin'), { recursive: true });
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
});

afterEach(() => rmSync(folder, { recursive: true }));

function writeProgram(digest: string, word: string): void {
  const main = `exports.main = async () => console.log('${word}', process.argv[2], require('node:path').posix.sep)`;
  writeFileSync(join(folder, 'dist/cli.cjs'), `// ${digest}\n${main}`);
}

function run(script: string): string {
  return execFileSync(process.execPath, [join(folder, 'bin', script), 'x'], { encoding: 'utf8' });
}

function isCompiledUsed(): boolean {
  const code = `import { loadProgram } from './bin/program.js'; console.log(loadProgram().script.cachedDataRejected)`;
  const options = { cwd: folder, encoding: 'utf8' } as const;
  return execFileSync(process.execPath, ['--input-type=module', '-e', code], options).trim() === 'false';
}

function compiledFiles(): readonly string[] {
  return readdirSync(join(folder, 'dist')).filter((name) => name !== 'cli.cjs');
}

it('runs the program with the code compiled ahead', () => {
  writeProgram('aaaa', 'one');
  expect(isCompiledUsed()).toBe(false);
  expect(run('compile.js')).toBe('one x /\n');
  expect(compiledFiles()).toEqual([`cli.cjs.aaaa-${process.version}-${process.platform}-${process.arch}`]);
  expect(isCompiledUsed()).toBe(true);
  expect(run('segment.js')).toBe('one x /\n');
});

it('leaves compiled code alone that is of another text, or no code', () => {
  writeProgram('aaaa', 'one');
  run('compile.js');
  writeProgram('bbbb', 'two');
  expect(run('segment.js')).toBe('two x /\n');
  expect(isCompiledUsed()).toBe(false);
  writeProgram('aaaa', 'one');
  writeFileSync(join(folder, 'dist', compiledFiles()[0]!), 'no code');
  expect(isCompiledUsed()).toBe(false);
  expect(run('segment.js')).toBe('one x /\n');
});
