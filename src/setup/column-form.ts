/** What the values of a column look like, as far as some of them tell. */
import { consentWord, writtenNo, writtenYes } from '../model/consent-words.ts';
import { epochForm, looksLikeMoment, type MomentForm, momentForms } from './moment-form.ts';
import { looksLikeNumber, type NumberForm, numberForm } from './number-form.ts';

export type ColumnForm =
  | { readonly kind: 'empty' }
  | { readonly kind: 'moment'; readonly forms: readonly MomentForm[]; readonly odd?: readonly string[] }
  | { readonly kind: 'epoch'; readonly format: string; readonly isDay?: boolean }
  | { readonly kind: 'month-day' }
  | { readonly kind: 'clock' }
  | { readonly kind: 'number'; readonly form: NumberForm; readonly odd?: readonly string[] }
  | { readonly kind: 'code' }
  | { readonly kind: 'choice'; readonly yes: readonly string[]; readonly no: readonly string[] }
  | { readonly kind: 'email' }
  | { readonly kind: 'phone' }
  | { readonly kind: 'json' }
  | { readonly kind: 'list'; readonly separator: string }
  | { readonly kind: 'text' };

/** The form of trimmed values; blank ones say nothing, and a few that are unlike all others make no text of a column. */
export function columnForm(values: readonly string[]): ColumnForm {
  const present = values.filter((value) => value !== '');
  if (present.length === 0) return { kind: 'empty' };
  const form = formOf(present);
  return form.kind === 'text' || form.kind === 'list' ? (formOfMost(present) ?? form) : form;
}

/** The share of a column's cells that may be broken without anybody taking it for something else. */
const MOST_ODD = 0.02;

function formOfMost(present: readonly string[]): ColumnForm | undefined {
  for (const looks of [looksLikeNumber, looksLikeMoment, looksLikeEmail]) {
    const odd = [...new Set(present.filter((value) => !looks(value)))];
    const like = present.filter((value) => looks(value));
    if (odd.length === 0 || present.length - like.length > MOST_ODD * present.length) continue;
    const form = formOf(like);
    if (form.kind === 'email') return form;
    if (form.kind === 'number' || form.kind === 'moment') return { ...form, odd };
  }
  return undefined;
}

const IS_EMAIL = /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/;
const looksLikeEmail = (value: string): boolean => IS_EMAIL.test(value);

function formOf(present: readonly string[]): ColumnForm {
  const every = (pattern: RegExp): boolean => present.every((value) => pattern.test(value));
  const choice = choiceOf(present);
  if (choice) return choice;
  if (every(IS_EMAIL)) return { kind: 'email' };
  if (every(/^[[{].*[\]}]$/s)) return { kind: 'json' };
  const moments = momentForms(present);
  if (moments.length > 0 && !every(/^\d{8}$/)) return { kind: 'moment', forms: moments };
  if (every(/^(0[1-9]|1[0-2])\/(0[1-9]|[12]\d|3[01])$/)) return { kind: 'month-day' };
  if (every(/^(([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?|(0?[1-9]|1[0-2]):[0-5]\d(:[0-5]\d)? ?[ap]m)$/i))
    return { kind: 'clock' };
  const epoch = epochForm(present);
  if (epoch !== undefined) return { kind: 'epoch', format: epoch };
  if (every(/^'?\+?[\d ().-]{7,20}$/) && present.some((value) => /^'?\+|[ ()-]/.test(value)))
    return { kind: 'phone' };
  const number = numberForm(present);
  if (number) return { kind: 'number', form: number };
  if (every(/^'?\d+$/)) return { kind: 'code' };
  return listOf(present) ?? { kind: 'text' };
}

/** Two to four words of which some are a yes or a no and none is anything else; a lone word is no choice. */
function choiceOf(values: readonly string[]): ColumnForm | undefined {
  const words = [...new Set(values)];
  if (words.length > 6 || words.every((word) => /^\d+$/.test(word))) return undefined;
  const [one, other] = words;
  if (words.length === 2 && isDenied(one!, other!)) return { kind: 'choice', yes: [other!], no: [one!] };
  if (words.length === 2 && isDenied(other!, one!)) return { kind: 'choice', yes: [one!], no: [other!] };
  const yes = words.filter((word) => writtenYes.has(consentWord(word)));
  const no = words.filter((word) => writtenNo.has(consentWord(word)));
  if (yes.length + no.length < words.length) return undefined;
  return { kind: 'choice', yes, no };
}

/** `Non-marketing contact` beside `Marketing contact`. */
function isDenied(word: string, of: string): boolean {
  const match = /^(non|not|no|un|nie|nicht|do not|don't)[- ]?(.+)$/i.exec(word);
  return match !== null && match[2]!.toLowerCase() === of.toLowerCase();
}

/** Few different items, most of which come again in other company. */
function listOf(values: readonly string[]): ColumnForm | undefined {
  for (const separator of [';', '|', ', ']) {
    const split = values.map((value) => value.split(separator).map((item) => item.trim()));
    const several = split.filter((items) => items.length > 1);
    if (several.length < 3 || several.length < values.length / 20) continue;
    const companies = new Map<string, Set<string>>();
    split.forEach((cell, row) => {
      for (const item of cell) companies.set(item, (companies.get(item) ?? new Set()).add(values[row]!));
    });
    const items = [...companies];
    const again = items.filter(([item, cells]) => cells.size > 1 && item !== '' && item.length <= 30);
    if (again.length >= 0.7 * items.length && items.length <= values.length / 2)
      return { kind: 'list', separator };
  }
  return undefined;
}
