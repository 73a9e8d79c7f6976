/** `npm run fuzz -- pairs 20000 1`, `… kills 1000 1`, `… definitions 50000 1`: how many, and the first seed. */
import { runDefinitions } from './definitions.ts';
import { runKills } from './kills.ts';
import { type Finding, runPairs } from './pairs.ts';

const [what = '', count = '1000', first = '1'] = process.argv.slice(2);
const asked = { seed: Number(first), now: () => performance.now() };
const started = performance.now();
const findings: readonly (Finding | { readonly seed: number; readonly why: string })[] =
  what === 'pairs'
    ? await runPairs({ ...asked, pairs: Number(count) })
    : what === 'kills'
      ? await runKills({ kills: Number(count), seed: asked.seed })
      : what === 'definitions'
        ? await runDefinitions({ ...asked, definitions: Number(count) })
        : [{ seed: 0, why: 'say `pairs`, `kills` or `definitions`' }];
for (const finding of findings) console.log(JSON.stringify(finding));
const seconds = Math.round((performance.now() - started) / 1000);
console.log(`${what}: ${count} from seed ${first}, ${findings.length} findings, ${seconds} s`);
process.exitCode = findings.length > 0 ? 1 : 0;
