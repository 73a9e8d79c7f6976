/** Tests of starter segments, run before they are written: what a project reads otherwise than they assume is left out. */
import type { DefinitionFile } from '../definitions/definition-files.ts';
import { collector } from '../diagnostics/collect.ts';
import type { Source } from '../diagnostics/source.ts';
import { bindTests } from '../evaluation/test-binding.ts';
import { runTests } from '../evaluation/test-run.ts';
import { parsingWith } from '../language/condition.ts';
import { readTestDocument } from '../language/definition-test.ts';
import { readDocument } from '../language/document.ts';
import type { EventTable } from '../model/schema.ts';
import { starterTests, starterTestsText, type TestableShop } from '../setup/starter-tests.ts';
import { ordersTable, type Purchases, type Starters } from '../setup/starters.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** The text of those that pass; empty where there is none. */
export async function passingTests(
  workspace: Workspace,
  starters: Starters,
  purchases: Purchases | undefined,
): Promise<string> {
  const found = shopOf(workspace);
  const bought = purchases ? { [purchases.column]: purchases.words[0]! } : {};
  const shop = found && { ...found, bought };
  const names = starters.segments.map(({ name }) => name);
  const tests = shop ? starterTests(shop, names) : [];
  if (tests.length === 0) return '';
  const wrong = collector();
  const parsing = parsingWith(
    workspace.project.events.map(({ name }) => name.name),
    wrong.report,
  );
  const files = filesOf(starters).map(
    (source): DefinitionFile => ({
      source,
      path: source.name,
      asked: false,
      document: readDocument(source, source.name, parsing),
    }),
  );
  const source = { name: 'starters.test.yaml', text: starterTestsText(tests) };
  const tried = await workspace.variant({ asOf: workspace.asOf, parameters: [], files });
  const file = { source, path: source.name, tests: readTestDocument(source, parsing) };
  const bound = bindTests(tried, [file], wrong.report);
  if (wrong.hasErrors() || tried.diagnostics.some(({ severity }) => severity === 'error')) return '';
  const tested = await runTests(tried, bound);
  const failed = new Set(
    tested
      .filter(({ verdict }) => verdict.kind !== 'passed')
      .map(({ expectation }) => expectation.segment.text),
  );
  const passing = tests.filter(({ segment }) => !failed.has(segment));
  return passing.length === 0 ? '' : starterTestsText(passing);
}

function filesOf({ segments, traits }: Starters): readonly Source[] {
  const lines = traits.map((trait) => `  ${trait}\n`).join('');
  return [
    ...(traits.length > 0 ? [{ name: 'traits', text: `traits:\n${lines}` }] : []),
    ...segments.map(({ name, text }) => ({ name, text })),
  ];
}

/** Of tables whose rows say themselves whose they are and when; what they are worth may be computed, and then nothing is said of it. */
function shopOf({ project, schema, fileSchema }: Workspace): TestableShop | undefined {
  const { customers, events } = project;
  if (!customers.source || !customers.key) return undefined;
  const testable = (table: EventTable | undefined): EventTable | undefined => {
    const entry = events.find(({ name }) => name.name === table?.name);
    const columns = fileSchema.events.find(({ name }) => name === table?.name)?.columns ?? [];
    const own = (name: string | undefined): boolean => columns.some((column) => column.name === name);
    if (!table || !entry?.source || entry.customer?.of || !own(table.customer) || !own(table.time))
      return undefined;
    const { value, ...rest } = table;
    return value === undefined || own(value) ? table : rest;
  };
  const orders = testable(ordersTable(schema));
  const emails = testable(schema.events.find(({ name }) => /mail|opens|clicks/i.test(name)));
  return {
    customers: { channels: customers.channels, key: customers.key.name },
    ...(orders ? { orders } : {}),
    ...(emails ? { emails } : {}),
  };
}
