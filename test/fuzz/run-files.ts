/** `npm run fuzz:files -- --files 2000 --seed 1`: generated files, their rows accounted for and their values compared. */
import { parseArgs } from 'node:util';
import { fuzzFiles } from './compare-files.ts';

const { values } = parseArgs({
  options: { files: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' } },
});

const started = process.hrtime.bigint();
const { files, rows, refused, differences } = await fuzzFiles(Number(values.files), Number(values.seed));
for (const difference of differences.slice(0, 20)) console.log(difference);
const seconds = Number((process.hrtime.bigint() - started) / 1_000_000_000n);
console.log(
  `${files} files, ${rows} rows, ${refused} files broken and refused, in ${seconds} s: ${differences.length} differ (seed ${values.seed})`,
);
process.exitCode = differences.length === 0 ? 0 : 1;
