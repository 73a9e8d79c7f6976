/**
 * `npm run kept -- 10000 1`: so many steps from the seed, each answer with and without what is kept, of a small shop and
 * two versions of the program; with `--whole`, of a shop from which the program as it is shipped keeps values.
 */
import { parseArgs } from 'node:util';
import { smallShopOfVersions } from './kept-programs.ts';
import { type Outcome, runSteps } from './kept-steps.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { whole: { type: 'boolean', default: false } },
});
const [steps = '1000', seed = '1'] = positionals;
const say = ({ findings, hits }: Outcome, step: number): void =>
  console.log(`${step + 1} steps from seed ${seed}: ${hits} found values, ${findings.length} answers differ`);
const outcome = await runSteps(Number(steps), Number(seed), {
  waits: true,
  ...(values.whole ? {} : { of: await smallShopOfVersions() }),
  report: (so, step) => void ((step + 1) % 100 === 0 && say(so, step)),
});
for (const finding of outcome.findings) console.log(finding);
process.exitCode = outcome.findings.length === 0 ? 0 : 1;
