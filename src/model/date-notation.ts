/** How a project file writes the form of dates and times: letters, strptime's signs, or counts since a day. */
export type DateNotation =
  | { readonly kind: 'epoch'; readonly microseconds: number }
  | { readonly kind: 'spreadsheet' }
  | {
      readonly kind: 'pattern';
      /** For strptime. */
      readonly pattern: string;
      readonly type: 'date' | 'time';
      /** Whether cells say their offset or the name of their zone, and so are instants. */
      readonly zoned: boolean;
      /** Whether they end in the name of a zone, which is not in the pattern. */
      readonly zoneName: boolean;
    };

const epochs: Readonly<Record<string, number>> = { epoch_s: 1_000_000, epoch_ms: 1000, epoch_us: 1 };

const engineLetters: Readonly<Record<string, string>> = {
  YYYY: '%Y',
  YY: '%y',
  MMMM: '%B',
  MMM: '%b',
  MM: '%m',
  M: '%m',
  DD: '%d',
  D: '%d',
  dddd: '%A',
  ddd: '%a',
  HH: '%H',
  H: '%H',
  hh: '%I',
  h: '%I',
  mm: '%M',
  ss: '%S',
  SSS: '%f',
  A: '%p',
  ZZ: '%z',
  z: '%Z',
};

const SIGNS = /%(-?[aAbBdfgHIjmMnpSyYzZ%])/g;

/** What the reference lists: the letters, and what each stands for. */
export const dateLetters: readonly (readonly [string, string])[] = [
  ['YYYY', 'the year; `YY` its last two digits'],
  ['MM', 'the month, with or without a zero; `MMM` and `MMMM` its English name, short or long'],
  ['DD', 'the day of the month, with or without a zero; `ddd`, `dddd` the English weekday'],
  ['HH', 'the hour of 24; `hh` of 12, with `A` for AM or PM'],
  ['mm', 'the minute; `ss` the second, `SSS` its fraction'],
  ['ZZ', 'an offset such as `+02:00`; `z` the name of a zone at the end, such as `UTC` or `CET`'],
  ['epoch_s', 'seconds since 1970 in UTC; `epoch_ms`, `epoch_us` thousandths and millionths'],
  [
    'excel',
    'days as spreadsheets count them, with the time of day as the fraction: 45662.5 is noon of 2025-01-05',
  ],
];

/** Undefined for what is none. */
export function parseDateNotation(text: string): DateNotation | undefined {
  const microseconds = epochs[text];
  if (microseconds !== undefined) return { kind: 'epoch', microseconds };
  if (text === 'excel') return { kind: 'spreadsheet' };
  const signs = text.includes('%') ? text : fromLetters(text);
  const pattern = signs.replace(/\s+/g, ' ').trim();
  if (!isPattern(pattern)) return undefined;
  const zoneName = /\s*%Z$/.test(pattern);
  const plain = pattern.replace(/\s*%Z$/, '');
  if (plain.includes('%Z')) return undefined;
  const type = /%-?[HIMSpfgn]/.test(plain) ? 'time' : 'date';
  return { kind: 'pattern', pattern: plain, type, zoneName, zoned: zoneName || plain.includes('%z') };
}

function fromLetters(text: string): string {
  return text.replace(
    /YYYY|YY|MMMM|MMM|MM|M|dddd|ddd|DD|D|HH|H|hh|h|mm|SSS|ss|ZZ|z|A/g,
    (letters) => engineLetters[letters]!,
  );
}

/** It has signs, and none that means nothing or another thing in some place. */
function isPattern(pattern: string): boolean {
  return pattern.includes('%') && !pattern.replace(SIGNS, '').includes('%') && /%-?[dmyYbB]/.test(pattern);
}
