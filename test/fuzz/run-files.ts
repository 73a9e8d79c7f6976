/** `npm run fuzz:files -- --tables 2000 --seed 1`: generated files, their rows accounted for and their values compared. */
import { parseArgs } from 'node:util';
import { fuzzFiles } from './compare-files.ts';

const { values } = parseArgs({
  options: { tables: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' } },
});

/** Of which a line says what was found: a process that is gone leaves its place. */
const AT_ONCE = 1000;
const [tables, first] = [Number(values.tables), Number(values.seed)];
const sum = { files: 0, rows: 0, refused: 0, differ: 0 };
const started = process.hrtime.bigint();
for (let seed = first; seed < first + tables; seed += AT_ONCE) {
  const found = await fuzzFiles(Math.min(AT_ONCE, first + tables - seed), seed);
  for (const difference of found.differences.slice(0, 20)) console.log(difference);
  sum.files += found.files;
  sum.rows += found.rows;
  sum.refused += found.refused;
  sum.differ += found.differences.length;
  const seconds = Number((process.hrtime.bigint() - started) / 1_000_000_000n);
  console.log(
    `seeds ${first} to ${seed + found.tables - 1}: ${sum.files} files, ${sum.rows} rows, ${sum.refused} tables with a broken file refused, in ${seconds} s: ${sum.differ} differ`,
  );
}
process.exitCode = sum.differ === 0 ? 0 : 1;
