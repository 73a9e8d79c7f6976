// `npm run bench -- [--size 100k,1m] [--runs 3] [--folder DIR]`: all the figures, each against what it is to be
// measured by, in turn on one machine. What is said is the ratio; seconds are of whole processes, their start
// included, by the clock and of the processors, which other work changes least. With a folder the data stays there
// for the next time.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { anyOrNoneYaml } from './any-or-none.ts';
import { SAMPLED, sides } from './by-hand.ts';
import { makeBenchData } from './data.ts';
import { FIFTY_YAML, readNames } from './fifty.ts';
import { countDrawnMeasures, drawSegments, sampleOf, yamlOf } from './five-hundred.ts';
import { type Measured, makeRunner, medianOf, sideBySide } from './measure.ts';
import { findDifferences } from './members.ts';
import { type InOneProcess, runInOneProcess } from './one-process.ts';
import { type Typed, typeIntoGallery } from './typing.ts';

const SIZES: Readonly<Record<string, number>> = { '10k': 1e4, '100k': 1e5, '1m': 1e6, '10m': 1e7 };

/** From here on there is no CSV, of which nobody keeps as much. */
const CSV_UNTIL = 1e6;

async function main(): Promise<void> {
  const sizes = option('--size', '100k').split(',');
  const runs = Number(option('--runs', '3'));
  const scratch = mkdtempSync(join(tmpdir(), 'segment-bench-'));
  try {
    console.log(`${availableParallelism()} cores, Node ${process.versions.node}, medians of ${runs}\n`);
    const bench: Bench = { runs, scratch, ...makeRunner(scratch) };
    benchStart(bench);
    benchTyping(bench);
    const found: (readonly [string, Times])[] = [];
    for (const size of sizes) found.push([size, await benchSize(size, bench)]);
    for (const [index, [size, times]] of found.entries()) {
      if (index > 0) sayGrowth(found[index - 1]!, [size, times]);
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

interface Bench extends ReturnType<typeof makeRunner> {
  readonly runs: number;
  readonly scratch: string;
}

type Times = Readonly<Record<'fifty' | 'hundreds' | 'floor', Measured>>;

function option(name: string, otherwise: string): string {
  const place = process.argv.indexOf(name);
  return place < 0 ? otherwise : (process.argv[place + 1] ?? otherwise);
}

const SEGMENT = 'bin/segment.js';

function side(name: string, ...words: readonly string[]): readonly string[] {
  return [process.argv[1]!, 'side', name, ...words];
}

/** Figure e: how long it takes before anything happens. */
function benchStart({ run, runs }: Bench): void {
  const times = sideBySide(Math.max(runs, 7), {
    node: () => run(['-e', '0']),
    help: () => run([SEGMENT, '--help']),
    check: () => run([SEGMENT, 'check', '--quiet']),
    bare: () => run(side('samples')),
    samples: () => run([SEGMENT, 'run', 'segments/*.yaml', '--format', 'csv', '--quiet']),
  });
  title('start-up and samples');
  line('node -e 0', times.node);
  line('segment --help', times.help, [times.node, 'of node', '<= 2']);
  line('segment check, samples', times.check, [times.node, 'of node', '<= 2.3']);
  line('bare script, samples', times.bare);
  line('segment run, samples', times.samples, [times.bare, 'of the bare script', '<= 2']);
}

/** What an editor waits for at each letter. */
function benchTyping({ run, scratch }: Bench): void {
  const said = join(scratch, 'typing.json');
  run(side('typing'), said);
  const { keystrokes, median, longest, cpu } = JSON.parse(readFileSync(said, 'utf8')) as Typed;
  const [middle, most, of] = [median, longest, cpu].map((each) => `${each.toFixed(0)} ms`);
  console.log(
    `  ${keystrokes} letters in the gallery by \`lsp\`: ${middle} each, at most ${most}, CPU ${of}  (<= 100 ms)`,
  );
}

async function benchSize(size: string, bench: Bench): Promise<Times> {
  const customers = SIZES[size];
  if (customers === undefined)
    throw new Error(`--size is of ${Object.keys(SIZES).join(', ')}, found ${size}`);
  const data = join(resolve(option('--folder', bench.scratch)), size);
  const formats = customers <= CSV_UNTIL ? (['parquet', 'csv'] as const) : (['parquet'] as const);
  // The project file is written last: where it is, the data is whole.
  if (!existsSync(join(data, 'segment.config.yaml'))) await makeBenchData(data, customers, formats);
  title(`${customers.toLocaleString('en')} customers, ten orders and thirty e-mail events each`);
  const times = benchSegments(data, bench);
  benchAnyOrNone(data, bench);
  benchKept(data, bench);
  benchPolars(data, bench);
  benchOutput(data, bench);
  if (customers <= CSV_UNTIL) benchCsv(join(data, 'csv'), data, bench);
  benchAnalyses(data, bench);
  benchPrediction(data, bench);
  return times;
}

/** Figures a and g. */
function benchSegments(data: string, bench: Bench): Times {
  const { run, runs, scratch } = bench;
  const drawn = drawSegments();
  const file = join(scratch, 'five-hundred.yaml');
  writeFileSync(file, yamlOf(drawn));
  const out = (name: string): string => join(scratch, name);
  const times = sideBySide(runs, {
    floor: () => run(side('floor', data)),
    fifty: () => run(product(data, FIFTY_YAML, out('fifty'))),
    fiftyByHand: () => run(side('fifty', data, out('fifty-by-hand'))),
    hundreds: () => run(product(data, file, out('hundreds'))),
  });
  const sampled = run(side('sampled', data, out('hundreds-by-hand')));
  const scale = drawn.length / SAMPLED;
  const byHand: Measured = { ...sampled, seconds: sampled.seconds * scale, cpu: sampled.cpu * scale };
  line('floor: one bare grouping a table', times.floor);
  line('50 segments', times.fifty, [times.floor, 'of the floor', '<= 4']);
  line('50 by hand, one query each', times.fiftyByHand, [times.fifty, 'of 50 segments', '']);
  line(`500 segments, ${countDrawnMeasures(drawn)} measures`, times.hundreds, [
    times.fifty,
    'of 50 segments',
    '<= 4',
  ]);
  line(`500 by hand (${SAMPLED}, scaled)`, byHand, [times.hundreds, 'of 500 segments', '>= 20']);
  sayDifferences(readNames(), out('fifty-by-hand'), out('fifty'));
  benchOneProcess(data, bench);
  sayDifferences(namesOf(sampleOf(drawn, SAMPLED)), out('hundreds-by-hand'), out('hundreds'));
  return times;
}

/** Figure a without the start of a process. */
function benchOneProcess(data: string, { run, runs, scratch }: Bench): void {
  const [said, out] = [join(scratch, 'one-process.json'), join(scratch, 'one-process')];
  const found = Array.from({ length: runs }, () => {
    const { megabytes, cpu } = run(side('one-process', data, out), said);
    return { ...(JSON.parse(readFileSync(said, 'utf8')) as InOneProcess), megabytes, cpu };
  });
  const middle = (part: keyof InOneProcess): Measured =>
    medianOf(found.map((each) => ({ ...each, seconds: each[part] })));
  line('in one process: the data opened', middle('opening'));
  line('  50 segments', middle('running'));
  line('  50 by hand', middle('byHand'), [middle('running'), 'of 50 segments', '>= 4']);
  sayDifferences(readNames(), join(out, 'by-hand'), join(out, 'product'));
}

/** The last time in place of a count a window. */
function benchAnyOrNone(data: string, { run, runs, scratch }: Bench): void {
  const fileOf = (least: 1 | 2): string => {
    const file = join(scratch, `any-or-none-${least}.yaml`);
    writeFileSync(file, anyOrNoneYaml(least));
    return file;
  };
  const [once, twice] = [fileOf(1), fileOf(2)];
  const times = sideBySide(runs, {
    once: () => run(product(data, once, join(scratch, 'once'))),
    twice: () => run(product(data, twice, join(scratch, 'twice'))),
  });
  line('50 of any and never', times.once, [times.twice, 'of counts', '<= 0.6']);
  line('  the same of twice, by counts', times.twice);
}

/** What a command leaves for the next one. */
function benchKept(data: string, { run, runs, scratch }: Bench): void {
  const edited = join(scratch, 'edited.yaml');
  writeFileSync(edited, readFileSync(FIFTY_YAML, 'utf8').replace('gte: 500', 'gte: 450'));
  const counted = ['count', edited, '--project', join(data, 'segment.config.yaml'), '--quiet'];
  const times = sideBySide(runs, {
    without: () => run([...product(data, FIFTY_YAML, join(scratch, 'without')), '--no-cache']),
    first: () => run(product(data, FIFTY_YAML, join(scratch, 'first'))),
    second: () => run([SEGMENT, ...counted]),
  });
  line('50 segments, nothing kept', times.without);
  line('  kept once the answer is out', times.first, [times.without, 'of nothing kept', '<= 1.1']);
  line('  count, a threshold edited', times.second, [times.first, 'of the first', '<= 0.3']);
  const [kept, parquet] = [bytesIn(valuesOf(data)), bytesIn(data, '.parquet')];
  console.log(
    `  values of ${(kept / 1e6).toFixed(1)} MB, ${(kept / parquet).toFixed(2)} of the data  (<= 0.2)`,
  );
}

function bytesIn(folder: string, ending = ''): number {
  const names = readdirSync(folder, { recursive: ending === '' }).map(String);
  return names
    .filter((name) => name.endsWith(ending))
    .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

/** Where values are kept between runs: most figures are of a run that finds none. */
function valuesOf(data: string): string {
  return join(data, '.segment/cache/values');
}

function forgetValues(data: string): void {
  rmSync(valuesOf(data), { recursive: true, force: true });
}

function product(data: string, file: string, out: string): readonly string[] {
  forgetValues(data);
  return [
    SEGMENT,
    'run',
    file,
    '--project',
    join(data, 'segment.config.yaml'),
    '--out',
    `${out}/`,
    '--quiet',
  ];
}

function namesOf(segments: readonly { readonly name: string }[]): readonly string[] {
  return segments.map(({ name }) => name);
}

/** Figure b: fifty of the drawn ones, which polars can say without help. */
function benchPolars(data: string, { run, runs, scratch }: Bench): void {
  if (!existsSync('test/bench/node_modules/nodejs-polars')) {
    console.log('  polars is not there: `npm install --include=optional --prefix test/bench`');
    return;
  }
  const drawn = sampleOf(drawSegments(), 50);
  const [yaml, json] = [join(scratch, 'polars.yaml'), join(scratch, 'polars.json')];
  writeFileSync(yaml, yamlOf(drawn));
  writeFileSync(json, JSON.stringify(drawn));
  const [ours, theirs] = [join(scratch, 'polars-ours'), join(scratch, 'polars-theirs')];
  mkdirSync(theirs, { recursive: true });
  const times = sideBySide(runs, {
    polars: () => run(['test/bench/polars.mjs', data, json, theirs]),
    segment: () => run(product(data, yaml, ours)),
  });
  line('50 of the 500', times.segment);
  line('the same in polars', times.polars, [times.segment, 'of segment', '> 1']);
  sayDifferences(namesOf(drawn), theirs, ours);
}

/** Figure c. */
function benchOutput(data: string, { run, runs, scratch }: Bench): void {
  const file = join(scratch, 'everybody.yaml');
  writeFileSync(file, 'name: everybody\nwhere: { customer_id: { set: true } }\ncolumns: [country, city]\n');
  const list = join(scratch, 'everybody.csv');
  const project = join(data, 'segment.config.yaml');
  const times = sideBySide(runs, {
    copy: () => run(side('copy', data, list)),
    segment: () => run([SEGMENT, 'run', file, '--project', project, '--format', 'csv', '--quiet'], list),
  });
  line('everybody by COPY', times.copy);
  line('everybody to stdout', times.segment, [times.copy, 'of COPY', '<= 1.5']);
}

/** Figure d. */
function benchCsv(csv: string, data: string, { run, runs, scratch }: Bench): void {
  const clean = (): void => rmSync(join(csv, '.segment'), { recursive: true, force: true });
  const times = sideBySide(runs, {
    load: () => run(side('load', csv)),
    first: () => {
      clean();
      return run(product(csv, FIFTY_YAML, join(scratch, 'csv')));
    },
    second: () => run(product(csv, FIFTY_YAML, join(scratch, 'csv'))),
    parquet: () => run(product(data, FIFTY_YAML, join(scratch, 'parquet'))),
  });
  clean();
  line("CSV by the engine's own load", times.load);
  line('50 segments on CSV, first run', times.first, [times.load, 'of the load', '<= 2.5']);
  line('50 segments on Parquet', times.parquet);
  line('50 segments on CSV, second run', times.second, [times.parquet, 'of Parquet', '<= 1.1']);
  sayDifferences(readNames(), join(scratch, 'parquet'), join(scratch, 'csv'));
}

/** Figure f. */
function benchAnalyses(data: string, { run, runs }: Bench): void {
  const project = ['--project', join(data, 'segment.config.yaml'), '--quiet', '--format', 'csv'];
  const times = sideBySide(runs, {
    rfmByHand: () => run(side('rfm', data)),
    rfm: () => run([SEGMENT, 'rfm', '--summary', '--no-cache', ...project]),
    cohortsByHand: () => run(side('cohorts', data)),
    cohorts: () => run([SEGMENT, 'cohorts', '--no-cache', ...project]),
  });
  line('rfm by hand', times.rfmByHand);
  line('segment rfm --summary', times.rfm, [times.rfmByHand, 'of by hand', '']);
  line('cohorts by hand', times.cohortsByHand);
  line('segment cohorts', times.cohorts, [times.cohortsByHand, 'of by hand', '']);
}

/** A model fitted and everybody scored by it, against scores that need no model. */
function benchPrediction(data: string, { run, runs, scratch }: Bench): void {
  const project = ['--project', join(data, 'segment.config.yaml'), '--quiet', '--no-cache'];
  const out = (name: string): readonly string[] => [...project, '--out', join(scratch, `${name}.csv`)];
  const times = sideBySide(runs, {
    rfm: () => run([SEGMENT, 'rfm', ...out('rfm')]),
    predict: () => run([SEGMENT, 'predict', '--on', 'orders', ...out('predict')]),
  });
  line('segment rfm', times.rfm);
  line('segment predict', times.predict, [times.rfm, 'of rfm', '<= 3']);
}

function sayDifferences(names: readonly string[], byHand: string, ours: string): void {
  const differences = findDifferences(names, byHand, ours);
  for (const { segment, byHand: theirs, bySegment, example } of differences) {
    console.log(`  ${segment}: ${theirs} there, ${bySegment} by segment; only one has ${example}`);
  }
  console.log(`  members: ${differences.length === 0 ? `the same in all ${names.length}` : 'THEY DIFFER'}`);
  if (differences.length > 0) process.exitCode = 1;
}

function sayGrowth([from, before]: readonly [string, Times], [to, after]: readonly [string, Times]): void {
  title(`from ${from} to ${to}: ${SIZES[to]! / SIZES[from]!} times the customers and events`);
  line('50 segments', after.fifty, [before.fifty, 'of the smaller', '<= 11']);
  line('500 segments', after.hundreds, [before.hundreds, 'of the smaller', '<= 11']);
  line('floor', after.floor, [before.floor, 'of the smaller', '']);
}

async function runSide(name: string, words: readonly string[]): Promise<void> {
  if (name === 'typing') return console.log(JSON.stringify(await typeIntoGallery()));
  if (name !== 'one-process') return sides[name]!(words);
  const [data = '', out = ''] = words;
  console.log(JSON.stringify(await runInOneProcess(data, out)));
}

function title(text: string): void {
  console.log(`\n${text}`);
}

/** `against` is what it is divided by, what that is called, and the bar; the ratio by the clock and by the processors. */
function line(label: string, { seconds, cpu, megabytes }: Measured, against?: Against): void {
  const cells = [
    label.padEnd(34),
    `${seconds.toFixed(2).padStart(9)} s`,
    `${cpu.toFixed(2).padStart(8)} CPU`,
    `${megabytes.toFixed(0).padStart(6)} MB`,
  ];
  console.log(`  ${cells.join('')}${against ? ratioOf({ seconds, cpu }, against) : ''}`);
}

function ratioOf({ seconds, cpu }: Omit<Measured, 'megabytes'>, [other, words, bar]: Against): string {
  const byClock = (seconds / other.seconds).toFixed(2).padStart(7);
  return `${byClock} ${words}, ${(cpu / other.cpu).toFixed(2)} by CPU${bar && `  (${bar})`}`;
}

type Against = readonly [Measured, string, string];

if (process.argv[2] === 'side') await runSide(process.argv[3]!, process.argv.slice(4));
else await main();
