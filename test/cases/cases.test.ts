import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  bless,
  type Case,
  definitionFiles,
  expected,
  expectedByHand,
  foundMembers,
  layOut,
  listCases,
  type Outcome,
  runCase,
} from './case.ts';

const root = dirname(fileURLToPath(import.meta.url));
const cases = listCases(root);
const update = process.env['SEGMENT_TEST_UPDATE'] === '1';

async function outcomeOf(given: Case): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'segment-case-'));
  try {
    layOut(given, join(root, '_project'), folder);
    return await runCase(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('cases', () => {
  it.each(cases.map((given) => [given.name, given] as const))('%s', async (_name, given) => {
    expect(definitionFiles(given.folder)).not.toEqual([]);
    const outcome = await outcomeOf(given);
    if (update) bless(given, outcome);
    expect(outcome.files.size).toBeGreaterThan(0);
    const found = foundMembers(outcome);
    for (const [name, keys] of expectedByHand(given)) {
      expect({ name, members: found.get(name) ?? '' }).toEqual({ name, members: keys });
    }
    expect(Object.fromEntries(outcome.files)).toEqual(Object.fromEntries(expected(given)));
  });
});
