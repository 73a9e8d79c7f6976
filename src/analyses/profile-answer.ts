/** A profile as an answer: a row a value, or a row a number with its quantiles, and the portrait that they make. */
import { type Diagnostic, info } from '../diagnostics/diagnostic.ts';
import { counted, countOf } from '../model/count.ts';
import type { BarFigure } from '../model/figure.ts';
import type { Cell, Table, TableColumn } from '../model/table.ts';
import { leavesWithin } from '../model/walk.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Answer } from './answer.ts';
import {
  measureProfile,
  measureProfiles,
  type Profile,
  type ProfileQuestion,
  type ProfileRow,
  TELLING,
} from './profile.ts';
import type { ProfileField } from './profile-fields.ts';
import { type Persona, percent, personaOf, type Strong, strongestOf, valueText } from './profile-persona.ts';
import { type FieldQuantiles, measureQuantiles, quantileShares } from './profile-quantiles.ts';

export type ProfileView = 'values' | 'quantiles';

export interface ProfileAnswer extends Answer {
  /** A paragraph on who they are, with the rows that it is made of and their bars. */
  readonly persona: { readonly text: string; readonly table: Table; readonly figures: readonly BarFigure[] };
}

export async function answerProfile(
  workspace: Workspace,
  question: ProfileQuestion,
  view: ProfileView,
): Promise<ProfileAnswer> {
  return answerOf(workspace, await measureProfile(workspace, question), view);
}

/** Of each of the segments, everybody being measured once. */
export async function answerProfiles(
  workspace: Workspace,
  segments: readonly string[],
  question: Omit<ProfileQuestion, 'segment'>,
): Promise<readonly ProfileAnswer[]> {
  const profiles = await measureProfiles(workspace, segments, question);
  return Promise.all(profiles.map((profile) => answerOf(workspace, profile, 'values')));
}

async function answerOf(workspace: Workspace, profile: Profile, view: ProfileView): Promise<ProfileAnswer> {
  const { question } = profile;
  const told = testedBy(workspace, question);
  const { text, traits } = personaOf(profile, told);
  const strongest = profile.fields.flatMap((each) => strongestOf(each) ?? []);
  const shown =
    view === 'quantiles'
      ? {
          name: 'profile-quantiles',
          rows: quantileTable(await measureQuantiles(workspace, profile), question),
        }
      : { rows: valueTable(profile), picture: pictureOf(profile) };
  return {
    ...shown,
    notes: smallNotes(profile),
    legend: [info('persona', text), ...definedNote(told, question), chanceNote(profile), cellNote(profile)],
    sql: profile.sql,
    figures: barsOf(question, strongest.slice(0, MOST_BARS)),
    persona: { text, table: personaTable(traits), figures: barsOf(question, traits) },
  };
}

/** Of what sets them apart, one value a field: their share beside that of the others. */
function barsOf(question: ProfileQuestion, strongest: readonly Strong[]): readonly BarFigure[] {
  if (strongest.length === 0) return [];
  return [
    {
      kind: 'bars',
      title: 'What sets them apart',
      isInTable: true,
      measured: 'percent',
      series: [question.segment, question.versus ?? 'everybody'],
      groups: strongest.map(({ field, row }) => ({
        name: `${field.name}: ${valueText(field, row)}`,
        values: [row.share, row.baseShare],
      })),
    },
  ];
}

const MOST_BARS = 12;

/** The rows that the paragraph is made of. */
function personaTable(traits: Persona['traits']): Table {
  return {
    columns: pictureColumns.slice(0, 6),
    rows: traits.map(({ field, row }) => pictureRow(field, row).slice(0, 6)),
  };
}

/** `field,value,customers,share,base_share,index,low,high,p`: the field that sets apart most comes first. */
export function valueTable({ fields }: Profile): Table {
  return {
    columns: [
      { name: 'field', kind: 'text' },
      { name: 'value', kind: 'text' },
      { name: 'customers', kind: 'integer' },
      { name: 'share', kind: 'percent' },
      { name: 'base_share', kind: 'percent' },
      { name: 'index', kind: 'number' },
      { name: 'low', kind: 'number' },
      { name: 'high', kind: 'number' },
      { name: 'p', kind: 'number' },
    ],
    rows: fields.flatMap(({ field, rows }) => rows.map((row) => [field.name, row.value, ...figures(row)])),
  };
}

function figures({ cell, share, baseShare, index, interval, chance }: ProfileRow): readonly Cell[] {
  return [
    cell.list,
    share,
    baseShare,
    index ?? null,
    interval?.[0] ?? null,
    interval?.[1] ?? null,
    Number(chance.toFixed(12)),
  ];
}

/** Only what sets them apart, each with what it is worth; all fields where nothing does. */
function pictureOf(profile: Profile): Table {
  const strong = profile.fields.filter(({ rows }) => rows.some(({ chance }) => chance < TELLING));
  return {
    columns: pictureColumns,
    rows: (strong.length > 0 ? strong : profile.fields).flatMap(({ field, rows }) =>
      rows.map((row) => pictureRow(field, row)),
    ),
    groups: 'field',
  };
}

function pictureRow(field: ProfileField, row: ProfileRow): readonly Cell[] {
  return [
    field.name,
    valueText(field, row),
    row.cell.list,
    row.share,
    row.baseShare,
    row.index === undefined ? null : Math.round(row.index),
    intervalText(row),
    row.chance < TELLING ? (row.share > row.baseShare ? 'more' : 'less') : null,
  ];
}

const pictureColumns: readonly TableColumn[] = [
  { name: 'field', kind: 'text' },
  { name: 'value', kind: 'text' },
  { name: 'customers', kind: 'integer' },
  { name: 'share', kind: 'percent' },
  { name: 'base_share', kind: 'percent' },
  { name: 'index', kind: 'integer' },
  { name: 'interval', kind: 'text' },
  { name: 'differs', kind: 'text' },
];

function intervalText({ interval }: ProfileRow): string | null {
  return interval ? interval.map((end) => counted(Math.round(end))).join(' to ') : null;
}

/** `field,of,customers,missing,p10,p25,median,p75,p90`. */
function quantileTable(found: readonly FieldQuantiles[], { segment, versus }: ProfileQuestion): Table {
  const names = quantileShares.map((share) => (share === 0.5 ? 'median' : `p${100 * share}`));
  return {
    columns: [
      { name: 'field', kind: 'text' },
      { name: 'of', kind: 'text' },
      { name: 'customers', kind: 'integer' },
      { name: 'missing', kind: 'integer' },
      ...names.map((name) => ({ name, kind: 'number' }) as const),
    ],
    rows: found.map(({ field, of, customers, missing, quantiles }) => [
      field,
      of === 'list' ? segment : (versus ?? 'everybody'),
      customers ?? null,
      missing ?? null,
      ...quantiles.map((value) => value ?? null),
    ]),
    groups: 'field',
  };
}

/** Fields that the definitions of the lists test, by their names in the profile. */
function testedBy(
  { definitions }: Workspace,
  { segment, versus, fields }: ProfileQuestion,
): ReadonlySet<string> {
  const asked = definitions.segments.filter(({ name }) => name === segment || name === versus);
  const stages = definitions.stageSets.filter(({ name }) =>
    [segment, versus].some((each) => each?.startsWith(`${name}.`)),
  );
  const tested = new Set(
    leavesWithin([asked.map(({ where, exclude }) => [where, exclude]), stages]).flatMap((leaf) =>
      'left' in leaf ? [JSON.stringify(leaf.left)] : [],
    ),
  );
  const sets = new Set(stages.map(({ name }) => `${name}.stage`));
  return new Set(
    fields
      .filter(({ name, value }) => sets.has(name) || tested.has(JSON.stringify(value)))
      .map(({ name }) => name),
  );
}

function definedNote(told: ReadonlySet<string>, { versus }: ProfileQuestion): readonly Diagnostic[] {
  if (told.size === 0) return [];
  const names = [...told].map((name) => `\`${name}\``).join(', ');
  const whose = versus === undefined ? 'the definition tests' : 'the definitions test';
  return [
    info('by-definition', `${whose} ${names}: the paragraph leaves out what goes without saying`, {
      fields: [...told],
    }),
  ];
}

function chanceNote({ fields }: Profile): Diagnostic {
  const rows = fields.flatMap((each) => each.rows);
  const found = rows.filter(({ chance }) => chance < TELLING).length;
  const message =
    `${countOf(rows.length, 'share is', 'shares are')} tested, and ${found} of them ${found === 1 ? 'differs' : 'differ'} by more than ` +
    `luck: of these one in twenty is luck all the same (Benjamini and Hochberg)`;
  return info('tested', message, { tested: rows.length, differ: found, alpha: TELLING });
}

function cellNote({ question, unique, copies }: Profile): Diagnostic {
  const { leastPeople } = question;
  const own =
    unique.length === 0
      ? ''
      : `; left out, since nearly everybody has one of their own: ${unique.map((name) => `\`${name}\``).join(', ')}`;
  const nearly = copies.map(({ name, of }) => `\`${name}\` (as \`${of}\`)`).join(', ');
  const near =
    copies.length === 0
      ? ''
      : `; left out, since beside another field it would tell of fewer than ${leastPeople}: ${nearly}`;
  return info('cells', `values of fewer than ${leastPeople} people are joined as (other)${own}${near}`, {
    min_cell: leastPeople,
    unique,
    copies,
  });
}

function smallNotes({ totals, question, fields }: Profile): readonly Diagnostic[] {
  if (totals.list === 0)
    return [info('nobody', `\`${question.segment}\` holds nobody, and there is nothing to profile`)];
  if (fields.length > 0) return [];
  const message = `${countOf(totals.list, 'customer')} in \`${question.segment}\` (${percent(totals.list / Math.max(1, totals.base))}) are too few, or too alike, to tell anything of without telling of one person`;
  return [info('too-few', message, { customers: totals.list })];
}
