/** `npm run kept -- 10000 1`: so many steps from the seed, each answer with and without what is kept. */
import { runSteps } from './kept-steps.ts';

const [steps = '1000', seed = '1'] = process.argv.slice(2);
const { findings, hits } = await runSteps(Number(steps), Number(seed), { waits: true });
for (const finding of findings) console.log(finding);
console.log(`${steps} steps from seed ${seed}: ${hits} found values, ${findings.length} answers differ`);
process.exitCode = findings.length === 0 ? 0 : 1;
