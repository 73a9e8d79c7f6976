/** What may be told of a cell where others may read it: its shape, and never what stands in it. */
import type { MappedColumn } from './roles.ts';

/** `9,99 a` for `5,20 z`; `letters` for words. Infinity is nobody's. */
export function shapeOf(cell: string): string {
  if (/^[+-]?inf(inity)?$/i.test(cell)) return 'infinity';
  if (!/\p{N}/u.test(cell)) return /\p{L}/u.test(cell) ? 'letters' : 'signs';
  const shape = cell.replace(/\p{N}/gu, '9').replace(/\p{L}+/gu, 'a');
  return shape.length > 30 ? `${shape.slice(0, 29)}…` : shape;
}

const personal =
  /(^|[^\p{L}])(names?|nachname|vorname|nom|imi\u0119|nazwisko|e-?mails?|mail|phones?|telephone|tel|mobile|birth\w*|geburt\w*|born|street|address\w*|adres\w*)($|[^\p{L}])/iu;

/** Keys, contacts, names and birthdays are shown to nobody. */
export function isPersonal({ name, role, isContact }: MappedColumn): boolean {
  const words = name.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2').replaceAll('_', ' ');
  return role === 'key' || isContact === true || personal.test(words);
}
