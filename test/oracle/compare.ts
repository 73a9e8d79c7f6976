/** The product and the oracle over one generated project. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Evaluation, evaluateProject } from './evaluate.ts';
import { type CaseOptions, type GeneratedCase, generateCase, inputOf } from './generate.ts';
import type { Answer, Product } from './product.ts';
import { reduceCase } from './reduce.ts';
import { type Definition, type ProjectFiles, toYaml, writeProject } from './write.ts';
import { toCsv } from './write-table.ts';

export interface Difference {
  /** The segment whose list differs; absent when the product refused the project. */
  readonly segment?: string;
  readonly expected: readonly string[];
  readonly found: readonly string[];
  readonly refused?: string;
}

/** The first difference, in the order of the commands and of the definitions. */
export async function compareCase(project: ProjectFiles, run: Product): Promise<Difference | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'oracle-'));
  try {
    if (project.mistake) return await compareMistake(project, project.mistake, { folder, run });
    await writeProject(project, folder);
    return await compareRuns(project, { folder, run });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Place {
  readonly folder: string;
  readonly run: Product;
}

async function compareRuns(project: ProjectFiles, { folder, run }: Place): Promise<Difference | undefined> {
  const { asOf, earlier } = project;
  const evaluation = evaluateProject(inputOf(project));
  for (const { names, asOf: before } of earlier) {
    const answer = await run(folder, { asOf: before, names, isKept: true });
    const isAsked = (segment: string) => names.includes(segment.split('.')[0]!);
    const found = before === asOf ? differenceFrom(evaluation, answer, isAsked) : undefined;
    if (found) return found;
  }
  return differenceFrom(evaluation, await run(folder, { asOf, isKept: earlier.length > 0 }), () => true);
}

/** What nobody can mean is refused, and says why. */
async function compareMistake(
  project: ProjectFiles,
  { definition, customers, says }: NonNullable<ProjectFiles['mistake']>,
  { folder, run }: Place,
): Promise<Difference | undefined> {
  const config = customers ? { ...project.config, customers } : project.config;
  await writeProject({ ...project, config, definitions: [...project.definitions, definition] }, folder);
  const { refused = '', members } = await run(folder, { asOf: project.asOf });
  if (refused.includes(says)) return undefined;
  const segment = String(definition['name']);
  return { segment, expected: [`refused: ${says}`], found: [refused, ...(members.get(segment) ?? [])] };
}

function differenceFrom(
  { members, arms, key }: Evaluation,
  answer: Answer,
  isAsked: (segment: string) => boolean,
): Difference | undefined {
  if (answer.refused !== undefined) return { expected: [], found: [], refused: answer.refused };
  if (answer.key !== undefined && answer.key !== key) return { expected: [key], found: [answer.key] };
  for (const [segment, keys] of members) {
    if (!isAsked(segment)) continue;
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
  /** What every project is made like. */
  readonly options?: CaseOptions;
  readonly run: Product;
  /** Stop after so many differing projects. */
  readonly differences: number;
  /** Whether smaller projects are looked for that still differ. */
  readonly isReduced?: boolean;
  /** Called after each project, with what differs. */
  readonly report: (project: GeneratedCase, text: string | undefined) => void;
}

/** Compares project after project; gives the number of segments compared and of projects that differ. */
export async function compareMany(
  comparison: Comparison,
): Promise<{ readonly cases: number; readonly differing: number }> {
  let [cases, differing] = [0, 0];
  for (let index = 0; cases < comparison.cases && differing < comparison.differences; index += 1) {
    const project = generateCase(projectSeed(comparison.seed, index), comparison.options);
    const difference = await compareCase(project, comparison.run).catch((error: Error) => {
      throw new Error(`project seed ${project.seed}: ${error.message}`, { cause: error });
    });
    const told = () =>
      comparison.isReduced === false
        ? `project seed ${project.seed}: ${JSON.stringify(difference)}`
        : describe(project, difference!, comparison.run);
    cases += project.definitions.length;
    if (difference) differing += 1;
    comparison.report(project, difference && (await told()));
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
    ...(small.mistake ? [toYaml(small.mistake.definition)] : []),
    ...small.earlier.map(({ names, asOf }) => `before: ${names.join(' ')} as of ${asOf}`),
    JSON.stringify(small.writings),
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
