/** The product and the oracle over one generated project. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluateProject } from './evaluate.ts';
import { type GeneratedCase, generateCase, inputOf } from './generate.ts';
import type { Answer, Product } from './product.ts';
import { reduceCase } from './reduce.ts';
import { type Definition, type ProjectFiles, toCsv, toYaml, writeProject } from './write.ts';

export interface Difference {
  /** The segment whose list differs; absent when the product refused the project. */
  readonly segment?: string;
  readonly expected: readonly string[];
  readonly found: readonly string[];
  readonly refused?: string;
}

/** The first difference, in the order of the definitions. */
export async function compareCase(project: ProjectFiles, run: Product): Promise<Difference | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'oracle-'));
  try {
    writeProject(project, folder);
    return differenceFrom(project, await run(folder, project.asOf));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function differenceFrom(project: ProjectFiles, answer: Answer): Difference | undefined {
  if (answer.refused !== undefined) return { expected: [], found: [], refused: answer.refused };
  const evaluation = evaluateProject(inputOf(project));
  const arms = evaluation.arms;
  for (const [segment, keys] of evaluation.members) {
    const expected = withArms(keys, arms.get(segment));
    const found = withArms([...(answer.members.get(segment) ?? [])].sort(byBytes), answer.arms.get(segment));
    if (expected.join('\n') !== found.join('\n')) return { segment, expected, found };
  }
  return undefined;
}

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

function withArms(keys: readonly string[], arms: ReadonlyMap<string, string> | undefined): readonly string[] {
  return keys.map((key) => (arms?.has(key) ? `${key} (${arms.get(key)})` : key));
}

export interface Comparison {
  /** Segments compared, at least. */
  readonly cases: number;
  readonly seed: number;
  readonly run: Product;
  /** Stop after so many differing projects. */
  readonly differences: number;
  /** Called after each project, with what differs. */
  readonly report: (project: GeneratedCase, text: string | undefined) => void;
}

/** Compares project after project; gives the number of segments compared and of projects that differ. */
export async function compareMany(
  comparison: Comparison,
): Promise<{ readonly cases: number; readonly differing: number }> {
  let [cases, differing] = [0, 0];
  for (let index = 0; cases < comparison.cases && differing < comparison.differences; index += 1) {
    const project = generateCase(projectSeed(comparison.seed, index));
    const difference = await compareCase(project, comparison.run);
    cases += project.definitions.length;
    if (difference) differing += 1;
    comparison.report(project, difference && (await describe(project, difference, comparison.run)));
  }
  return { cases, differing };
}

/** Project `index` of a run has this seed, so that one project can be made again alone. */
export function projectSeed(seed: number, index: number): number {
  return (Math.imul(seed, 1_000_003) + index) >>> 0;
}

/** The smallest project found that still differs, with the rows of the customers concerned. */
export async function describe(
  project: GeneratedCase,
  difference: Difference,
  run: Product,
): Promise<string> {
  const isAlike = (other: Difference | undefined) =>
    other !== undefined &&
    other.segment === difference.segment &&
    firstLine(other.refused) === firstLine(difference.refused);
  const small = await reduceCase(project, async (candidate) => isAlike(await compareCase(candidate, run)));
  const left = (await compareCase(small, run)) ?? difference;
  return [
    `project seed ${project.seed}, as-of ${project.asOf} in ${project.zone}`,
    left.refused === undefined
      ? `${left.segment}: expected ${list(left.expected)}, found ${list(left.found)}`
      : `refused: ${left.refused}`,
    toYaml({
      ...withoutLookups(small.config),
      traits: small.traits,
      segments: small.definitions,
    } as Definition),
    ...Object.entries(small.tables)
      .filter(([name, table]) => name === 'customers' || table.rows.length > 0)
      .map(([name, table]) => `${name}\n${toCsv(table)}`),
  ].join('\n');
}

/** What was refused, without the numbers of lines and columns. */
function firstLine(text: string | undefined): string | undefined {
  return text
    ?.split('\n')
    .find((line) => /error/i.test(line))
    ?.replace(/\d+/g, '#')
    .replace(/`[^`]*`/g, '`…`');
}

const list = (keys: readonly string[]) => `[${keys.join(', ')}]`;

function withoutLookups(config: Definition): Definition {
  const { lookups: _lookups, ...rest } = config;
  return rest;
}
