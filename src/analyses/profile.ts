/**
 * Who the customers of a list are: of every field the share of each value against the base, or against another list,
 * and how likely such a share is in a list drawn at random.
 */

import { customerItems, makeRelation } from '../evaluation/relation.ts';
import { isMoment } from '../model/value.ts';
import { column, sqlTrue } from '../sql/build.ts';
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
import { type CountedField, type CountedSplit, type NearCopy, withoutNearCopies } from './profile-copies.ts';
import {
  type FieldFacts,
  IN_BASE,
  inList,
  isNearlyUnique,
  PROFILE_RELATION,
  readFacts,
} from './profile-facts.ts';
import type { ProfileField } from './profile-fields.ts';
import { type People, readPeople } from './profile-people.ts';
import { readSplits, type Split } from './profile-splits.ts';

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
  /** Who have a value. */
  readonly known: Counts;
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
  /** The column of the list in the relation that it is told from. */
  readonly inList: string;
  readonly sql: string;
}

/** One profile alone. */
export async function measureProfile(workspace: Workspace, question: ProfileQuestion): Promise<Profile> {
  const { segment, ...rest } = question;
  const [profile] = await measureProfiles(workspace, [segment], rest);
  return profile!;
}

/** Of each of the segments, everybody being looked at once. */
export async function measureProfiles(
  workspace: Workspace,
  segments: readonly string[],
  question: Omit<ProfileQuestion, 'segment'>,
): Promise<readonly Profile[]> {
  const named = question.fields.map((field, i) => ({ ...field, column: `field_${i + 1}` }));
  const sql = await makePeople(workspace, segments, question.versus, named);
  const survey = await surveyOf(workspace, named, segments.length);
  return segments.map((segment, list) => ({
    ...profileOf(survey, list, { segment, ...question }),
    inList: inList(list),
    sql,
  }));
}

async function makePeople(
  workspace: Workspace,
  segments: readonly string[],
  versus: string | undefined,
  named: readonly (ProfileField & { readonly column: string })[],
): Promise<string> {
  const { sql } = await makeRelation(workspace, PROFILE_RELATION, (planner) => {
    const member = (name: string) => column(planner.segment(name).member);
    const lists = segments.map((name, list) => [inList(list), member(name)] as const);
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
  return sql;
}

/** What the profiles of several lists are told from. */
interface Survey {
  readonly fields: readonly { readonly facts: FieldFacts; readonly splits: readonly Split[] }[];
  readonly unique: readonly string[];
  readonly people: People;
}

async function surveyOf(
  workspace: Workspace,
  named: readonly (ProfileField & { readonly column: string })[],
  lists: number,
): Promise<Survey> {
  const all = await readFacts(workspace, named);
  const fields = [];
  for (const facts of all.filter((one) => !isNearlyUnique(one)))
    fields.push({ facts, splits: await readSplits(workspace, facts) });
  const splits = fields.flatMap((field) => field.splits);
  const unique = all.filter(isNearlyUnique).map(({ field }) => field.name);
  return { fields, unique, people: await readPeople(workspace, splits, lists) };
}

function profileOf(
  { fields, unique, people }: Survey,
  list: number,
  question: ProfileQuestion,
): Omit<Profile, 'inList' | 'sql'> {
  const least = question.leastPeople;
  const totals = people.totals(list);
  const counted = fields.map(({ facts, splits }): CountedField => {
    const each = splits.map((split) => ({ split, counts: people.counted(list, split) }));
    const known = lessOf(totals, each[0]!.counts.at(-1)!);
    return { ...facts, known, splits: each, cells: toldCells(facts.field, each, { known, totals }, least) };
  });
  const several = counted.filter(({ cells, field }) => cells.length > 1 || field.type === 'list');
  const crossed = (one: Split, other: Split) => people.crossed(list, one, other);
  const told = withoutNearCopies(crossed, several, least);
  return {
    question,
    totals,
    fields: compared(told.fields, totals, question.versus !== undefined),
    unique,
    copies: told.copies,
  };
}

interface Wholes {
  /** Who have a value of the field. */
  readonly known: Counts;
  readonly totals: Counts;
}

function toldCells(
  { type }: ProfileField,
  splits: readonly CountedSplit[],
  { known, totals }: Wholes,
  least: number,
): readonly ProfileCell[] {
  const cells = splits.flatMap(({ split, counts }) =>
    split.shapes.map((shape, part): ProfileCell => ({ ...shape, ...counts[part]!, parts: [part] })),
  );
  const lacking = splits[0]!.split.parts - 1;
  const missing = { ...lessOf(totals, known), kind: 'missing', parts: [lacking] } as const;
  const [found, lack] = [cells, [missing]].map((some) => some.filter(({ list, base }) => list + base > 0));
  if (type === 'list')
    return itemCells(
      found!.filter(({ kind }) => kind === 'value'),
      lack!,
      known,
      totals,
      least,
    );
  const isOrdered = found!.every(({ kind }) => kind === 'band');
  return isOrdered ? joinNeighbours(found!, lack!, least) : joinSmall([...found!, ...lack!], least);
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
        known: facts.known,
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
