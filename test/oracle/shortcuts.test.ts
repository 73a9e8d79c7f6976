/** What is computed in another way from some number on, in generated cases on both sides of it, gives the same lists. */
import { expect, it } from 'vitest';
import { compareCase, projectSeed } from './compare.ts';
import { generateCase } from './generate.ts';
import { runSmall, seen, sideOf } from './small-bundle.ts';
import { shortcuts } from './thresholds.ts';

const FEWEST_PROJECTS = 16;

/** Some ways hang on what the commands before have kept by then: further projects are tried until each was gone. */
const MOST_PROJECTS = 80;

it('every shortcut is taken, and passed by, and no list differs', { timeout: 600_000 }, async () => {
  const found: unknown[] = [];
  const missing = () =>
    Object.keys(shortcuts)
      .flatMap((name) => [sideOf(name, true), sideOf(name, false)])
      .filter((side) => !seen.has(side));
  for (let index = 0; index < MOST_PROJECTS; index += 1) {
    if (index >= FEWEST_PROJECTS && missing().length === 0) break;
    const project = generateCase(projectSeed(7, index), {
      segments: 8,
      isKept: index % 2 === 0,
      enough: 10,
    });
    const difference = await compareCase(project, runSmall);
    if (difference) found.push({ seed: project.seed, ...difference });
  }
  expect(found).toEqual([]);
  expect(missing()).toEqual([]);
});
