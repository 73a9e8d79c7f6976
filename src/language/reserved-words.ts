/**
 * The words of the language. A name that a user chooses (a table, a lookup, a trait, a stage set, a model) may be
 * none of them, so that a word always means one thing.
 */
import { atLeastKeys, keywords } from './condition.ts';
import { operators } from './operators/index.ts';
import { blockKeys } from './rows.ts';
import { modifierKeys, ranks } from './test.ts';
import { arithmeticKeys } from './trait.ts';

/** What stands for a value, or for whose it is. */
const values = ['true', 'false', 'null', 'customer', 'customers', 'today', 'yesterday', 'tomorrow'];

export const reservedWords: ReadonlySet<string> = new Set([
  ...Object.keys(keywords),
  ...atLeastKeys,
  'exclude',
  'base',
  ...operators.map(({ name }) => name),
  ...modifierKeys,
  ...ranks,
  'anniversary',
  'field',
  ...arithmeticKeys,
  ...blockKeys,
  ...values,
]);
