/** What the metadata of libphonenumber says of the countries, in the shape of our table. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { CallingCode } from '../../src/outgoing/calling-codes.ts';

/** Of a kind of number: its pattern, and its lengths where they are not those of the country. */
type Kind = readonly [pattern?: string, lengths?: readonly number[]] | 0 | null;

/** Places of a country's record, as libphonenumber-js 1.13 packs it. */
const [CODE, LENGTHS, TRUNK, KINDS] = [0, 3, 5, 11];

const packed = join(
  dirname(createRequire(import.meta.url).resolve('libphonenumber-js')),
  'metadata.max.json',
);

/** A mobile number of each country, nationally. */
export function mobileNumbers(): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(join(dirname(packed), 'examples.mobile.json'), 'utf8')) as Record<
    string,
    string
  >;
}

export function dialling(): readonly CallingCode[] {
  const { countries } = JSON.parse(readFileSync(packed, 'utf8')) as {
    countries: Record<string, readonly unknown[]>;
  };
  return Object.entries(countries)
    .map(([country, record]) => diallingOf(country, record))
    .sort((a, b) => (a.country < b.country ? -1 : 1));
}

/** Fixed and mobile numbers are the first two kinds; service numbers reach nobody. */
function diallingOf(country: string, record: readonly unknown[]): CallingCode {
  const kinds = ((record[KINDS] ?? []) as readonly Kind[])
    .slice(0, 2)
    .filter((kind) => kind && kind.length > 0);
  const all = record[LENGTHS] as readonly number[];
  const lengths = kinds.flatMap((kind) => (kind as NonNullable<Exclude<Kind, 0>>)[1] ?? all);
  const used = lengths.length > 0 ? lengths : all;
  const keepsZero = kinds.some((kind) => beginsWithZero((kind as readonly string[])[0] ?? ''));
  const trunk = String(record[TRUNK] || '');
  return {
    country,
    code: String(record[CODE]),
    shortest: Math.min(...used),
    longest: Math.max(...used),
    trunk: trunk === '0' && !keepsZero ? '' : trunk,
    keepsZero,
  };
}

/** Whether the pattern, of digits, classes and groups alone, can match a text that begins with a zero. */
function beginsWithZero(pattern: string): boolean {
  return alternatives(pattern).some((each) => {
    if (each.startsWith('(')) {
      const end = closing(each);
      return (
        beginsWithZero(each.slice(each.startsWith('(?:') ? 3 : 1, end)) ||
        (/^[?*]/.test(each.slice(end + 1)) && beginsWithZero(each.slice(end + 2)))
      );
    }
    if (each.startsWith('\\d')) return true;
    const inClass = /^\[([^\]]*)\](\?)?/.exec(each);
    if (inClass)
      return (
        inClass[1]!.includes('0') || (inClass[2] === '?' && beginsWithZero(each.slice(inClass[0].length)))
      );
    return each.startsWith('0') || (/^\d\?/.test(each) && beginsWithZero(each.slice(2)));
  });
}

function alternatives(pattern: string): readonly string[] {
  const found: string[] = [''];
  let depth = 0;
  for (const letter of pattern) {
    if (letter === '(') depth++;
    if (letter === ')') depth--;
    if (letter === '|' && depth === 0) found.push('');
    else found[found.length - 1] += letter;
  }
  return found;
}

function closing(pattern: string): number {
  let depth = 0;
  for (let place = 0; place < pattern.length; place++) {
    if (pattern[place] === '(') depth++;
    if (pattern[place] === ')' && --depth === 0) return place;
  }
  return pattern.length;
}
