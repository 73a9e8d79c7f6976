/** What a folder's files make: the text of a project file, what each file was taken for, and what nobody can know. */
import type { Database } from '../database/database.ts';
import { type Baskets, basketsIn } from './baskets.ts';
import type { Decided } from './column-options.ts';
import { isUndecided } from './column-options.ts';
import { currencyOf, type MixedMoney, mixedMoney } from './currency.ts';
import type { Draft, DraftEvents } from './draft.ts';
import { type FoundTable, findFilesBelow, findLinks, findTables, type PassedOver } from './find-tables.ts';
import { guessTables } from './guess-tables.ts';
import { withGuests } from './guests.ts';
import { doneReturns, type OrderStates, orderStates, wonDeals } from './order-states.ts';
import { draftBlocks, projectText } from './project-text.ts';
import { givenBackIn, linkRefunds } from './refunds.ts';
import { findRepeatedMoney } from './repeated-money.ts';
import { speaksOf } from './role-words.ts';
import { settleDates } from './settle-dates.ts';
import { settleNumbers } from './settle-numbers.ts';
import { splitKinds } from './split-kinds.ts';
import type { GivenBack, Purchases } from './starters.ts';
import type { TableFacts } from './table-facts.ts';
import { tableNames } from './table-names.ts';
import type { ProjectFacts } from './table-text.ts';
import { type Recognised, recogniseVendor, vendorBlocks } from './vendor.ts';
import { vendors } from './vendors/index.ts';
import { plainName } from './yaml-text.ts';

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
  /** Words for kinds of its rows that are in no table. */
  readonly left?: readonly string[];
}

export interface Proposal {
  /** The project file, given the files with rows that cannot be read; absent where the files make no project. */
  readonly text?: (broken: ReadonlySet<string>) => string;
  /** The vendor whose export it is. */
  readonly vendor?: string;
  readonly files: readonly TakenFile[];
  readonly passedOver: readonly PassedOver[];
  /** Columns in which day and month could be either, as `table.column`. */
  readonly undecided: readonly string[];
  /** Tables of orders that say what became of each: all of them count. */
  readonly states: readonly (OrderStates & { readonly table: string })[];
  /** Tables of events without a time though a column is called so: too many of its cells are none. */
  readonly timeless: readonly { readonly table: string; readonly column: string }[];
  /** By what the files hold, where a vendor's columns were recognised: for an export that is not written as the vendor's are. */
  readonly otherwise?: Proposal;
  /** Where rows that take money off stand among orders: which rows are orders, and the words for the others. */
  readonly purchases?: Purchases & { readonly table: string; readonly credits: readonly string[] };
  /** A table of what was given back that names no order. */
  readonly givenBack?: GivenBack;
  /** Where no number says which rows are one order. */
  readonly baskets?: Baskets;
  /** Where money is in several currencies. */
  readonly mixed: readonly (MixedMoney & { readonly table: string })[];
}

/** Reads the folder's files; writes nothing. */
export async function proposeProject(
  folder: string,
  options: ProposalOptions,
  database: Database,
): Promise<Proposal> {
  const { files, passedOver } = await findFilesBelow(folder, database);
  const tables = settled(await findTables(files, database));
  const facts: ProjectFacts = { ...options, ...currencyOf(tables) };
  const known = recogniseVendor(tables, vendors);
  const parts = settled(await splitKinds(tables, database));
  const names = tableNames(parts);
  const named = parts.map((table, index) => ({ facts: table, name: names[index]! }));
  const links = await findLinks(parts, database);
  const guessed = withGuests(guessTables(named, links), links);
  const draft = await linkRefunds(await findRepeatedMoney(guessed, database), named, database);
  const found = known && !knowsMore(draft, known) ? vendorProposal(known, tables, facts) : undefined;
  const guess = { ...draftProposal(draft, tables, facts), passedOver };
  return found ? { ...found, passedOver, otherwise: guess } : guess;
}

function settled(tables: readonly FoundTable[]): readonly FoundTable[] {
  return settleNumbers(tables.map(settleDates));
}

type Found = Omit<Proposal, 'passedOver'>;

/** Who the customers are is worth more than what a vendor's other file is. */
function knowsMore({ customers }: Draft, { tables, vendor }: Recognised): boolean {
  const isListed = (name: string): boolean => [...tables.values()].includes(name);
  const hasList = vendor.customers.some(({ needs, text }) => /^file:/m.test(text) && needs.every(isListed));
  const isIts = [...tables.keys()].some(({ group }) => group === (customers?.facts as FoundTable)?.group);
  return !hasList && customers !== undefined && !isIts;
}

function vendorProposal(known: Recognised, tables: readonly FoundTable[], facts: ProjectFacts): Found {
  const files = tables.map((table): TakenFile => {
    const as = known.tables.get(table);
    return as === undefined ? { table, reason: `no part of a ${known.vendor.name} export` } : { table, as };
  });
  return {
    text: (broken) => projectText(vendorBlocks(known, { ...facts, broken }), facts),
    vendor: known.vendor.name,
    ...(known.vendor.givenBack ? { givenBack: known.vendor.givenBack } : {}),
    files,
    undecided: [],
    states: [],
    timeless: [],
    mixed: [],
  };
}

function draftProposal(draft: Draft, tables: readonly FoundTable[], facts: ProjectFacts): Found {
  const isProject = draft.customers !== undefined || draft.events.length > 0;
  const used = [draft.customers, ...draft.events, ...draft.lookups].filter((table) => table !== undefined);
  const undecided = used.flatMap(({ name, facts: { columns } }) =>
    columns.filter(isUndecided).map((column) => `${name}.${column.name}`),
  );
  const orders = draft.events.find(({ facts: { returns }, corrected }) => returns && !corrected);
  return {
    ...(orders ? { purchases: purchasesOf(orders) } : {}),
    ...givenBackIn(draft),
    ...basketsIn(draft),
    ...(isProject ? { text: (broken) => projectText(draftBlocks(draft, { ...facts, broken }), facts) } : {}),
    files: tables.map((table) => takenFor(table, draft)),
    undecided: facts.decided.dates === undefined ? undecided : [],
    states: draft.events.flatMap((events) => {
      const states = wonDeals(events) || doneReturns(events) ? undefined : orderStates(events);
      return states ? [{ table: events.name, ...states }] : [];
    }),
    timeless: draft.events.flatMap(({ name, time, facts: { columns } }) => {
      const column = time === undefined ? columns.find(isCalledTime)?.name : undefined;
      return column === undefined ? [] : [{ table: name, column }];
    }),
    mixed: draft.events.flatMap(({ name, facts: each }) =>
      mixedMoney(each).map((found) => ({ table: name, ...found })),
    ),
  };
}

function purchasesOf({ name, facts: { returns, part } }: DraftEvents): NonNullable<Proposal['purchases']> {
  const { column, orders, credits } = returns!;
  return {
    table: part && name === 'sales' ? 'orders' : name,
    column: plainName(column),
    words: orders,
    credits,
  };
}

/** Days that no calendar has look like telephone numbers. */
function isCalledTime({ name, form }: TableFacts['columns'][number]): boolean {
  return ['text', 'phone', 'code'].includes(form.kind) && speaksOf(name, 'happened');
}

function takenFor(table: FoundTable, draft: Draft): TakenFile {
  const isIt = ({ facts }: { readonly facts: TableFacts }): boolean =>
    (facts as FoundTable).group === table.group;
  if (draft.customers && isIt(draft.customers)) return { table, as: 'customers' };
  const as = [...draft.events, ...draft.lookups].filter(isIt).map(({ name }) => name);
  const reason = draft.unused.find(isIt)?.reason;
  if (as.length > 0) return { table, as: as.join(', '), ...leftWords(table, draft) };
  return { table, ...(reason === undefined ? {} : { reason }) };
}

function leftWords(table: FoundTable, { events }: Draft): { readonly left?: readonly string[] } {
  const parts = events.flatMap(({ facts: each }) =>
    (each as FoundTable).group === table.group && each.part ? [each.part] : [],
  );
  const [first] = parts;
  if (!first) return {};
  const used = new Set(parts.flatMap(({ values }) => values));
  const { values } = table.columns.find(({ name }) => name === first.column)!;
  const left = [...new Set(values)].filter((word) => word !== '' && !used.has(word)).sort();
  return left.length === 0 ? {} : { left };
}
