/** `npm run oracle -- --cases 20000 --seed 1`, or `-- --project 123` for one project again. */
import { parseArgs } from 'node:util';
import { compareCase, compareMany, describe } from './compare.ts';
import { generateCase } from './generate.ts';
import { type Product, runProduct } from './product.ts';
import { writeProject } from './write.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    differences: { type: 'string', default: '5' },
    project: { type: 'string' },
    /** Differences as they are found, without looking for smaller ones. */
    whole: { type: 'boolean', default: false },
    /** Every project with values kept between commands. */
    kept: { type: 'boolean', default: false },
    /** Through the program with small thresholds (`thresholds.ts`). */
    small: { type: 'boolean', default: false },
    /** A folder to write the one project to. */
    write: { type: 'string' },
  },
});

const product = values.small ? (await import('./small-bundle.ts')).runSmall : runProduct;
const options = { isKept: values.kept, ...(values.small ? { enough: 10 } : {}) };

/** Commands that found values of an earlier one. */
let hits = 0;
const run: Product = async (folder, command) => {
  const answer = await product(folder, command);
  if (answer.hits) hits += 1;
  return answer;
};

if (values.project === undefined) await many();
else await single(Number(values.project));

async function many(): Promise<void> {
  const started = process.hrtime.bigint();
  const { cases, differing } = await compareMany({
    cases: Number(values.cases),
    seed: Number(values.seed),
    differences: Number(values.differences),
    run,
    isReduced: !values.whole,
    options,
    report: (_project, text) => {
      if (text !== undefined) console.log(`${text}\n${'-'.repeat(80)}`);
    },
  });
  const seconds = Number((process.hrtime.bigint() - started) / 1_000_000_000n);
  console.log(
    `${cases} segments compared in ${seconds} s, ${differing} projects differ (seed ${values.seed}), ${hits} commands found values`,
  );
  process.exitCode = differing === 0 ? 0 : 1;
}

async function single(seed: number): Promise<void> {
  const project = generateCase(seed, options);
  if (values.write !== undefined) await writeProject(project, values.write);
  const difference = await compareCase(project, run);
  console.log(difference ? await describe(project, difference, run) : 'no difference');
  process.exitCode = difference ? 1 : 0;
}
