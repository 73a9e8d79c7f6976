/** What is evaluated: golden cases, the gallery over the samples, and generated projects of the oracle. */
import { cpSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/database/database.ts';
import { type Case, definitionFiles, layOut, listCases } from '../cases/case.ts';
import { projectSeed } from '../oracle/compare.ts';
import { generateCase } from '../oracle/generate.ts';
import { writeProject } from '../oracle/write.ts';
import { shopOfConstructs } from '../sql/constructs.ts';
import { AS_OF, shopOfScale } from './scale-segments.ts';

export interface GivenProject {
  readonly name: string;
  readonly folder: string;
  /** Behind `run` and `sql`. */
  readonly words: readonly string[];
  readonly files: readonly string[];
  readonly asOf: string | undefined;
  readonly parameters: readonly string[];
  /** Whether it has more rows than an engine takes that is handed them with each query. */
  readonly isLarge?: boolean;
  /** Whether it is a small part of one that is large, for those alone. */
  readonly isPart?: boolean;
}

const CASES = 'test/cases';

export function* goldenCases(only = ''): Generator<GivenProject> {
  for (const given of listCases(CASES).filter(({ name }) => name.startsWith(only))) yield goldenCase(given);
}

function goldenCase(given: Case): GivenProject {
  const folder = newFolder();
  layOut(given, join(CASES, '_project'), folder);
  const files = definitionFiles(folder);
  const lines = readFileSync(join(folder, files[0]!), 'utf8').split('\n');
  const options = lines.flatMap((line) => {
    const [, word, value] = /^# (as-of|param): (.+)$/.exec(line) ?? [];
    return word === undefined ? [] : [{ word, value: value! }];
  });
  const asOf = options.find(({ word }) => word === 'as-of')?.value;
  const parameters = options.filter(({ word }) => word === 'param').map(({ value }) => value);
  return projectOf(given.name, folder, files, asOf, parameters);
}

/** Segments that together make use of all that lists are spelled with. */
export function constructs(): GivenProject {
  const folder = newFolder();
  shopOfConstructs(folder);
  cpSync('test/sql/constructs.yaml', join(folder, 'constructs.yaml'));
  return projectOf('constructs', folder, ['constructs.yaml'], undefined, []);
}

/** Every definition of the gallery, file by file: what one cannot say is refused alone. */
export function gallery(): GivenProject {
  const folder = newFolder();
  for (const part of ['samples', 'segments', 'segment.config.yaml']) {
    cpSync(part, join(folder, part), { recursive: true });
  }
  return { ...projectOf('gallery', folder, ['segments/**/*.yaml'], '2026-06-30', []), isLarge: true };
}

/** The gallery over the rows of every tenth customer. */
export async function galleryOfFew(): Promise<GivenProject> {
  const { isLarge: _, ...project } = gallery();
  const database = await openDatabase();
  const samples = join(project.folder, 'samples');
  for (const file of readdirSync(samples)) {
    const [path, whole] = [join(samples, file), join('samples', file)];
    const format = /\.parquet$/.test(file) ? 'parquet' : 'csv';
    if (!/\.(csv|csv\.gz|parquet)$/.test(file)) continue;
    const read = format === 'csv' ? `read_csv('${whole}', all_varchar = true)` : `read_parquet('${whole}')`;
    const columns = await database.columns(`FROM ${read}`);
    if (!columns.some(({ name }) => name === 'customer_id')) continue;
    await database.run(
      `COPY (FROM ${read} WHERE TRY_CAST(customer_id AS BIGINT) % 10 = 0) TO '${path}' (FORMAT ${format})`,
    );
  }
  database.close();
  return { ...project, name: 'gallery of few', isPart: true };
}

/** Fifty segments that one pass over each shard's rows finds. */
export function ofScale(): GivenProject {
  const folder = newFolder();
  shopOfScale(folder);
  return projectOf('scale', folder, ['all.yaml'], AS_OF, []);
}

export async function generated(index: number, seed: number): Promise<GivenProject> {
  const project = generateCase(projectSeed(seed, index));
  const folder = newFolder();
  await writeProject(project, folder);
  return projectOf(`generated ${project.seed}`, folder, ['segments/all.yaml'], project.asOf, []);
}

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'segment-conformance-'));
}

function projectOf(
  name: string,
  folder: string,
  files: readonly string[],
  asOf: string | undefined,
  parameters: readonly string[],
): GivenProject {
  const words = [
    ...files,
    ...(asOf === undefined ? [] : ['--as-of', asOf]),
    ...parameters.flatMap((parameter) => ['--param', parameter]),
  ];
  return { name, folder, words, files, asOf, parameters };
}
