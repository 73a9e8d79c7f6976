/**
 * The words of the language. A name that a user chooses (a table, a lookup, a trait, a stage set, a
 * model) may be none of them, so that a word always means one thing.
 */
const logic = ['all', 'any', 'none', 'not', 'at_least', 'n', 'of'];
const conditions = [
  'segment',
  'entered',
  'left',
  'stayed',
  'lookalike',
  'in_file',
  'sql',
  'where',
  'exclude',
  'base',
];
const comparisons = [
  'eq',
  'ne',
  'gt',
  'gte',
  'lt',
  'lte',
  'between',
  'in',
  'not_in',
  'contains',
  'starts_with',
  'ends_with',
  'matches',
  'set',
  'contains_any',
  'contains_all',
  'contains_none',
  'ignore_case',
  'ignore_accents',
  'field',
  'times',
  'plus',
  'minus',
  'ratio',
  'top',
  'bottom',
  'anniversary',
];
const windows = ['last', 'next', 'before_last', 'during', 'since', 'before', 'within'];
const rows = ['earliest', 'latest', 'having', 'same', 'then', 'then_not'];
const measures = [
  'count',
  'sum',
  'avg',
  'min',
  'max',
  'median',
  'distinct',
  'days',
  'days_since_last',
  'days_since_first',
  'average_gap',
  'longest_gap',
  'value_of_first',
  'value_of_last',
  'most_frequent',
  'share',
  'every',
];
const values = ['true', 'false', 'null', 'customer', 'customers', 'today', 'yesterday', 'tomorrow'];

export const reservedWords: ReadonlySet<string> = new Set([
  ...logic,
  ...conditions,
  ...comparisons,
  ...windows,
  ...rows,
  ...measures,
  ...values,
]);
