/** `npm run kept -- 10000 1`: so many steps from the seed, each answer with and without what is kept. */
import { type Outcome, runSteps } from './kept-steps.ts';

const [steps = '1000', seed = '1'] = process.argv.slice(2);
const say = ({ findings, hits }: Outcome, step: number): void =>
  console.log(`${step + 1} steps from seed ${seed}: ${hits} found values, ${findings.length} answers differ`);
const outcome = await runSteps(Number(steps), Number(seed), {
  waits: true,
  report: (so, step) => void ((step + 1) % 100 === 0 && say(so, step)),
});
for (const finding of outcome.findings) console.log(finding);
process.exitCode = outcome.findings.length === 0 ? 0 : 1;
