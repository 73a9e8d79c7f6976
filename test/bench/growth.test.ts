// Definitions in growing numbers: the SQL grows as they do.
import { afterAll, expect, it } from 'vitest';
import { folderOf } from '../program/folder.ts';
import { type Kind, kinds, manyOf, project } from './kinds.ts';

const folder = folderOf(project);
afterAll(folder.remove);

async function sizeOf(count: number, kind: Kind): Promise<number> {
  folder.write({ 'many.yaml': manyOf(count, kind) });
  const { code, out, err } = await folder.segment(['sql', 'many.yaml', '--no-cache']);
  expect(err, String(code)).not.toMatch(/error/);
  return out.length;
}

it.each(kinds.map((kind) => [kind[0], kind] as const))('%s', async (_, kind) => {
  const [few, twice] = [await sizeOf(40, kind), await sizeOf(80, kind)];
  expect(twice / few).toBeLessThan(2.15);
});
