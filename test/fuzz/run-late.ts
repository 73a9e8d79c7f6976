/** `npm run fuzz:late -- 1000000 [.csv.gz …]`: a surprise after so many clean rows, in every kind of file. Needs the program `zstd`. */
import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { lateSurprises } from './compare-late.ts';

const [rows = '1000000', ...endings] = process.argv.slice(2);
const packs = {
  '': (bytes: Buffer) => bytes,
  '.gz': (bytes: Buffer) => gzipSync(bytes, { level: 1 }),
  '.zst': (bytes: Buffer) =>
    execFileSync('zstd', ['-q', '-1', '--check', '-c'], { input: bytes, maxBuffer: 2 ** 30 }),
};
const started = performance.now();
const { files, read, differences } = await lateSurprises(
  Number(rows),
  packs,
  (line) => console.log(line),
  endings,
);
const seconds = Math.round((performance.now() - started) / 1000);
console.log(`${files} files, ${read} rows, in ${seconds} s: ${differences.length} differ`);
process.exitCode = differences.length === 0 ? 0 : 1;
