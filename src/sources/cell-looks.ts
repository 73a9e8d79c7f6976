/**
 * What a cell of a file looks like, told from its bytes while all of them are looked at: a fraction of what it costs the
 * engine. A look holds for no cell that the careful way (`forms.ts`, `clean.ts`) would read otherwise; where it does not
 * hold, that way decides.
 */

/** Whether the bytes from `start` up to `end`, which are at least one, look so; `isAscii` where all bytes around them are. */
export type Look = (bytes: Buffer, start: number, end: number, isAscii: boolean) => boolean;

/** Whether text looks so that stands alone. */
export function looksSo(look: Look, text: string): boolean {
  const bytes = Buffer.from(text);
  return bytes.length > 0 && look(bytes, 0, bytes.length, false);
}

const code = (character: string): number => character.charCodeAt(0);
const [SPACE, APOSTROPHE, POINT, COLON] = [code(' '), code("'"), code('.'), code(':')];
const [MINUS, PLUS, SLASH, ZERO] = [code('-'), code('+'), code('/'), code('0')];
/** In upper case, and with this bit in lower. */
const [T, U, C, Z, LOWER] = [code('T'), code('U'), code('C'), code('Z'), 0x20];

/** Text that relations hold as it stands: no outer white space, no guard, and letters of which none is composed anew. */
export const plainText: Look = (bytes, start, end, isAscii) => {
  const first = bytes[start]!;
  if (first <= SPACE || first === APOSTROPHE || bytes[end - 1]! <= SPACE) return false;
  return isAscii || hasPlainLetters(bytes, start, end);
};

/** U+00C0 to U+017F, Greek from U+0391 to U+03CE, and Cyrillic up to U+047F, as UTF-8 writes them. */
function hasPlainLetters(bytes: Buffer, start: number, end: number): boolean {
  for (let place = start; place < end; place++) {
    const byte = bytes[place]!;
    if (byte < 0x80) continue;
    const next = bytes[++place]!;
    const isLatin = (byte === 0xc3 && next >= 0x80) || byte === 0xc4 || byte === 0xc5;
    const isGreek = (byte === 0xce && next >= 0x91) || (byte === 0xcf && next <= 0x8e);
    if (!isLatin && !isGreek && byte !== 0xd0 && byte !== 0xd1) return false;
  }
  return true;
}

/** Without a sign but `-`, and without leading zeros. */
export const wholeNumber: Look = (bytes, start, end) => {
  const first = bytes[start] === MINUS ? start + 1 : start;
  const digits = end - first;
  if (digits < 1 || digits > 18 || (digits > 1 && bytes[first] === ZERO)) return false;
  return areDigits(bytes, first, end);
};

/** As a whole number, or none, and at most so many digits behind a point; 18 digits in all. */
export function decimalNumber(scale: number): Look {
  return (bytes, start, end) => {
    const first = bytes[start] === MINUS ? start + 1 : start;
    let point = first;
    while (point < end && bytes[point] !== POINT) point++;
    const [before, behind] = [point - first, end - point - 1];
    if (before > 18 - scale || behind > scale || behind === 0 || (before === 0 && behind < 1)) return false;
    if (before > 1 && bytes[first] === ZERO) return false;
    return areDigits(bytes, first, point) && areDigits(bytes, point + 1, end);
  };
}

export const truth: Look = (bytes, start, end) =>
  isWord(bytes, start, end, 'true') || isWord(bytes, start, end, 'false');

function isWord(bytes: Buffer, start: number, end: number, word: string): boolean {
  if (end - start !== word.length) return false;
  for (let place = 0; place < word.length; place++) {
    if ((bytes[start + place]! | LOWER) !== word.charCodeAt(place)) return false;
  }
  return true;
}

/** `2026-12-31`, or with `/`. */
export const day: Look = (bytes, start, end) => end - start === 10 && isDay(bytes, start);

/** A day, and a clock behind it where there is one. */
export const moment: Look = (bytes, start, end) =>
  end - start >= 10 &&
  isDay(bytes, start) &&
  (end - start === 10 || behindClock(bytes, start + 10, end) === end);

/** A moment with `Z`, `UTC` or an offset behind it. */
export const zonedMoment: Look = (bytes, start, end) => {
  if (end - start < 17 || !isDay(bytes, start) || bytes[start + 4] !== MINUS) return false;
  const clock = behindClock(bytes, start + 10, end);
  if (clock < 0) return false;
  return isOffset(bytes, bytes[clock] === SPACE ? clock + 1 : clock, end);
};

function isDay(bytes: Buffer, start: number): boolean {
  const separator = bytes[start + 4];
  if ((separator !== MINUS && separator !== SLASH) || bytes[start + 7] !== separator) return false;
  const month = twoDigits(bytes, start + 5);
  const date = twoDigits(bytes, start + 8);
  return areDigits(bytes, start, start + 4) && month >= 1 && month <= 12 && date >= 1 && date <= 31;
}

/** The place behind ` 12:00`, ` 12:00:00` or ` 12:00:00.5`; -1 where none of them stands there. */
function behindClock(bytes: Buffer, start: number, end: number): number {
  if ((bytes[start] !== SPACE && bytes[start] !== T) || end - start < 6) return -1;
  if (!isBelow(24, bytes, start + 1) || bytes[start + 3] !== COLON || !isBelow(60, bytes, start + 4))
    return -1;
  if (end - start === 6 || bytes[start + 6] !== COLON) return start + 6;
  if (end - start < 9 || !isBelow(60, bytes, start + 7)) return -1;
  if (bytes[start + 9] !== POINT || end - start === 9) return start + 9;
  let place = start + 10;
  while (place < end && isDigit(bytes[place]!)) place++;
  const digits = place - start - 10;
  return digits >= 1 && digits <= 9 ? place : -1;
}

/** `Z`, `UTC`, `+01`, `+0100` or `+01:00`, and nothing behind it. */
function isOffset(bytes: Buffer, start: number, end: number): boolean {
  const length = end - start;
  const first = bytes[start];
  if (length === 1) return first === Z;
  if (first === U) return length === 3 && bytes[start + 1] === T && bytes[start + 2] === C;
  if ((first !== PLUS && first !== MINUS) || !isBelow(16, bytes, start + 1)) return false;
  if (length === 3) return true;
  const minutes = bytes[start + 3] === COLON ? start + 4 : start + 3;
  return end - minutes === 2 && isBelow(60, bytes, minutes);
}

function isBelow(most: number, bytes: Buffer, start: number): boolean {
  const number = twoDigits(bytes, start);
  return number >= 0 && number < most;
}

/** -1 where there are none. */
function twoDigits(bytes: Buffer, start: number): number {
  const [tens, ones] = [bytes[start]!, bytes[start + 1]!];
  return isDigit(tens) && isDigit(ones) ? (tens - ZERO) * 10 + ones - ZERO : -1;
}

function areDigits(bytes: Buffer, start: number, end: number): boolean {
  for (let place = start; place < end; place++) if (!isDigit(bytes[place]!)) return false;
  return true;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= ZERO + 9;
}
