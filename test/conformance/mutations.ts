/** Each spelling of a dialect put wrong, one at a time: the suite has to see it. */
import type { LiteralType } from '../../src/sql/ast.ts';
import type { Dialect, Spelling } from '../../src/sql/dialect.ts';

export interface Mutation {
  readonly name: string;
  readonly dialect: Dialect;
}

/** What a function is taken for: its argument, or one that is near and wrong. */
const wrongFunctions: Readonly<Record<string, Spelling>> = {
  coalesce: (...items) => `COALESCE(${[...items].reverse().join(', ')})`,
  least: (...items) => `GREATEST(${items.join(', ')})`,
  contains: (item = '', part = '') => `(${item} = ${part})`,
  'starts-with': (item = '', part = '') => `(${item} = ${part})`,
  'ends-with': (item = '', part = '') => `(${item} = ${part})`,
  matches: (item = '') => `(${item} IS NOT NULL)`,
  'list-contains': () => '(1 = 1)',
  'list-presence': () => '1',
  divide: (left = '') => left,
  'md5-bucket': () => '0',
  'days-between': () => '0',
  'epoch-microseconds': () => '0',
  year: () => '2000',
  quarter: () => '1',
  month: () => '1',
  day: () => '1',
  hour: () => '0',
  'iso-weekday': () => '1',
};

const wrongAggregates: Readonly<Record<string, string>> = {
  count: 'MAX',
  sum: 'MAX',
  min: 'MAX',
  max: 'MIN',
  median: 'MAX',
  any: 'MIN',
};

const wrongWindows: Readonly<Record<string, string | Spelling>> = {
  'row-number': () => 'NTILE(1)',
  rank: () => 'ROW_NUMBER()',
  ntile: () => 'ROW_NUMBER()',
  count: () => 'ROW_NUMBER()',
  sum: 'MAX',
  min: 'MAX',
  max: 'MIN',
  lag: 'LEAD',
};

const wrongOperators: Readonly<Record<string, string>> = {
  '=': '<>',
  '<>': '=',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '+': '-',
  '-': '+',
  '*': '+',
  '%': '-',
  '//': '-',
};

/** A mutation of each part of the dialect, whether or not its SQL names it. */
export function mutationsOf(dialect: Dialect): readonly Mutation[] {
  const functions = Object.keys(dialect.functions).map((name) =>
    mutation(dialect, `function ${name}`, {
      functions: { ...dialect.functions, [name]: wrongFunctions[name] ?? ((item = '') => item) },
    }),
  );
  const aggregates = Object.keys(dialect.aggregates).map((name) =>
    mutation(dialect, `aggregate ${name}`, {
      aggregates: {
        ...dialect.aggregates,
        [name]: (inner = '') =>
          `${wrongAggregates[name]}(${inner === '*' ? '1' : inner.replace(/^DISTINCT /, '')})`,
      },
    }),
  );
  const operators = Object.keys(dialect.operators).map((name) =>
    mutation(dialect, `operator ${name}`, {
      operators: { ...dialect.operators, [name]: wrongOperators[name]! },
    }),
  );
  const windows = Object.keys(dialect.windows).map((name) =>
    mutation(dialect, `window ${name}`, {
      windows: {
        ...dialect.windows,
        [name]: wrongWindows[name]!,
      },
    }),
  );
  const others = [
    mutation(dialect, 'filtered', {
      filtered: (name, arg, distinct) => {
        const inner = `${distinct ? 'DISTINCT ' : ''}${arg ?? '*'}`;
        return typeof name === 'string' ? `${name}(${inner})` : name(inner);
      },
    }),
    ...(dialect.first ? [mutation(dialect, 'first', { first: (of = '') => `MAX(${of})` })] : []),
    ...(dialect.each
      ? [mutation(dialect, 'each', { each: (texts, ...rest) => dialect.each!(texts.toReversed(), ...rest) })]
      : []),
    ...(dialect.listMap ? [mutation(dialect, 'list of each', { listMap: (list) => list })] : []),
    ...(dialect.cast ? [without(dialect, 'cast')] : []),
    ...(dialect.oneOf ? [without(dialect, 'oneOf')] : []),
    ...(dialect.renames ? [without(dialect, 'renames')] : []),
    ...(dialect.pattern ? [without(dialect, 'pattern')] : []),
    ...(dialect.columnName ? [without(dialect, 'columnName')] : []),
    ...(dialect.partition ? [without(dialect, 'partition')] : []),
    mutation(dialect, 'identifier', { identifier: (name) => name }),
    mutation(dialect, 'type of decimals', {
      type: (type) => (typeof type === 'object' ? dialect.type('integer') : dialect.type(type)),
    }),
  ];
  return [
    ...functions,
    ...aggregates,
    ...operators,
    ...windows,
    ...literalsOf(dialect),
    ...typesOf(dialect),
    ...settingsOf(dialect),
    ...others,
  ];
}

/** Text without its quotes doubled, days and times a day later, numbers one more. */
function literalsOf(dialect: Dialect): readonly Mutation[] {
  const wrong: Readonly<Record<LiteralType, (text: string) => string>> = {
    text: (text) => `'${text.replaceAll("'", '')}'`,
    integer: (text) => dialect.literal('integer', String(BigInt(text) + 1n)),
    decimal: (text) =>
      dialect.literal(
        'decimal',
        text.replace(/^(-?\d+)/, (whole) => String(BigInt(whole) + 1n)),
      ),
    boolean: (text) => dialect.literal('boolean', text === 'true' ? 'false' : 'true'),
    date: (text) => dialect.literal('date', dayAfter(text)),
    timestamp: (text) => dialect.literal('timestamp', dayAfter(text)),
  };
  return (Object.keys(wrong) as LiteralType[]).map((name) =>
    mutation(dialect, `literal ${name}`, {
      literal: (type, text) => (type === name ? wrong[name](text) : dialect.literal(type, text)),
    }),
  );
}

function dayAfter(text: string): string {
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 1);
  return `${day.toISOString().slice(0, 10)}${text.slice(10)}`;
}

/** Each type taken for one that holds less. */
function typesOf(dialect: Dialect): readonly Mutation[] {
  const wrong = {
    text: 'date',
    integer: 'boolean',
    double: 'integer',
    boolean: 'date',
    date: 'boolean',
    timestamp: 'date',
    'text-list': 'text',
  } as const;
  return (Object.keys(wrong) as (keyof typeof wrong)[]).map((name) =>
    mutation(dialect, `type ${name}`, {
      type: (type) => dialect.type(type === name ? wrong[name] : type),
    }),
  );
}

/** Each setting as a session may have it that is set in another way. */
function settingsOf(dialect: Dialect): readonly Mutation[] {
  if (dialect.settings === undefined) return [];
  const all = dialect.settings.replace(/^SETTINGS /, '').split(', ');
  return all.map((setting) =>
    mutation(dialect, `setting ${setting}`, {
      settings: `SETTINGS ${all.map((each) => (each === setting ? wrongSetting(each) : each)).join(', ')}`,
    }),
  );
}

function wrongSetting(setting: string): string {
  const [name, value] = setting.split(' = ') as [string, string];
  const wrong: Readonly<Record<string, string>> = {
    0: '1',
    1: '0',
    "'global'": "'local'",
  };
  return `${name} = ${wrong[value] ?? '100'}`;
}

function mutation(dialect: Dialect, name: string, change: Partial<Dialect>): Mutation {
  return { name, dialect: { ...dialect, ...change } };
}

function without(dialect: Dialect, part: keyof Dialect): Mutation {
  const { [part]: _, ...rest } = dialect;
  return { name: part, dialect: rest as Dialect };
}
