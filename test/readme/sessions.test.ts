/** What the pages show of sessions is what comes: each command runs, in order, and prints what stands under it. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root } from '../architecture/source-files.ts';
import { type Step, stepsOf, withOutputs } from './blocks.ts';
import { buildProgram, type Copy, makeCopy, project } from './copy.ts';

let copy: Copy;
beforeAll(async () => {
  copy = makeCopy(project);
  await buildProgram(copy.path);
});
afterAll(() => copy.remove());

const pathOf = (page: string): string => join(root, page);

/** What each step prints, both streams as they come, in one shell's folder. */
async function play(commands: readonly string[]): Promise<readonly string[]> {
  const before = new Set(readdirSync(copy.path));
  const outputs: string[] = [];
  let folder = copy.path;
  for (const command of commands) {
    const { out } = await copy.shell(`cd '${folder}'; umask 022; exec 2>&1; ${command}\npwd`);
    const lines = out.split('\n').slice(0, -1);
    folder = lines.pop()!;
    outputs.push(lines.map((line) => `${line.trimEnd()}\n`).join(''));
  }
  // Each page begins where a reader does.
  for (const name of readdirSync(copy.path)) {
    if (!before.has(name)) rmSync(join(copy.path, name), { recursive: true });
  }
  return outputs;
}

/** What shows nothing on the first page is installing, which is tried elsewhere. */
const isPlayed = (page: string, { shown }: Step): boolean => page !== 'README.md' || shown !== '';

it.each(['README.md', 'segments/cron.md', 'segments/privacy.md'])('%s', async (page) => {
  const text = readFileSync(pathOf(page), 'utf8');
  const steps = stepsOf(text);
  const played = steps.filter((step) => isPlayed(page, step));
  expect(played.length).toBeGreaterThan(0);
  const outputs = await play(played.map(({ command }) => command));
  const all = steps.map((step) => (isPlayed(page, step) ? outputs[played.indexOf(step)]! : step.shown));
  if (process.env['SEGMENT_TEST_UPDATE']) writeFileSync(pathOf(page), withOutputs(text, all));
  else expect(all).toEqual(steps.map(({ shown }) => shown));
});

it('the line of the crontab, as cron runs it', async () => {
  const [, block] = /^```cron\n([\s\S]*?)^```$/m.exec(readFileSync(pathOf('segments/cron.md'), 'utf8'))!;
  const [, line] = /^15 4 \* \* \* +(.*)$/m.exec(block!)!;
  const shop = join(copy.path, 'srv shop');
  const made = await copy.shell(
    `mkdir '${shop}' && cp samples/customers.csv samples/orders.parquet '${shop}' && segment init '${shop}' --yes`,
  );
  expect(made.code, made.err).toBe(0);
  const command = line!
    .replace('/srv/shop', `'${shop}'`)
    .replace('/usr/local/bin/segment', `'${copy.path}/.bin/segment'`)
    .replaceAll('\\%', '%');
  writeFileSync(join(copy.path, 'line.sh'), command);
  const { code, out, err } = await copy.shell(
    `cd / && env -i PATH=/usr/bin:/bin SHELL=/bin/sh /bin/sh '${copy.path}/line.sh'`,
  );
  expect({ code, out, err }).toEqual({ code: 0, out: '', err: '' });
  expect(readdirSync(join(shop, 'lists'))).toContain('run.json');
});
