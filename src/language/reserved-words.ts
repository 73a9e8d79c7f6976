/**
 * The words of the language. A name that a user chooses (a table, a lookup, a trait, a stage set, a model) may be
 * none of them, so that a word always means one thing.
 */
import { AT_LEAST_KEYS, KEYWORDS } from './condition.ts';
import { operators } from './operators/index.ts';
import { BLOCK_KEYS } from './rows.ts';
import { MODIFIERS, RANKS } from './test.ts';
import { ARITHMETIC } from './trait.ts';

/** What stands for a value, or for whose it is. */
const values = ['true', 'false', 'null', 'customer', 'customers', 'today', 'yesterday', 'tomorrow'];

export const reservedWords: ReadonlySet<string> = new Set([
  ...Object.keys(KEYWORDS),
  ...AT_LEAST_KEYS,
  'exclude',
  'base',
  ...operators.map(({ name }) => name),
  ...MODIFIERS,
  ...RANKS,
  'anniversary',
  'field',
  ...ARITHMETIC,
  ...BLOCK_KEYS,
  ...values,
]);
