/** Tests of definitions bound to the project: what is given, as of when, and what is expected of which segment. */
import { checkTest } from '../check/test.ts';
import type { TestFile } from '../definitions/test-files.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { DefinitionTestSyntax, ExpectationSyntax } from '../language/definition-test.ts';
import type { ScalarSyntax } from '../language/syntax.ts';
import { type AsOf, resolveAsOf } from '../model/calendar.ts';
import { type Logic, leaves } from '../model/logic.ts';
import type { Leaf, Value } from '../model/value.ts';
import type { GivenTable } from '../sources/given-project.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { bindGiven, type GivableTables, givableTables } from './test-tables.ts';

export interface DefinitionTest {
  readonly syntax: DefinitionTestSyntax;
  /** The name of its file. */
  readonly file: string;
  readonly asOf: AsOf;
  /** `name=value`. */
  readonly parameters: readonly string[];
  /** Absent where it is about the project's data. */
  readonly given?: ReadonlyMap<string, GivenTable>;
  readonly expect: readonly Expectation[];
}

export interface Expectation {
  readonly segment: ScalarSyntax;
  readonly exactly?: readonly string[];
  readonly includes: readonly string[];
  readonly excludes: readonly string[];
  /** Of the number of customers, which is the one value that it compares. */
  readonly customers?: Logic<Leaf>;
}

/** Stands for the number of customers in the test of it. */
const numberOfCustomers: Value = {
  kind: 'column',
  table: 'customers',
  lookups: [],
  name: 'customers',
  type: 'integer',
  nullable: false,
};

/** Binds all tests, reporting what is wrong with any. */
export function bindTests(
  workspace: Workspace,
  files: readonly TestFile[],
  report: Report,
): readonly DefinitionTest[] {
  const tables = givableTables(workspace);
  return files.flatMap((file) => {
    const names = new Set<string>();
    for (const { name } of file.tests) {
      const isTaken = names.size === names.add(name.text).size;
      if (isTaken)
        report(problem(name.span, 'duplicate-name', `two tests of the file are called \`${name.text}\``));
    }
    return file.tests.map((test) => bindTest(test, file.source.name, tables, workspace, report));
  });
}

function bindTest(
  syntax: DefinitionTestSyntax,
  file: string,
  tables: GivableTables,
  workspace: Workspace,
  report: Report,
): DefinitionTest {
  const { asOf, given, parameters, expect } = syntax;
  for (const { segment } of expect) checkSegmentName(segment, workspace, report);
  return {
    syntax,
    file,
    asOf: (asOf && readAsOf(asOf, workspace, report)) ?? workspace.asOf,
    parameters: parameters.map(({ key, value }) => `${key.text}=${value.text}`),
    ...(given ? { given: bindGiven(syntax, tables, workspace, report) } : {}),
    expect: expect.map((each) => bindExpectation(each, workspace, report)),
  };
}

function readAsOf(
  { text, span }: ScalarSyntax,
  { asOf: { zone } }: Workspace,
  report: Report,
): AsOf | undefined {
  const asOf = resolveAsOf(text, zone);
  if (asOf) return asOf;
  const help = 'write for example `2026-06-30` or `2026-06-30T12:00:00+02:00`';
  report(problem(span, 'as-of', `expected a date or an instant for \`as_of\`, found \`${text}\``, help));
  return undefined;
}

/** Names that have parameters in them are known when these have values. */
function checkSegmentName(
  { text, span }: ScalarSyntax,
  { definitions, files }: Workspace,
  report: Report,
): void {
  const { segments, stageSets } = definitions;
  if (segments.some(({ name }) => name === text)) return;
  const set = stageSets.find(({ name }) => name === text);
  if (set) {
    const stages = set.stages.map(({ name }) => `\`${text}.${name}\``).join(', ');
    const message = `\`${text}\` is a stage set, and each stage is a segment`;
    report(problem(span, 'stage-set', message, `name ${stages}`));
    return;
  }
  const written = files.flatMap(({ document }) => document.templates.map(({ name }) => name));
  if (written.some((name) => isMadeOf(name, text))) return;
  const help = didYouMean(text, [...segments.map(({ name }) => name), ...written]);
  report(
    problem(
      span,
      'unknown-segment',
      `there is no segment \`${text}\``,
      help ?? '`segment list` names them all',
    ),
  );
}

function isMadeOf(template: string, name: string): boolean {
  const [first = '', ...rest] = template.split(/\$\w+/);
  const last = rest.at(-1);
  if (last === undefined) return template === name;
  return name.startsWith(first) && name.endsWith(last) && name.length > first.length + last.length;
}

function bindExpectation(
  { segment, exactly, includes, excludes, customers }: ExpectationSyntax,
  workspace: Workspace,
  report: Report,
): Expectation {
  const test = customers && checkTest(numberOfCustomers, customers, workspace.names(report));
  if (test && leaves(test).some((leaf) => !isOfNumbers(leaf))) {
    const help = 'write for example `customers: { gte: 100 }`';
    report(problem(segment.span, 'wrong-value', `\`customers\` is a test of one number`, help));
  }
  return {
    segment,
    includes: textsOf(includes),
    excludes: textsOf(excludes),
    ...(exactly ? { exactly: textsOf(exactly) } : {}),
    ...(test ? { customers: test } : {}),
  };
}

function isOfNumbers(leaf: Leaf): boolean {
  return leaf.kind === 'comparison' && leaf.right.every(({ kind }) => kind === 'literal');
}

function textsOf(keys: readonly ScalarSyntax[]): readonly string[] {
  return keys.map(({ text }) => text.trim());
}
