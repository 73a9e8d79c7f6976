/** What a folder's files make: the text of a project file, what each file was taken for, and what nobody can know. */
import type { Database } from '../database/database.ts';
import type { Decided } from './column-options.ts';
import { isUndecided } from './column-options.ts';
import type { Draft } from './draft.ts';
import { type FoundTable, findFilesBelow, findLinks, findTables, type PassedOver } from './find-tables.ts';
import { guessTables } from './guess-tables.ts';
import { type OrderStates, orderStates } from './order-states.ts';
import { draftBlocks, type ProjectFacts, projectText } from './project-text.ts';
import type { TableFacts } from './table-facts.ts';
import { tableNames } from './table-names.ts';
import { recogniseVendor, vendorBlocks } from './vendor.ts';
import { vendors } from './vendors/index.ts';

export interface ProposalOptions {
  readonly timezone: string;
  readonly timezoneFrom: string;
  readonly decided: Decided;
}

export interface TakenFile {
  readonly table: FoundTable;
  /** `customers`, `orders`: what the project calls it; undefined where it is not used. */
  readonly as?: string;
  readonly reason?: string;
}

export interface Proposal {
  /** Absent where the files make no project. */
  readonly text?: string;
  /** The vendor whose export it is. */
  readonly vendor?: string;
  readonly files: readonly TakenFile[];
  readonly passedOver: readonly PassedOver[];
  /** Columns in which day and month could be either, as `table.column`. */
  readonly undecided: readonly string[];
  /** Tables of orders that say what became of each: all of them count. */
  readonly states: readonly (OrderStates & { readonly table: string })[];
}

/** Reads the folder's files; writes nothing. */
export async function proposeProject(
  folder: string,
  options: ProposalOptions,
  database: Database,
): Promise<Proposal> {
  const { files, passedOver } = await findFilesBelow(folder, database);
  const tables = await findTables(files, database);
  const facts: ProjectFacts = { ...options, ...currencyOf(tables) };
  const known = recogniseVendor(tables, vendors);
  if (known) {
    const taken = tables.map((table): TakenFile => {
      const as = known.tables.get(table);
      return as === undefined ? { table, reason: `no part of a ${known.vendor.name} export` } : { table, as };
    });
    const text = projectText(vendorBlocks(known), facts);
    return { text, vendor: known.vendor.name, files: taken, passedOver, undecided: [], states: [] };
  }
  const names = tableNames(tables);
  const named = tables.map((table, index) => ({ facts: table, name: names[index]! }));
  const draft = guessTables(named, await findLinks(tables, database));
  return { ...proposalOf(draft, facts), files: tables.map((table) => takenFor(table, draft)), passedOver };
}

function proposalOf(draft: Draft, facts: ProjectFacts): Pick<Proposal, 'text' | 'undecided' | 'states'> {
  const isProject = draft.customers !== undefined || draft.events.length > 0;
  const used = [draft.customers, ...draft.events, ...draft.lookups].filter((table) => table !== undefined);
  const undecided = used.flatMap(({ name, facts: { columns } }) =>
    columns.filter(isUndecided).map((column) => `${name}.${column.name}`),
  );
  return {
    ...(isProject ? { text: projectText(draftBlocks(draft, facts), facts) } : {}),
    undecided: facts.decided.dates === undefined ? undecided : [],
    states: draft.events.flatMap((events) => {
      const states = orderStates(events);
      return states ? [{ table: events.name, ...states }] : [];
    }),
  };
}

function takenFor(table: FoundTable, draft: Draft): TakenFile {
  const isIt = ({ facts }: { readonly facts: TableFacts }): boolean => facts === table;
  if (draft.customers && isIt(draft.customers)) return { table, as: 'customers' };
  const as = [...draft.events, ...draft.lookups].find(isIt)?.name;
  const reason = draft.unused.find(isIt)?.reason;
  return { table, ...(as === undefined ? {} : { as }), ...(reason === undefined ? {} : { reason }) };
}

/** The one currency of all tables that name one. */
function currencyOf(tables: readonly FoundTable[]): { readonly currency?: string } {
  const codes = new Set(
    tables.flatMap(({ columns }) =>
      columns
        .filter(({ name }) => /currency/i.test(name))
        .flatMap(({ values }) =>
          values.filter((value) => /^[A-Za-z]{3}$/.test(value)).map((code) => code.toUpperCase()),
        ),
    ),
  );
  const [currency] = codes;
  return codes.size === 1 && currency !== undefined ? { currency } : {};
}
