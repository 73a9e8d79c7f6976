import type {
  AggregateName,
  BinaryOperator,
  Expr,
  FunctionName,
  LiteralType,
  SqlType,
  WindowName,
} from './ast.ts';

export type Spelling = (...args: readonly string[]) => string;

/**
 * How one engine spells what `ast.ts` means. A dialect spreads `common`, the standard, and adds or replaces what is
 * the engine's own; what it has no spelling for is refused before anything is printed (`refusals.ts`).
 */
export interface Dialect {
  readonly name: string;
  identifier(name: string): string;
  literal(type: LiteralType, text: string): string;
  /** Undefined for a type that the engine has not. */
  type(type: SqlType): string | undefined;
  /** A sign between both sides, or a function of both. */
  readonly operators: Readonly<Partial<Record<BinaryOperator, string | Spelling>>>;
  readonly functions: Readonly<Partial<Record<FunctionName, Spelling>>>;
  readonly aggregates: Readonly<Partial<Record<Exclude<AggregateName, 'first'>, string>>>;
  /** An aggregate of the rows that pass. */
  filtered(name: string, arg: string | undefined, distinct: boolean, filter: string): string;
  /** The argument that is not NULL where the order is least. */
  readonly first?: Spelling;
  /** The list with `each` in place of `item`. */
  readonly listMap?: (list: string, item: string, each: string) => string;
  readonly windows: Readonly<Record<WindowName, string>>;
  /** What else the engine cannot say exactly, in words to be read; undefined for what it can. */
  refuses?(node: Expr): string | undefined;
}

export const plain =
  (name: string): Spelling =>
  (...args) =>
    `${name}(${args.join(', ')})`;

const extract =
  (part: string): Spelling =>
  (item = '') =>
    `EXTRACT(${part} FROM ${item})`;

/** Standard SQL: what every engine is taken to understand. */
export const common: Omit<Dialect, 'name'> = {
  identifier: (name) => (isPlain(name) ? name : `"${name.replaceAll('"', '""')}"`),
  literal(type, text) {
    switch (type) {
      case 'text':
        return `'${text.replaceAll("'", "''")}'`;
      case 'integer':
      case 'decimal':
        return text;
      case 'boolean':
        return text.toUpperCase();
      case 'date':
        return `DATE '${text}'`;
      case 'timestamp':
        return `TIMESTAMP '${text}'`;
    }
  },
  type(type) {
    if (typeof type === 'object') return `DECIMAL(${type.decimal.join(', ')})`;
    switch (type) {
      case 'text':
        return 'VARCHAR';
      case 'integer':
        return 'BIGINT';
      case 'double':
        return 'DOUBLE PRECISION';
      case 'boolean':
        return 'BOOLEAN';
      case 'date':
        return 'DATE';
      case 'timestamp':
        return 'TIMESTAMP';
      case 'text-list':
        return undefined;
    }
  },
  operators: {
    '=': '=',
    '<>': '<>',
    '<': '<',
    '<=': '<=',
    '>': '>',
    '>=': '>=',
    '+': '+',
    '-': '-',
    '*': '*',
  },
  functions: {
    coalesce: plain('COALESCE'),
    nullif: plain('NULLIF'),
    lower: plain('LOWER'),
    ln: plain('LN'),
    exp: plain('EXP'),
    divide: (left = '', right = '') => `CAST(${left} AS DOUBLE PRECISION) / NULLIF(${right}, 0)`,
    year: extract('YEAR'),
    month: extract('MONTH'),
    day: extract('DAY'),
    hour: extract('HOUR'),
    concat: (...args) => args.join(' || '),
  },
  aggregates: { count: 'COUNT', sum: 'SUM', min: 'MIN', max: 'MAX' },
  filtered: (name, arg, distinct, filter) =>
    `${name}(${distinct ? 'DISTINCT ' : ''}CASE WHEN ${filter} THEN ${arg ?? '1'} END)`,
  windows: {
    'row-number': 'ROW_NUMBER',
    rank: 'RANK',
    count: 'COUNT',
    sum: 'SUM',
    min: 'MIN',
    max: 'MAX',
    lag: 'LAG',
    ntile: 'NTILE',
  },
};

/** Words that the engines reserve and that people use as column names; any other plain word stays bare. */
const RESERVED = new Set(
  (
    'all analyse analyze and anti any array as asc asof asymmetric at authorization between ' +
    'binary both by case cast check collate collation column concurrently constraint create cross ' +
    'current date default deferrable desc describe distinct do else end except exists extract ' +
    'false fetch filter first for foreign freeze from full glob grant group having ilike in ' +
    'initially inner intersect interval into is isnull join lambda last lateral leading left like ' +
    'limit map natural next not notnull null nulls of offset on only or order outer over overlaps ' +
    'partition pivot pivot_longer pivot_wider placing position positional precision primary ' +
    'qualify range references returning right row rows select semi set show similar some struct ' +
    'summarize symmetric table tablesample then time timestamp to top trailing true try_cast ' +
    'union unique unpack unpivot user using values variadic verbose when where window with'
  ).split(' '),
);

function isPlain(name: string): boolean {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !RESERVED.has(name);
}
