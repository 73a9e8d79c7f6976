/** Runs tests of definitions: those over the same rows, as of the same day, in one evaluation. */

import type { Database } from '../database/database.ts';
import { lazyDatabase } from '../database/lazy-database.ts';
import type { DefinitionFile } from '../definitions/definition-files.ts';
import { errorsThatReach, filesThatReach } from '../definitions/reach.ts';
import { collector } from '../diagnostics/collect.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { Failure } from '../diagnostics/failure.ts';
import type { Segment } from '../model/segment.ts';
import { givenLoader, type LoadGiven } from '../sources/given-data.ts';
import { givenProject } from '../sources/given-project.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { evaluate, type Membership } from './membership.ts';
import type { DefinitionTest, Expectation } from './test-binding.ts';
import { cellOf } from './test-tables.ts';
import { judge, type Verdict } from './test-verdict.ts';

export interface TestedSegment {
  readonly test: DefinitionTest;
  readonly expectation: Expectation;
  readonly verdict: Verdict;
}

/**
 * Runs all, in their order. Rows that are given go to engines of their own, side by side; the project's has the tests
 * about its data. Throws a `Failure` only where these cannot be evaluated.
 */
export async function runTests(
  workspace: Workspace,
  tests: readonly DefinitionTest[],
): Promise<readonly TestedSegment[]> {
  const groups = groupsOf(tests);
  const given = groups.filter(([first]) => first?.given);
  const rest = groups.filter((group) => !given.includes(group));
  const engines = given.slice(0, ENGINES).map(openEngine);
  const results = new Map<DefinitionTest, readonly TestedSegment[]>();
  const runAll = async (next: () => Group | undefined, engine: Engine | undefined): Promise<void> => {
    for (let group = next(); group; group = next())
      for (const [test, tested] of await tryGroup(workspace, group, engine)) results.set(test, tested);
  };
  try {
    const [nextGiven, nextRest] = [oneByOne(given), oneByOne(rest)];
    const lanes = [...engines.map((engine) => runAll(nextGiven, engine)), runAll(nextRest, undefined)];
    // No engine is closed under a query of another's.
    const failed = (await Promise.allSettled(lanes)).find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
    return tests.flatMap((test) => results.get(test) ?? []);
  } finally {
    for (const { database } of engines) database.close();
  }
}

/** Queries of a few rows are a core's work each. */
const ENGINES = 2;

type Group = readonly DefinitionTest[];

function oneByOne<Item>(items: readonly Item[]): () => Item | undefined {
  let at = 0;
  return () => items[at++];
}

interface Engine {
  readonly database: Database;
  readonly load: LoadGiven;
}

/** One for all rows that are given; it reads no file. */
function openEngine(): Engine {
  const database = lazyDatabase({ threads: 1 });
  const locked = database.lockDown({ files: [], folders: [] });
  const load = givenLoader(database);
  return {
    database,
    load: async (project, report) => {
      await locked;
      return load(project, report);
    },
  };
}

/** Tests over the same rows, with the same parameters, as of the same day. */
function groupsOf(tests: readonly DefinitionTest[]): readonly Group[] {
  const groups = new Map<string, DefinitionTest[]>();
  for (const test of tests) {
    const { asOf, parameters, given } = test;
    const rows = given && [...given].map(([table, each]) => [table, each.rows]);
    const key = JSON.stringify([asOf.instant, parameters, rows ?? null]);
    groups.set(key, [...(groups.get(key) ?? []), test]);
  }
  return [...groups.values()];
}

type Results = readonly (readonly [DefinitionTest, readonly TestedSegment[]])[];

/** What cannot be found out of several is asked of each, so that one is no fault of another. */
async function tryGroup(workspace: Workspace, group: Group, engine: Engine | undefined): Promise<Results> {
  try {
    return await runGroup(workspace, group, engine);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (group.length === 1) return group.map((test) => [test, brokenBy(refused(error, test), test)]);
    const alone: (readonly [DefinitionTest, readonly TestedSegment[]])[] = [];
    for (const test of group) alone.push(...(await tryGroup(workspace, [test], engine)));
    return alone;
  }
}

async function runGroup(workspace: Workspace, group: Group, engine: Engine | undefined): Promise<Results> {
  const first = group[0]!;
  const names = [...new Set(group.flatMap(({ expect }) => expect.map(({ segment }) => segment.text)))];
  const opened = await openVariant(workspace, first, names, engine);
  const errors = names.flatMap((name) => errorsThatReach(name, opened));
  if (errors.length > 0) return group.map((test) => [test, brokenBy(errors, test)]);
  const segments = opened.definitions.segments.filter(({ name }) => names.includes(name));
  const membership = await evaluate(opened, segments);
  const tested: (readonly [DefinitionTest, readonly TestedSegment[]])[] = [];
  for (const test of group) tested.push([test, await verdictsOf(test, opened, segments, membership)]);
  return tested;
}

async function verdictsOf(
  test: DefinitionTest,
  workspace: Workspace,
  segments: readonly Segment[],
  membership: Membership,
): Promise<readonly TestedSegment[]> {
  const verdicts: TestedSegment[] = [];
  for (const expectation of test.expect) {
    const segment = segments.find(({ name }) => name === expectation.segment.text);
    const verdict = await judge(expectation, segment, workspace, membership);
    verdicts.push({ test, expectation, verdict });
  }
  return verdicts;
}

async function openVariant(
  workspace: Workspace,
  { asOf, parameters, given }: DefinitionTest,
  names: readonly string[],
  engine: Engine | undefined,
): Promise<Workspace> {
  if (!given || !engine) {
    const isPlain = parameters.length === 0;
    return isPlain ? workspace.at(asOf) : workspace.variant({ asOf, parameters });
  }
  const found = collector();
  const project = givenProject(workspace.project, workspace.fileSchema, given);
  const own = await engine.load(project, found.report);
  // What was found out of the rows before these is not known of these.
  const data = { project, database: { ...engine.database }, own };
  return workspace.variant({ asOf, parameters, files: filesFor(names, workspace), data });
}

/** The definitions that the segments need, and whoever stands in their files; all where one has its name of a parameter. */
function filesFor(names: readonly string[], workspace: Workspace): readonly DefinitionFile[] {
  const { definitions, files } = workspace;
  const known = new Set(definitions.segments.map(({ name }) => name));
  if (!names.every((name) => known.has(name))) return files;
  const needed = filesThatReach(names, workspace);
  const within = definitions.segments.filter(({ span }) => needed.has(span.source.name));
  const all = [...new Set([...names, ...within.map(({ name }) => name)])];
  if (all.length > names.length) return filesFor(all, workspace);
  return files.filter(({ source }) => needed.has(source.name));
}

/** With the places of cells in the file of the test. */
function refused({ diagnostics }: Failure, { syntax }: DefinitionTest): readonly Diagnostic[] {
  return diagnostics.map((diagnostic): Diagnostic => {
    const { place, help: _, ...rest } = diagnostic;
    const cell = place && cellOf(place.file, place.row, place.column, syntax);
    // What helps with a file is no help with what stands in the test.
    return cell ? { ...rest, ...cell } : diagnostic;
  });
}

function brokenBy(diagnostics: readonly Diagnostic[], test: DefinitionTest): readonly TestedSegment[] {
  const verdict: Verdict = { kind: 'broken', diagnostics };
  return test.expect.map((expectation) => ({ test, expectation, verdict }));
}
