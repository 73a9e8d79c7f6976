/**
 * Which of the old one-byte encodings a text is in, decided by its letters: read wrongly, words hold signs where
 * letters should be (`£ódŸ` for `Łódź`), or letters of several languages at once.
 */

import { decodeHead } from './encoding.ts';

/** Encodings in the order in which they are taken where texts read alike, and the letters of their languages. */
const languages: readonly (readonly [encoding: string, languages: readonly string[]])[] = [
  ['windows-1252', ['äöüß', 'éèêëàâçîïôûùÿœæ', 'áéíóúüñ', 'àèéìòù', 'áâãàçéêíóôõú', 'åäöæøé', 'éëïóèö']],
  ['windows-1250', ['ąćęłńóśźż', 'áčďéěíňóřšťúůýž', 'áäčďéíĺľňóôŕšťúýž', 'áéíóöőúüű', 'čćđšž', 'ăâîşţ']],
  ['iso-8859-2', ['ąćęłńóśźż', 'áčďéěíňóřšťúůýž', 'áäčďéíĺľňóôŕšťúýž', 'áéíóöőúüű', 'čćđšž', 'ăâîşţ']],
  ['windows-1254', ['çğıİöşüâîû']],
  ['windows-1257', ['āčēģīķļņšūž', 'ąčęėįšųūž', 'äõöüšž']],
];

const alphabets: readonly (readonly [encoding: string, languages: readonly string[]])[] = [
  [
    'windows-1251',
    [
      'абвгдеёжзийклмнопрстуфхцчшщъыьэюя',
      'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя',
      'абвгдђежзијклљмнњопрстћуфхцчџш',
    ],
  ],
  ['koi8-r', ['абвгдеёжзийклмнопрстуфхцчшщъыьэюя']],
  ['windows-1253', ['αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ']],
];

/** The likeliest encoding of bytes that are not UTF-8; windows-1252 where nothing tells. */
export function guessEncoding(bytes: Uint8Array): string {
  const scored = [
    ...languages.map(([encoding, letters]) => ({
      encoding,
      score: scoreBest(bytes, encoding, letters, 0.8),
    })),
    ...alphabets.map(([encoding, letters]) => ({ encoding, score: scoreBest(bytes, encoding, letters, 1) })),
  ];
  const best = Math.max(...scored.map(({ score }) => score));
  return best <= 0 ? 'windows-1252' : scored.find(({ score }) => score === best)!.encoding;
}

function scoreBest(bytes: Uint8Array, encoding: string, letters: readonly string[], share: number): number {
  const text = decodeHead(bytes, encoding);
  return Math.max(...letters.map((each) => scoreText(text, new Set(each), share)));
}

/** A point for each word that the language could have, two off for each that it could not. */
function scoreText(text: string, letters: ReadonlySet<string>, share: number): number {
  let score = 0;
  for (const [word] of text.matchAll(/[^\s\p{P}<>=+|~^`]+/gu)) {
    // A letter alone may be of any language.
    const isAlone = [...word].length === 1 && !isPrice(word);
    if (beyondAscii(word).length > 0 && !isAlone)
      score += isPrice(word) || isWord(word, letters, share) ? 1 : -2;
  }
  return score;
}

/** `£4`, `12€`. */
function isPrice(word: string): boolean {
  return /^[£€¥]\d*$|^\d+[£€¥]$/.test(word);
}

/** Of an alphabet of its own a word has nothing but its letters (`share` 1), of a Latin one also others. */
function isWord(word: string, letters: ReadonlySet<string>, share: number): boolean {
  const beyond = beyondAscii(word);
  if (!beyond.every((letter) => letters.has(letter.toLowerCase()) || letters.has(letter))) return false;
  if (/\d|\p{Ll}\p{Lu}/u.test(word)) return false;
  const part = beyond.length / [...word].length;
  return share === 1 ? part === 1 : part <= share;
}

function beyondAscii(word: string): readonly string[] {
  return [...word].filter((letter) => letter > '\u007f');
}
