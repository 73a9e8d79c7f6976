/** What a project file has to say of a column so that it is read as what it is. */
import type { ColumnForm } from './column-form.ts';
import type { MomentForm } from './moment-form.ts';
import type { NumberForm } from './number-form.ts';
import type { ColumnFacts } from './table-facts.ts';
import { inBrackets, scalar } from './yaml-text.ts';

/** Decided by a person: the order of day and month where the data fits both. */
export interface Decided {
  readonly dates?: 'day-first' | 'month-first';
}

/** Options as YAML by their names; empty where the column is read rightly without. */
export function columnOptions(form: ColumnForm, decided: Decided): Readonly<Record<string, string>> {
  switch (form.kind) {
    case 'number':
      return numberOptions(form);
    case 'moment':
      return { ...momentOptions(form, decided), ...missingWords(form) };
    case 'epoch':
      return { type: form.isDay ? 'date' : 'time', date_format: form.format };
    case 'month-day':
      return { type: 'month_day', date_format: 'MM/DD' };
    case 'list':
      return { type: 'list', separator: scalar(form.separator) };
    case 'empty':
    case 'clock':
    case 'code':
    case 'choice':
    case 'email':
    case 'phone':
    case 'json':
    case 'text':
      return {};
  }
}

type Odd = { readonly odd?: readonly string[] };

/** Money of several currencies has no sum, and what can be read with either decimal sign no value: they stay text. */
function numberOptions({
  form,
  odd = [],
}: { readonly form: NumberForm } & Odd): Readonly<Record<string, string>> {
  if (form.currencies.length > 1 || form.doubtful !== undefined) return {};
  if (form.isPlain && odd.length === 0) return {};
  // A comma is said of the whole table.
  const sign = form.isSettled && form.decimal === '.' ? { decimal: '"."' } : {};
  return { type: form.isPlain ? form.type : 'decimal', ...sign, ...missingWords({ odd }) };
}

/** Words among numbers or moments say that there is none; what has digits was meant to be one, and is broken. */
function missingWords({ odd = [] }: Odd): Readonly<Record<string, string>> {
  const words = odd.filter((value) => !/\d/.test(value));
  return words.length === 0 ? {} : { null_values: inBrackets(words) };
}

function momentOptions(
  { forms, odd = [] }: { readonly forms: readonly MomentForm[] } & Odd,
  { dates }: Decided,
): Readonly<Record<string, string>> {
  const [only] = forms;
  if (forms.length === 1 && odd.length === 0 && only!.isPlain && only!.other === undefined) return {};
  const written = forms.map((form) => scalar(inLetters(formatOf(form, dates))));
  const type = forms.some((form) => form.type === 'time') ? 'time' : 'date';
  return { type, date_format: written.length === 1 ? written[0]! : `[${written.join(', ')}]` };
}

function formatOf({ format, other }: MomentForm, dates: Decided['dates']): string {
  if (other === undefined) return format;
  const isDayFirst = format.indexOf('%d') < format.indexOf('%m');
  return isDayFirst === (dates !== 'month-first') ? format : other;
}

/** The form of a column's days, as `date_format` says it. */
export function columnFormat(form: ColumnForm, { dates }: Decided): string {
  return form.kind === 'moment' ? inLetters(formatOf(form.forms[0]!, dates)) : '';
}

const letters: Readonly<Record<string, string>> = {
  '%Y': 'YYYY',
  '%y': 'YY',
  '%B': 'MMMM',
  '%b': 'MMM',
  '%m': 'M',
  '%d': 'D',
  '%H': 'H',
  '%I': 'h',
  '%M': 'mm',
  '%S': 'ss',
  '%f': 'SSS',
  '%p': 'A',
  '%z': 'ZZ',
  '%Z': 'z',
};

/** As the reference writes forms; any blank stands for several. The `h` of `17h30` would be one of the letters. */
function inLetters(format: string): string {
  if (/^%[Yy]%m%d$/.test(format)) return format;
  if (format.includes('%Hh')) return format;
  return format.replaceAll(/%./g, (sign) => letters[sign] ?? sign).replaceAll(/ +/g, ' ');
}

/** Whether somebody has to say which of day and month comes first in the column. */
export function isUndecided({ form }: ColumnFacts): boolean {
  return form.kind === 'moment' && form.forms.some(({ other }) => other !== undefined);
}
