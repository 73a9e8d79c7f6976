/** What to write in place of a text that stands where a condition should. */
import { testOfSign } from '../model/signs.ts';
import { SEGMENT_NAME } from './segment-keys.ts';

const EXAMPLE = 'write for example `{ country: PL }` or `{ orders: { count: { gte: 2 } } }`';

/** Everybody, in the words that people try. */
const everybody = ['all', 'any', 'everybody', 'everyone', 'true'];

/** `{ country: PL }` for `country = 'PL'`, a reference for the name of a segment, an example for anything else. */
export function conditionHelp(text: string): string {
  const [, key, value] = /^([\w.-]+):(\S.*)$/.exec(text) ?? [];
  if (key !== undefined) return `put a space after the colon: \`${key}: ${value}\``;
  if (/\s(and|or)\s/i.test(text)) return 'write a condition for each under `all: [...]` or `any: [...]`';
  const expression = ofExpression(text);
  if (expression !== undefined) return `write \`${expression}\``;
  return SEGMENT_NAME.test(text) && !everybody.includes(text)
    ? `whoever is in the segment of that name is \`{ segment: ${text} }\``
    : EXAMPLE;
}

/** A condition as SQL writes it. */
function ofExpression(text: string): string | undefined {
  const [, field, rest] = /^([A-Za-z_][\w.]*)\s*(\S.*)$/.exec(text) ?? [];
  if (field === undefined || rest === undefined) return undefined;
  const test = testOfSign(rest.replaceAll(/['"]/g, '')) ?? testOfWords(rest);
  if (test === undefined) return undefined;
  const equal = /^\{ eq: (.*) \}$/.exec(test)?.[1];
  return `{ ${field}: ${equal ?? test} }`;
}

/** A test as SQL writes it: `IS NULL`, `IN (1, 2)`; undefined for any other text. */
export function testOfWords(text: string): string | undefined {
  const empty = /^(?:is )?(not )?(?:null|empty|blank)$/i.exec(text);
  if (empty && / /.test(text)) return `{ set: ${empty[1] !== undefined} }`;
  const [, not, items] = /^(not )?in ?\((.*)\)$/i.exec(text) ?? [];
  if (items === undefined) return undefined;
  const list = `[${items.replaceAll(/['"]/g, '')}]`;
  return not === undefined ? list : `{ not_in: ${list} }`;
}
