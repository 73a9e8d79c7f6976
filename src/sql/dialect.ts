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
  /** A cast that is more than `CAST`; undefined for what is no more. */
  cast?(item: string, type: SqlType): string | undefined;
  /** Whether the item is in the list; undefined where `IN` says it. */
  oneOf?(item: string, list: readonly string[]): string | undefined;
  /** A sign between both sides, or a function of both. */
  readonly operators: Readonly<Partial<Record<BinaryOperator, string | Spelling>>>;
  readonly functions: Readonly<Partial<Record<FunctionName, Spelling>>>;
  /** A name before the brackets, or more than that around what is aggregated. */
  readonly aggregates: Readonly<Partial<Record<Exclude<AggregateName, 'first'>, string | Spelling>>>;
  /** An aggregate of the rows that pass. */
  filtered(name: string | Spelling, arg: string | undefined, distinct: boolean, filter: string): string;
  /** The argument that is not NULL where the order is least. */
  readonly first?: Spelling;
  /** The list with `each` in place of `item`. */
  readonly listMap?: (list: string, item: string, each: string) => string;
  /** What makes a row one for each text whose test is true, behind FROM; absent where all texts are joined and tested. */
  readonly each?: (texts: readonly string[], tests: readonly string[], name: string) => string;
  readonly windows: Readonly<Record<WindowName, string | Spelling>>;
  /** What rows of a window are put together by, where not every type will do. The first is a text, or true or false. */
  partition?(items: readonly string[]): readonly string[];
  /** What a column of the answer is called where not every name will do. */
  columnName?(name: string): string;
  /** Whether `a.x` is not always called `x`, so that it has to be named. */
  readonly renames?: boolean;
  /** What stands before a query whose rows become a table, in place of one that is there: the standard has no replacing. */
  into?(table: string): string;
  /** Whether statements that make and drop tables happen together or not at all, between BEGIN and COMMIT. */
  readonly makesTogether?: boolean;
  /** What ends a query, so that it does not depend on the session. */
  readonly settings?: string;
  /** What a query of so many bytes asks of who runs it; undefined for nothing. */
  tooLong?(bytes: number): string | undefined;
  /** How the dialect is known to be right, for the head of its SQL. */
  readonly verified: string;
  /** Whether what a common table chooses is written where it is read, since only what is read straight is grouped where it lies. */
  readonly inlines?: boolean;
  /** Before a common table that shows a table's columns, where it would else be copied for whoever reads it a second time. */
  readonly shownAs?: string;
  /** Whether SELECTs are united cheaply: what they share is computed once, and NULL takes the type of the others. */
  readonly unites?: boolean;
  /** The RE2 pattern as the engine reads it; undefined where that is not sure to be the same. Absent for RE2. */
  pattern?(pattern: string): string | undefined;
  /** What else the engine cannot say exactly, in words to be read; undefined for what it can. */
  refuses?(node: Expr): string | undefined;
}

export const plain =
  (name: string): Spelling =>
  (...args) =>
    `${name}(${args.join(', ')})`;

/** An aggregate or window function of what stands between its brackets. */
export function applied(spelled: string | Spelling, inner: string): string {
  return typeof spelled === 'string' ? `${spelled}(${inner})` : spelled(inner);
}

/** A list of texts, NULL in place of those whose test is false. */
export const tested = (texts: readonly string[], tests: readonly string[]): string =>
  texts.map((text, index) => `CASE WHEN ${tests[index]} THEN ${text} END`).join(', ');

export const extract =
  (part: string): Spelling =>
  (item = '') =>
    `EXTRACT(${part} FROM ${item})`;

/** A table, in its schema where the name has one. */
export function tablePath(name: string, { identifier }: Pick<Dialect, 'identifier'>): string {
  return name
    .split('.')
    .map((part) => identifier(part))
    .join('.');
}

/** Where the engine replaces tables at once. */
export const replacing = (table: string): string => `CREATE OR REPLACE TABLE ${table} AS`;

/** Standard SQL: what every engine is taken to understand. */
export const common: Omit<Dialect, 'name' | 'verified'> = {
  identifier: (name) => (isPlain(name) ? name : quoted(name)),
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
    divide: (left = '', right = '') => `CAST(${left} AS DOUBLE PRECISION) / NULLIF(${right}, 0)`,
    year: extract('YEAR'),
    month: extract('MONTH'),
    day: extract('DAY'),
    hour: extract('HOUR'),
    'list-presence': (list = '') => list,
    concat: (...args) => args.join(' || '),
  },
  aggregates: { count: 'COUNT', sum: 'SUM', min: 'MIN', max: 'MAX' },
  filtered: (name, arg, distinct, filter) =>
    applied(name, `${distinct ? 'DISTINCT ' : ''}CASE WHEN ${filter} THEN ${arg ?? '1'} END`),
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
const reservedWords = new Set(
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

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export function isPlain(name: string): boolean {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !reservedWords.has(name);
}
