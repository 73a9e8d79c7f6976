// `npm run bench:run -- [customers] [runs] [folder]`: the fifty segments by the product and by hand, from Parquet
// files to fifty lists on disk. The product's time is that of the whole command, its start included. With a folder
// the data stays there for the next time.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runByHand, runFloor, timed } from './by-hand.ts';
import { makeBenchData } from './data.ts';
import { FIFTY_YAML, readNames } from './fifty.ts';
import { findDifferences } from './members.ts';

const customers = Number(process.argv[2] ?? 100_000);
const runs = Number(process.argv[3] ?? 3);
const scratch = mkdtempSync(join(tmpdir(), 'segment-bench-'));
const data = resolve(process.argv[4] ?? join(scratch, 'data'));
try {
  await main();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function main(): Promise<void> {
  // The project file is written last: where it is, the data is whole.
  if (!existsSync(join(data, 'segment.config.yaml'))) await makeBenchData(data, customers);
  const handFolder = join(scratch, 'by-hand');
  const segmentFolder = join(scratch, 'by-segment');
  mkdirSync(handFolder);
  mkdirSync(segmentFolder);
  const times: Record<'floor' | 'hand' | 'segment', number[]> = { floor: [], hand: [], segment: [] };
  for (let run = 0; run < runs; run++) {
    times.floor.push(await runFloor(data));
    times.hand.push(await timed(() => runByHand(data, handFolder)));
    times.segment.push(await timed(async () => runProduct(segmentFolder)));
  }
  const differences = findDifferences(readNames(), handFolder, segmentFolder);
  print(median(times.floor), median(times.hand), median(times.segment));
  for (const { segment, byHand, bySegment, example } of differences) {
    console.log(`${segment}: ${byHand} by hand, ${bySegment} by segment; only one has ${example}`);
  }
  console.log(`members: ${differences.length === 0 ? 'the same in all fifty' : 'they differ'}`);
  process.exitCode = differences.length === 0 ? 0 : 1;
}

function runProduct(out: string): void {
  const { bin } = JSON.parse(readFileSync('package.json', 'utf8')) as { bin: { segment: string } };
  const project = join(data, 'segment.config.yaml');
  const words = ['run', FIFTY_YAML, '--project', project, '--out', `${out}/`, '--quiet'];
  const { status } = spawnSync(process.execPath, [bin.segment, ...words], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`segment ${words.join(' ')} exited with ${status}`);
}

function print(floor: number, hand: number, segment: number): void {
  const millions = (rows: number) => `${(rows / 1e6).toLocaleString('en', { maximumFractionDigits: 2 })}M`;
  console.log(
    `${millions(customers)} customers, ${millions(customers * 10)} orders, ${millions(customers * 30)} e-mail events;`,
    `median of ${runs}, ${availableParallelism()} cores`,
  );
  const line = (label: string, ms: number, note: string) =>
    console.log(`${label.padEnd(34)}${(ms / 1000).toFixed(2).padStart(8)} s  ${note}`);
  line('one bare grouping a table', floor, '');
  line('fifty queries by hand', hand, '');
  line('segment run, fifty definitions', segment, `${(hand / segment).toFixed(1)} times faster than by hand`);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
