/** `npm run growth -- --most 1000`: each kind of definition in growing numbers, its processor seconds and bytes of SQL. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runBundle } from '../program/bundle.ts';
import { type Kind, kinds, manyOf, project } from './kinds.ts';

const { values } = parseArgs({
  options: { most: { type: 'string', default: '1000' }, kind: { type: 'string' } },
});
const most = Number(values.most);
/** Twice as many take at most so many times as long and as much, beside what every command takes. */
const LINEAR = 2.6;

interface Size {
  readonly seconds: number;
  readonly bytes: number;
}

async function sizeOf(folder: string, count: number, kind: Kind): Promise<Size | string> {
  writeFileSync(join(folder, 'many.yaml'), manyOf(count, kind));
  const before = process.cpuUsage();
  const { code, out, err } = await runBundle(['sql', 'many.yaml', '--no-cache'], { cwd: folder });
  const { user, system } = process.cpuUsage(before);
  if (code !== 0) return `exit ${code}: ${err.split('\n', 1)[0]}`;
  return { seconds: (user + system) / 1e6, bytes: out.length };
}

const folder = mkdtempSync(join(tmpdir(), 'segment-growth-'));
try {
  for (const [name, text] of Object.entries(project)) writeFileSync(join(folder, name), text);
  await sizeOf(folder, 1, kinds[0]!);
  for (const kind of kinds.filter(([name]) => values.kind === undefined || name === values.kind)) {
    const [name] = kind;
    const half = await sizeOf(folder, most / 2, kind);
    const whole = await sizeOf(folder, most, kind);
    if (typeof half === 'string' || typeof whole === 'string') {
      console.log(`${name.padEnd(20)} ${[half, whole].find((each) => typeof each === 'string')}`);
      continue;
    }
    const grows = [whole.seconds / half.seconds, whole.bytes / half.bytes];
    const mark = grows.some((times) => times > LINEAR) ? '  NOT LINEAR' : '';
    const shown = [half, whole].map(({ seconds, bytes }) => `${seconds.toFixed(2)} s ${bytes} bytes`);
    console.log(
      `${name.padEnd(20)} ${shown.join(', ')}, times ${grows.map((one) => one.toFixed(2)).join(' ')}${mark}`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}
