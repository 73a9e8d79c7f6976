/** The tables that a test of definitions gives, bound to the files of the project. */
import type { Report } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { DefinitionTestSyntax, GivenRowSyntax, GivenTableSyntax } from '../language/definition-test.ts';
import type { ScalarSyntax } from '../language/syntax.ts';
import type { Project } from '../project/project.ts';
import type { GivenRow, GivenTable } from '../sources/given-project.ts';
import type { TablePlan } from '../sources/load-table.ts';
import { customersPlan, eventPlan, lookupPlan } from '../sources/plans.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** What can be given: a table of files, and the names of its columns. */
interface Givable {
  readonly plan: TablePlan;
  readonly columns: readonly string[];
}

export type GivableTables = ReadonlyMap<string, Givable>;

/** The tables of the project that stand in files. */
export function givableTables({ project, fileSchema }: Workspace): GivableTables {
  const { customers, events, lookups, unowned = [] } = fileSchema;
  const columns = new Map(
    [customers, ...events, ...lookups, ...unowned].map((table) => [
      table.name,
      table.columns.map(({ name }) => name),
    ]),
  );
  return new Map(
    plansOf(project).map((plan) => [plan.name, { plan, columns: columns.get(plan.name) ?? [] }]),
  );
}

function plansOf(project: Project): readonly TablePlan[] {
  const { customers, events, lookups } = project;
  return [
    ...(customers.source ? [customersPlan(customers, project)] : []),
    ...events.filter(({ source }) => source).map((entry) => eventPlan(entry, project)),
    ...lookups.map((entry) => lookupPlan(entry, project)),
  ];
}

/** The rows by table; what cannot be given is reported and left out. */
export function bindGiven(
  { name, given = [] }: DefinitionTestSyntax,
  tables: GivableTables,
  { project }: Workspace,
  report: Report,
): ReadonlyMap<string, GivenTable> {
  return new Map(
    given.flatMap(({ table, rows }) => {
      const known = tables.get(table.text);
      if (!known) report(notGivable(table, tables, project));
      if (!known) return [];
      const bound = rows.map((row) => bindRow(row, known, project, report));
      if (table.text === 'customers') reportUncreated(rows, bound, project, report);
      return [[table.text, { name: givenName(name.text, table.text), rows: bound }] as const];
    }),
  );
}

/** What messages about cells call the table. */
function givenName(test: string, table: string): string {
  return `${table} of \`${test}\``;
}

function bindRow(
  { cells, span }: GivenRowSyntax,
  { plan, columns }: Givable,
  project: Project,
  report: Report,
): GivenRow {
  for (const { key } of cells)
    if (!columns.includes(key.text)) report(notGivableColumn(key, plan.name, columns, project));
  const given = cells.flatMap(({ key, value }) => (value ? [[key.text, value.text] as const] : []));
  const row = Object.fromEntries(given);
  for (const { column, isKept } of plan.required) {
    if (isKept || row[column] !== undefined) continue;
    const message = `a row of \`${plan.name}\` without \`${column}\` stands for nothing`;
    report(problem(cells[0]?.key.span ?? span, 'missing-key', message, `add \`${column}: …\``));
  }
  return row;
}

/** Somebody of whom nobody knows since when does not exist, where of others it is known. */
function reportUncreated(
  rows: readonly GivenRowSyntax[],
  bound: readonly GivenRow[],
  { customers: { created } }: Project,
  report: Report,
): void {
  if (!created || !bound.some((row) => row[created.name] !== undefined)) return;
  for (const [index, row] of bound.entries()) {
    if (row[created.name] !== undefined) continue;
    const { cells, span } = rows[index]!;
    const message = `a customer without \`${created.name}\`, which others of the test have, does not exist`;
    report(problem(cells[0]?.key.span ?? span, 'missing-key', message, `add \`${created.name}: …\``));
  }
}

function notGivable({ text, span }: ScalarSyntax, tables: GivableTables, { customers, events }: Project) {
  const from = text === 'customers' ? customers.from : events.find(({ name }) => name.name === text)?.from;
  if (from) {
    const message = `\`${text}\` is made of the rows of \`${from.name}\``;
    return problem(
      span,
      'made-table',
      message,
      `give rows of \`${from.name}\`, of which it is made here too`,
    );
  }
  const names = [...tables.keys()];
  const help = didYouMean(text, names) ?? `tables are ${names.map((name) => `\`${name}\``).join(', ')}`;
  return problem(span, 'unknown-table', `there is no table \`${text}\``, help);
}

function notGivableColumn(
  { text, span }: ScalarSyntax,
  table: string,
  columns: readonly string[],
  { customers, events, lookups }: Project,
) {
  const entry =
    table === 'customers' ? customers : [...events, ...lookups].find(({ name }) => name.name === table);
  if (entry?.computed.some(({ name }) => name.name === text)) {
    const message = `\`${text}\` of \`${table}\` is computed of other columns`;
    return problem(span, 'computed-column', message, 'give those, of which it is computed here too');
  }
  const help =
    didYouMean(text, columns) ?? `its columns are ${columns.map((name) => `\`${name}\``).join(', ')}`;
  return problem(span, 'unknown-column', `\`${table}\` has no column \`${text}\``, help);
}

/** The place of a cell in the test's file, by what messages of reading call it. */
export function cellOf(
  file: string,
  row: number | undefined,
  column: string | undefined,
  { name, given = [] }: DefinitionTestSyntax,
): { readonly span: ScalarSyntax['span'] } | undefined {
  const table = given.find((each: GivenTableSyntax) => givenName(name.text, each.table.text) === file);
  if (!table) return undefined;
  const found = row === undefined ? undefined : table.rows[row - 1];
  const cell = found?.cells.find(({ key }) => key.text === column);
  return { span: cell?.value?.span ?? cell?.key.span ?? found?.span ?? table.table.span };
}
