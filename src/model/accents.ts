/**
 * Our own folding of accents, the same on every engine: combining marks are taken off Latin, Greek and
 * Cyrillic letters by Unicode decomposition, and the letters that do not decompose are spelled out here.
 */
const spelled: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  þ: 'th',
  Þ: 'TH',
  ł: 'l',
  Ł: 'L',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  ħ: 'h',
  Ħ: 'H',
  ŧ: 't',
  Ŧ: 'T',
  ı: 'i',
};

/** Letters that have accents: Latin-1 to Latin Extended-B, Greek and Cyrillic, Latin Extended Additional. */
const ranges: readonly (readonly [number, number])[] = [
  [0xc0, 0x24f],
  [0x370, 0x45f],
  [0x1e00, 0x1eff],
];

/** One letter for one letter, and one letter for two. */
export interface AccentFolding {
  readonly from: string;
  readonly to: string;
  readonly longer: readonly (readonly [from: string, to: string])[];
}

let made: AccentFolding | undefined;

/** The table, for engines to apply: made when it is first asked for. */
export function accentFolding(): AccentFolding {
  made ??= makeFolding();
  return made;
}

/** The text without accents. */
export function foldAccents(text: string): string {
  return [...text.normalize('NFC')].map(foldLetter).join('');
}

function foldLetter(letter: string): string {
  if (Object.hasOwn(spelled, letter)) return spelled[letter]!;
  const code = letter.codePointAt(0)!;
  if (!ranges.some(([first, last]) => code >= first && code <= last)) return letter;
  return letter.normalize('NFD').replaceAll(/\p{M}+/gu, '');
}

function makeFolding(): AccentFolding {
  const letters = ranges.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)),
  );
  const folded = [...letters, 'ẞ']
    .map((letter) => [letter, foldLetter(letter)] as const)
    .filter(([letter, plain]) => letter !== plain && plain !== '');
  const single = folded.filter(([, plain]) => [...plain].length === 1);
  return {
    from: single.map(([letter]) => letter).join(''),
    to: single.map(([, plain]) => plain).join(''),
    longer: [...new Map(folded.filter(([, plain]) => [...plain].length > 1))],
  };
}
