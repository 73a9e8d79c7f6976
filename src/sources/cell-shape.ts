/** What may be told of a cell where others may read it: its shape, and never what stands in it. */
import { consentWord, writtenNo, writtenYes } from '../model/consent-words.ts';
import type { MappedColumn } from './roles.ts';

/** `9,99 a` for `5,20 z`; `letters` for words. Infinity is nobody's. */
export function shapeOf(cell: string): string {
  if (/^[+-]?inf(inity)?$/i.test(cell)) return 'infinity';
  if (!/\p{N}/u.test(cell)) return /\p{L}/u.test(cell) ? 'letters' : 'signs';
  const shape = cell.replace(/\p{N}/gu, '9').replace(/\p{L}+/gu, 'a');
  return shape.length > 30 ? `${shape.slice(0, 29)}…` : shape;
}

const isKnown = (word: string): boolean => writtenYes.has(word) || writtenNo.has(word);

/** What may be told of a word of consent: itself where everybody writes it, and its shape where it may be of one person. */
export function wordOrShape(word: string): string {
  return isKnown(consentWord(word)) ? word : shapeOf(word);
}

const PERSONAL =
  /(^|[^\p{L}])(names?|nachname|vorname|nom|imi\u0119|nazwisko|e-?mails?|mail|phones?|telephone|tel|mobile|birth\w*|geburt\w*|born|street|address\w*|adres\w*)($|[^\p{L}])/iu;

/** Keys, contacts, names and birthdays are shown to nobody. */
export function isPersonal({
  name,
  role,
  isContact,
}: Pick<MappedColumn, 'name' | 'isContact'> & Partial<MappedColumn>): boolean {
  const words = name.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2').replaceAll('_', ' ');
  return role === 'key' || isContact === true || PERSONAL.test(words);
}
