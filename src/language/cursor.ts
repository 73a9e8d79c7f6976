/** Where the cursor is in a definition that is being typed. */
import { placeOfWord, type WordPlace } from '../yaml/place.ts';

export interface CursorPlace extends WordPlace {
  /** Where the word under the cursor starts. */
  readonly start: number;
}

/** Stands for the word under the cursor. */
const MARK = 'cursor_is_here';

/** What the place may be: of a word that could be a key as well as a value, both. */
export function placesAt(text: string, offset: number): readonly CursorPlace[] {
  const before = text.slice(0, offset);
  const start = offset - (/[\p{L}\p{N}_$.-]*$/u.exec(before)?.[0].length ?? 0);
  const end = offset + (/^[\p{L}\p{N}_$.-]*/u.exec(text.slice(offset))?.[0].length ?? 0);
  const [head, rest] = [text.slice(0, start), text.slice(end)];
  const isKey = /^ *:(\s|$)/.test(rest);
  const isValue = /:[^\S\n]+$/.test(head);
  const asKey = `${head}${MARK}${isKey ? '' : ': x'}${rest}`;
  const asValue = `${head}${MARK}${rest}`;
  const candidates = isKey ? [asKey] : isValue ? [asValue] : [asKey, asValue];
  const found = candidates.flatMap((candidate) => placeOfWord(candidate, MARK) ?? []);
  return [
    ...new Map(found.map((place) => [`${place.at} ${place.path.join(' ')}`, { ...place, start }])).values(),
  ];
}
