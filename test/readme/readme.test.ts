import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { root } from '../architecture/source-files.ts';
import { buildProgram, type Copy, makeCopy, project } from './copy.ts';

const text = readFileSync(join(root, 'README.md'), 'utf8');
let copy: Copy;

beforeAll(async () => {
  copy = makeCopy(project);
  await buildProgram(copy.path);
});
afterAll(() => copy.remove());

function blocks(language: string): readonly string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, block]) => block!,
  );
}

const lines = blocks('sh').flatMap((block) => block.trim().split('\n'));
const shown = lines.filter((line) => line.startsWith('segment '));

it('opens with the two commands that a newcomer needs', () => {
  expect(lines.slice(0, 2)).toEqual(['npm ci && npx segment run segments/*.yaml', 'npm ci && npm test']);
});

it('shows no command that the tests below do not run', () => {
  expect(lines.slice(2)).toEqual(shown);
  expect(shown.length).toBeGreaterThan(8);
});

it.each(['segment run segments/*.yaml', ...shown])('%s', async (line) => {
  const { code, out, err } = await copy.shell(line);
  expect({ code, err }).toMatchObject({ code: 0 });
  expect(err).not.toMatch(/\b(error|bug)\b/);
  // A check that finds nothing has no data to print, and says so to people.
  expect(line.startsWith('segment check') ? err : out).not.toBe('');
});

it('the project and the segment for your own data work as they are written', async () => {
  const folder = join(copy.path, 'own');
  const [config, segment] = blocks('yaml').slice(1);
  mkdirSync(join(folder, 'data'), { recursive: true });
  mkdirSync(join(folder, 'segments'));
  writeFileSync(join(folder, 'segment.config.yaml'), config!);
  writeFileSync(join(folder, 'segments/good-customers.yaml'), segment!);
  const customers = 'customer_id,email,newsletter\n1,ann@example.com,yes\n2,ben@example.com,no\n';
  writeFileSync(join(folder, 'data/customers.csv'), customers);
  const order = (id: number, customer: number): string => `${id},${customer},2026-05-0${id},90.00,paid\n`;
  const header = 'order_id,customer_id,ordered_at,total,status\n';
  writeFileSync(join(folder, 'data/orders-1.csv'), `${header}${order(1, 1)}${order(2, 1)}`);
  writeFileSync(join(folder, 'data/orders-2.csv'), `${header}${order(3, 1)}`);
  const { code, out } = await copy.shell("cd own && segment run 'segments/*.yaml' --as-of 2026-06-30");
  expect({ code, out }).toEqual({
    code: 0,
    out: 'segment,customer_id,email\ngood-customers,1,ann@example.com\n',
  });
});

it('the definition at its top is one of the starter segments', () => {
  const file = readFileSync(join(root, 'segments/at-risk-vips.yaml'), 'utf8');
  const [first] = blocks('yaml');
  expect(file.replaceAll(/^(description|tags): .*\n/gm, '')).toBe(first);
});

describe('the examples in the help', () => {
  // The commands above have made a project there, and `init` replaces none; definitions are compared with a revision.
  beforeAll(async () => {
    for (const name of ['segment.config.yaml', 'segments'])
      rmSync(join(copy.path, 'samples', name), { recursive: true, force: true });
    const git = 'git -c user.name=t -c user.email=t@t';
    await copy.shell(`${git} init -q && ${git} add segment.config.yaml segments && ${git} commit -qm one`);
  });

  it.each(commands.filter(({ hidden }) => !hidden).map((entry) => [entry.name, entry] as const))(
    'segment %s',
    async (_name, entry) => {
      const { examples, exitCodes = [] } = await entry.load();
      const allowed = [0, ...exitCodes.filter(({ code }) => code === 1).map(({ code }) => code)];
      for (const { command } of examples) {
        if (isForAnotherShell(command)) continue;
        const { code, err } = await copy.shell(`mkdir -p ~/.config/fish/completions; ${command}`);
        expect({ command, err, allowed: allowed.includes(code ?? -1) }).toMatchObject({
          command,
          allowed: true,
        });
        expect(err).not.toMatch(/\bbug\b/);
      }
    },
  );
});

function isForAnotherShell(command: string): boolean {
  return command.startsWith('source ');
}
