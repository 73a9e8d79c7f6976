import { type Diagnostic, info } from '../diagnostics/diagnostic.ts';
import { differingWarnings } from '../evaluation/differing-columns.ts';
import { meantRowWarnings } from '../evaluation/meant-rows.ts';
import { type TableAccount, tableAccounts } from '../evaluation/table-accounts.ts';
import { counted } from '../model/count.ts';
import type { Column } from '../model/schema.ts';
import type { Cell, Table } from '../model/table.ts';
import { FLOAT_SCALE } from '../model/value-facts.ts';
import { openAnswer } from '../program/answer.ts';
import { defineCommand } from '../program/command.ts';
import type { Context } from '../program/context.ts';
import { engineOptions, outputOptions, projectOptions } from '../program/options.ts';
import { timeNotes, withWorkspace } from '../program/session.ts';
import { sizeWords } from '../program/size-words.ts';
import { leftOutReasons, type SourceFacts } from '../sources/loaded.ts';
import { orphanWarnings } from '../workspace/orphans.ts';
import { lookupWarnings } from '../workspace/unmatched-lookups.ts';

const { project, data, 'as-of': asOf } = projectOptions;

export const sources = defineCommand({
  name: 'sources',
  summary: 'what was loaded: tables, rows, time range, size',
  details: [
    'Loads every table of the project and says what was found. Rows in the files are the rows in use and those left out, which are named by reason, a column each in files and pipes; there stand also the rows of nobody, those outside `where`, the different keys (of customers, everybody there is) and the sum of `value` over the rows that `where` lets through, of tables made of others too, as they stand at the as-of (`--as-of`). `--verbose` adds the columns with their types.',
  ],
  arguments: [],
  options: { project, data, 'as-of': asOf, ...outputOptions, ...engineOptions },
  examples: [
    { command: 'segment sources', says: 'the tables of the project' },
    { command: 'segment sources --verbose', says: 'with columns and the types that were found' },
    { command: 'segment sources --data samples', says: 'a folder of files, read by convention' },
  ],
  run: async (context, _args, options) => {
    const { give } = await openAnswer(context, options, 'sources');
    await withWorkspace(context, options, [], async ({ workspace }) => {
      for (const diagnostic of workspace.diagnostics) {
        if (diagnostic.severity !== 'error') context.report(diagnostic);
      }
      const { facts } = workspace;
      const accounts = await tableAccounts(workspace);
      await give({
        rows: sourcesTable(facts, accounts, false),
        picture: sourcesTable(facts, accounts, true),
        notes: [...timeNotes(workspace), ...facts.flatMap(leftOutNotes), ...facts.flatMap(floatNotes)],
      });
      for (const table of facts) detailColumns(table, context);
      for (const warning of await orphanWarnings(workspace, 'whole')) context.report(warning);
      for (const warning of await lookupWarnings(workspace)) context.report(warning);
      for (const warning of await meantRowWarnings(workspace)) context.report(warning);
      for (const warning of await differingWarnings(workspace)) context.report(warning);
    });
  },
});

/** Names of files up to here are whole where columns have to go. */
const SHORT_NAMES = 30;

/** For people days are enough, and the sizes come last, of what is read from the source cache too; the columns of files never change. */
function sourcesTable(
  facts: readonly SourceFacts[],
  accounts: readonly TableAccount[],
  withSize: boolean,
): Table {
  const filesOf = ({ table }: TableAccount) => facts.find((fact) => fact.table === table)?.files ?? [];
  const isShort = (account: TableAccount): boolean => filesOf(account).join(', ').length <= SHORT_NAMES;
  return {
    columns: [
      { name: 'table', kind: 'key' },
      { name: 'kind', kind: 'text' },
      { name: 'file', kind: accounts.every(isShort) ? 'text' : 'prose' },
      { name: 'rows', kind: 'integer' },
      { name: 'first', kind: withSize ? 'date' : 'time' },
      { name: 'last', kind: withSize ? 'date' : 'time' },
      ...(withSize ? sizeColumns : accountColumns),
    ],
    rows: accounts.map((account): readonly Cell[] => {
      const { table, kind, first, last } = account;
      const fact = facts.find((candidate) => candidate.table === table);
      const times = [fact?.first ?? first, fact?.last ?? last];
      return [
        table,
        kind,
        fact?.files.join(', ') || null,
        fact?.rows ?? account.rows,
        ...times.map((time) => time && (withSize ? time.slice(0, 10) : isoTime(time))),
        ...(withSize ? sizesOf(fact) : accountOf(fact, account)),
      ];
    }),
  };
}

const sizeColumns: Table['columns'] = [
  { name: 'size', kind: 'text' },
  { name: 'cached', kind: 'text' },
];

function sizesOf(fact: SourceFacts | undefined): readonly Cell[] {
  const { files = [], bytes = 0, cachedBytes } = fact ?? {};
  return [
    files.length === 0 ? null : sizeWords(bytes),
    cachedBytes === undefined ? null : sizeWords(cachedBytes),
  ];
}

/** Rows read are the rows in use and those left out; rows of nobody are in use. No file holds what is made of others. */
const accountColumns: Table['columns'] = [
  { name: 'read', kind: 'integer' },
  ...leftOutReasons.map((reason) => ({ name: reason.replace(' ', '_'), kind: 'integer' as const })),
  { name: 'of_nobody', kind: 'integer' },
  { name: 'outside_where', kind: 'integer' },
  { name: 'keys', kind: 'integer' },
  { name: 'value', kind: 'money' },
];

function accountOf(
  fact: SourceFacts | undefined,
  { ofNobody, outsideWhere, keys, value }: TableAccount,
): readonly Cell[] {
  const leftFor = (reason: string): number =>
    fact!.leftOut.reduce((sum, left) => (left.reason === reason ? sum + left.rows : sum), 0);
  const left = fact ? leftOutReasons.map(leftFor) : leftOutReasons.map(() => null);
  return [fact?.read ?? null, ...left, ofNobody, outsideWhere, keys, value];
}

function leftOutNotes({ table, rows, leftOut }: SourceFacts): readonly Diagnostic[] {
  const left = leftOut.filter((item) => item.rows > 0);
  if (left.length === 0) return [];
  const total = left.reduce((sum, item) => sum + item.rows, 0);
  const reasons = left.map((item) => `${counted(item.rows)} ${item.reason}`).join(', ');
  const message = `${table}: ${counted(total)} of ${counted(rows + total)} rows left out (${reasons})`;
  return [info('rows-left-out', message, { table, rows: rows + total, left_out: left })];
}

/** Where digits may be lost, it is said. */
function floatNotes({ table, columns }: SourceFacts): readonly Diagnostic[] {
  const floats = columns.filter(({ type }) => type === 'float').map(({ name }) => name);
  if (floats.length === 0) return [];
  const names = floats.map((name) => `\`${name}\``).join(', ');
  const message = `${table}: ${names} ${floats.length === 1 ? 'counts' : 'count'} with ${FLOAT_SCALE} digits after the point`;
  return [info('floats', message, { table, columns: floats })];
}

function detailColumns({ table, columns }: SourceFacts, context: Context): void {
  context.detail(`${table}:`);
  for (const column of columns) context.detail(`  ${column.name}: ${typeWords(column)}`);
}

function typeWords({ type, scale, clock, nullable, range }: Column): string {
  const digits =
    type === 'decimal' && scale !== undefined
      ? ` of ${scale} digits after the point`
      : type === 'float'
        ? ` that counts with ${FLOAT_SCALE} digits after the point`
        : '';
  const zone = clock === 'utc' ? ' in UTC' : '';
  const between = range ? `, ${isoTime(range.first)} to ${isoTime(range.last)}` : '';
  return `${type}${digits}${zone}${between}${nullable ? ', may be missing' : ''}`;
}

/** Times stand as files have them, whatever the source they were read from. */
function isoTime(time: string): string {
  return time.replace(' ', 'T');
}
