/**
 * Who the customers of a list are: of every field the share of each value against the base, or against another list,
 * and how likely such a share is in a list drawn at random.
 */

import { makeView } from '../database/relation.ts';
import { customerItems, makeRelation } from '../evaluation/relation.ts';
import { isMoment } from '../model/value.ts';
import { column, sqlTrue } from '../sql/build.ts';
import { printQuery } from '../sql/print.ts';
import { correctedChances } from '../stats/false-discovery.ts';
import { drawByChance } from '../stats/hypergeometric.ts';
import { relativeLift } from '../stats/relative-lift.ts';
import { wilsonInterval } from '../stats/wilson.ts';
import type { Workspace } from '../workspace/workspace.ts';
import {
  type Counts,
  isLarge,
  joinNeighbours,
  joinSmall,
  labelOf,
  lessOf,
  othersLabel,
  type ProfileCell,
} from './profile-cells.ts';
import { type CountedField, type NearCopy, withoutNearCopies } from './profile-copies.ts';
import { type GroupedCells, readCells } from './profile-counts.ts';
import {
  type FieldFacts,
  IN_BASE,
  IN_LIST,
  isNearlyUnique,
  PROFILE_RELATION,
  readFacts,
} from './profile-facts.ts';
import type { ProfileField } from './profile-fields.ts';

export interface ProfileQuestion {
  readonly segment: string;
  /** What it is held against in place of everybody. */
  readonly versus: string | undefined;
  readonly fields: readonly ProfileField[];
  /** No cell of fewer people is told. */
  readonly leastPeople: number;
}

export interface ProfileRow {
  readonly cell: ProfileCell;
  /** Null where the value is missing. */
  readonly value: string | null;
  readonly share: number;
  readonly baseShare: number;
  /** 100 is as in the base; of the interval too. Undefined where nobody of the base has the value. */
  readonly index: number | undefined;
  readonly interval: readonly [low: number, high: number] | undefined;
  /** Of such a share in a list drawn at random, corrected for all that was tested. */
  readonly chance: number;
}

export interface FieldProfile {
  readonly field: ProfileField;
  readonly column: string;
  readonly facts: FieldFacts;
  readonly rows: readonly ProfileRow[];
}

export interface Profile {
  readonly question: ProfileQuestion;
  readonly totals: Counts;
  /** Those that tell anything apart, the strongest first. */
  readonly fields: readonly FieldProfile[];
  /** Of texts that nearly everybody has one of their own of. */
  readonly unique: readonly string[];
  /** Left out, since few people tell it from another. */
  readonly copies: readonly NearCopy[];
  readonly sql: string;
}

/** One profile alone. */
export async function measureProfile(workspace: Workspace, question: ProfileQuestion): Promise<Profile> {
  const { segment, ...rest } = question;
  return (await gatherProfiles(workspace, [segment], rest))(segment);
}

/**
 * Measures everybody once for the profiles of several segments, which are looked at one after the other: the
 * relations that a profile is told from are those of the segment asked for last.
 */
export async function gatherProfiles(
  workspace: Workspace,
  segments: readonly string[],
  question: Omit<ProfileQuestion, 'segment'>,
): Promise<(segment: string) => Promise<Profile>> {
  const { versus } = question;
  const named = question.fields.map((field, i) => ({ ...field, column: `field_${i + 1}` }));
  const { sql } = await makeRelation(workspace, EVERYBODY, (planner) => {
    const member = (name: string) => column(planner.segment(name).member);
    const lists = segments.map((name, i) => [listColumn(i), member(name)] as const);
    const values = named.map(
      (field) => [field.column, column(planner.value(field.value, field.column))] as const,
    );
    return {
      items: customerItems(planner.key, {
        ...Object.fromEntries(lists),
        [IN_BASE]: versus === undefined ? sqlTrue : member(versus),
        ...Object.fromEntries(values),
      }),
    };
  });
  return async (segment) => {
    const items = [listColumn(segments.indexOf(segment)), IN_BASE, ...named.map((field) => field.column)];
    const body = {
      kind: 'select',
      items: items.map((name, i) => ({ expr: column(name), as: i === 0 ? IN_LIST : name })),
      from: { relation: EVERYBODY },
    } as const;
    await makeView(workspace.database, PROFILE_RELATION, printQuery({ with: [], body }, workspace.dialect));
    return { ...(await profileOf(workspace, named, { segment, ...question })), sql };
  };
}

/** What the profiles of several lists are told from. */
const EVERYBODY = 'profile_everybody';
const listColumn = (at: number): string => `${IN_LIST}_${at + 1}`;

async function profileOf(
  workspace: Workspace,
  named: readonly (ProfileField & { readonly column: string })[],
  question: ProfileQuestion,
): Promise<Omit<Profile, 'sql'>> {
  const { totals, facts } = await readFacts(workspace, named);
  const least = question.leastPeople;
  const cells: CountedField[] = [];
  for (const each of facts.filter((one) => !isNearlyUnique(one)))
    cells.push({ ...each, ...(await toldCells(workspace, each, totals, least)) });
  const several = cells.filter((each) => each.cells.length > 1 || each.field.type === 'list');
  const { fields, copies } = await withoutNearCopies(workspace, several, least);
  return {
    question,
    totals,
    fields: compared(fields, totals, question.versus !== undefined),
    unique: facts.filter(isNearlyUnique).map(({ field }) => field.name),
    copies,
  };
}

async function toldCells(
  workspace: Workspace,
  facts: FieldFacts,
  totals: Counts,
  least: number,
): Promise<GroupedCells> {
  const { by, cells: found } = await readCells(workspace, facts);
  const cells = found.filter(({ list, base }) => list + base > 0);
  const unknown = lessOf(totals, facts.known);
  const missing: readonly ProfileCell[] =
    unknown.list + unknown.base > 0 ? [{ ...unknown, kind: 'missing' }] : [];
  if (facts.field.type === 'list')
    return { by, cells: itemCells(cells, missing, facts.known, totals, least) };
  const isOrdered = cells.every(({ kind }) => kind === 'band');
  return {
    by,
    cells: isOrdered ? joinNeighbours(cells, missing, least) : joinSmall([...cells, ...missing], least),
  };
}

/** Items of lists are no parts of a whole: each is told where those who have it, and those who do not, are enough. */
function itemCells(
  items: readonly ProfileCell[],
  missing: readonly ProfileCell[],
  known: Counts,
  totals: Counts,
  least: number,
): readonly ProfileCell[] {
  const shown = missing.every((cell) => isLarge(cell, least) && isLarge(known, least)) ? missing : [];
  const whole = shown.length > 0 ? known : totals;
  return [...items.filter((item) => isLarge(item, least) && isLarge(lessOf(whole, item), least)), ...shown];
}

function compared(
  fields: readonly CountedField[],
  totals: Counts,
  isVersus: boolean,
): readonly FieldProfile[] {
  const tested = fields.flatMap((facts) => facts.cells.map((cell) => ({ facts, cell })));
  const chances = correctedChances(tested.map(({ cell }) => chanceOf(cell, totals)));
  const rows = tested.map(({ facts, cell }, i) => ({
    facts,
    row: rowOf(cell, facts, totals, chances[i]!, isVersus),
  }));
  return fields
    .map(
      (facts): FieldProfile => ({
        field: facts.field,
        column: facts.column,
        facts,
        rows: rows.filter((each) => each.facts === facts).map(({ row }) => row),
      }),
    )
    .filter((each) => each.rows.length > 0)
    .toSorted((a, b) => strengthOf(b) - strengthOf(a));
}

/** As a list drawn at random from all who are in either. */
function chanceOf({ list, base, both }: Counts, totals: Counts): number {
  return drawByChance({
    population: totals.list + totals.base - totals.both,
    marked: list + base - both,
    drawn: totals.list,
    found: list,
  });
}

function rowOf(
  cell: ProfileCell,
  { field, cells }: CountedField,
  totals: Counts,
  chance: number,
  isVersus: boolean,
): ProfileRow {
  const share = totals.list === 0 ? 0 : cell.list / totals.list;
  const baseShare = totals.base === 0 ? 0 : cell.base / totals.base;
  const index = baseShare > 0 ? (100 * share) / baseShare : undefined;
  return {
    cell,
    value: labelOf(cell, field.type === 'integer' || isMoment(field.type), othersLabel(cells)),
    share,
    baseShare,
    index,
    interval:
      index === undefined ? undefined : isVersus ? ratioInterval(cell, totals) : shareInterval(cell, totals),
    chance,
  };
}

/** Of a list within its base, whose own share is known. */
function shareInterval(cell: Counts, totals: Counts): readonly [number, number] {
  const [low, high] = wilsonInterval(cell.list, totals.list, totals.base);
  const base = cell.base / totals.base;
  return [(100 * low) / base, (100 * high) / base];
}

/** Of two lists, of which neither is known better than by its people. */
function ratioInterval(cell: Counts, totals: Counts): readonly [number, number] | undefined {
  const estimate = (found: number, drawn: number) => {
    const mean = found / drawn;
    return { mean, se: Math.sqrt((mean * (1 - mean)) / drawn) };
  };
  const lift = relativeLift(estimate(cell.list, totals.list), estimate(cell.base, totals.base));
  return lift && [100 * (1 + lift.low), 100 * (1 + lift.high)];
}

/** By how much the value that differs most does so: the h of Cohen (1988), in which 0.2 is little and 0.8 is much. */
export function differenceOf({ share, baseShare }: ProfileRow): number {
  return 2 * Math.asin(Math.sqrt(Math.min(1, share))) - 2 * Math.asin(Math.sqrt(Math.min(1, baseShare)));
}

/** What luck alone may bring is no difference. */
export const TELLING = 0.05;

function strengthOf({ rows }: FieldProfile): number {
  return Math.max(...rows.map((row) => (row.chance < TELLING ? Math.abs(differenceOf(row)) : 0)));
}
