/** A paragraph on who they are: what sets them apart most, in the words of the table. */
import { counted, countOf, thousandsApart } from '../model/count.ts';
import { isMoment } from '../model/value.ts';
import { differenceOf, type FieldProfile, type Profile, type ProfileRow, TELLING } from './profile.ts';
import type { ProfileField } from './profile-fields.ts';

/** More are no portrait. */
const MOST_TRAITS = 5;

/** A difference that is less is not worth a word (the `little` of Cohen 1988). */
const NOTICEABLE = 0.2;

export interface Persona {
  readonly text: string;
  /** What the text says, the strongest first. */
  readonly traits: readonly Strong[];
}

/** Fields that the definition itself tests go without saying: `told` names them. */
export function personaOf(profile: Profile, told: ReadonlySet<string>): Persona {
  const others = differentFields(profile.fields).filter(({ field }) => !told.has(field.name));
  const traits = others.flatMap((each) => strongestOf(each) ?? []).slice(0, MOST_TRAITS);
  return { text: textOf(profile, traits, told.size > 0), traits };
}

/** One of those that tell the same: of one model, or with the same people for each of their values. */
function differentFields(fields: readonly FieldProfile[]): readonly FieldProfile[] {
  const seen = new Set<string>();
  return fields.filter(({ field, rows }) => {
    const people = rows.map(({ cell }) => `${cell.list} ${cell.base}`).join(',');
    const marks = [people, ...(field.value.kind === 'model' ? [`model ${field.value.model}`] : [])];
    const isNew = !marks.some((mark) => seen.has(mark));
    for (const mark of marks) seen.add(mark);
    return isNew;
  });
}

function textOf({ question, totals }: Profile, traits: readonly Strong[], isTold: boolean): string {
  const { segment, versus } = question;
  const among = versus === undefined ? 'of everybody' : `of \`${versus}\``;
  const size =
    versus === undefined
      ? `\`${segment}\` is ${countOf(totals.list, 'customer')} of ${counted(totals.base)}.`
      : `\`${segment}\` is ${countOf(totals.list, 'customer')}, \`${versus}\` ${counted(totals.base)}.`;
  if (traits.length === 0)
    return `${size} Nothing${isTold ? ' else' : ''} sets them apart that luck could not bring.`;
  const more = traits.filter(({ row }) => row.share >= row.baseShare);
  const less = traits.filter(({ row }) => row.share < row.baseShare);
  const sentences = [sentenceOf(more, among), sentenceOf(less, among)];
  return [size, ...sentences.filter((sentence) => sentence !== undefined)].join(' ');
}

export interface Strong {
  readonly field: ProfileField;
  readonly row: ProfileRow;
}

/** What most have rather than what few have, where both say the same. */
export function strongestOf({ field, rows }: FieldProfile): Strong | undefined {
  const named = rows.filter(({ cell, chance }) => cell.kind !== 'other' && chance < TELLING);
  const weight = (row: ProfileRow): number =>
    Math.abs(differenceOf(row)) + (row.share >= row.baseShare ? TIE : 0);
  const [row] = named.toSorted((a, b) => weight(b) - weight(a));
  return row && Math.abs(differenceOf(row)) >= NOTICEABLE ? { field, row } : undefined;
}

const TIE = 1e-9;

function sentenceOf(traits: readonly Strong[], among: string): string | undefined {
  if (traits.length === 0) return undefined;
  const clauses = traits.map(({ field, row }, i) => {
    const against = `against ${percent(row.baseShare)} ${i === 0 ? among : ''}`.trim();
    return `${quantity(row.share)} ${wordsOf(field, row)} (${percent(row.share)} ${against})`;
  });
  const last = clauses.pop()!;
  const list = clauses.length === 0 ? last : `${clauses.join(', ')}, and ${last}`;
  const sentence = `${list[0]!.toUpperCase()}${list.slice(1)}.`;
  return sentence;
}

function quantity(share: number): string {
  if (share === 1) return 'all';
  if (share >= 0.9) return 'nearly all';
  if (share > 0.5) return 'most';
  if (share >= 0.3) return 'many';
  if (share >= 0.1) return 'some';
  return share === 0 ? 'none' : 'few';
}

function wordsOf(of: ProfileField, row: ProfileRow): string {
  const { name, type } = of;
  const { cell } = row;
  const value = valueText(of, row);
  const field = `\`${name}\``;
  if (cell.kind === 'missing') return `lack ${field}`;
  if (type === 'list') return `have \`${value}\` among ${field}`;
  if (isMoment(type)) return `have a ${field} of ${value}`;
  return `have ${field} ${value}`;
}

/** Of a whole number with four digits nobody knows whether it is a year. */
const fewestDigits = { whole: 5, other: 4 };

/** As people write it: numbers with their thousands apart. */
export function valueText({ type }: ProfileField, { cell, value }: ProfileRow): string {
  if (value === null) return '(missing)';
  if (cell.kind !== 'band' || isMoment(type)) return value;
  const fewest = type === 'integer' ? fewestDigits.whole : fewestDigits.other;
  return value.replace(/(\d+)(\.\d+)?/g, (number, whole: string) =>
    whole.length < fewest ? number : thousandsApart(number),
  );
}

/** As the terminal rounds. */
export function percent(share: number): string {
  if (share > 0 && share < 0.001) return '<0.1%';
  const text = (100 * share).toFixed(share < 0.1 || share > 0.99 ? 1 : 0);
  return `${text.replace(/\.0$/, '')}%`;
}
