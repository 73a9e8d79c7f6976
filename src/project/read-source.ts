/** Where a table's rows come from and how its file is to be read. */
import type { Report } from '../diagnostics/diagnostic.ts';
import { caution, problem } from '../diagnostics/problem.ts';
import { isZone } from '../model/calendar.ts';
import { parseDateNotation } from '../model/date-notation.ts';
import {
  choiceOf,
  expected,
  type Fields,
  fieldsOf,
  mapOf,
  oneOrMore,
  scalarOf,
  textOf,
  textsOf,
} from '../yaml/fields.ts';
import type { YamlEntry, YamlNode } from '../yaml/node.ts';
import { isComputed } from './computing.ts';
import type { ColumnOption, Name, SourceEntry } from './project.ts';
import { type Environment, expandVariables } from './variables.ts';
import { zoneDoubt, zoneHelp } from './zones.ts';

/** The keys that every table with a file may have. */
export const sourceKeys = [
  'file',
  'table',
  'columns',
  'each',
  'skip_rows',
  'skip_last',
  'delimiter',
  'encoding',
  'decimal',
  'date_format',
  'null_values',
  'source_timezone',
  'on_error',
  'newest',
] as const;

export const columnTypes: readonly NonNullable<ColumnOption['type']>[] = [
  'text',
  'integer',
  'decimal',
  'float',
  'boolean',
  'date',
  'time',
  'list',
  'month_day',
];

/** What a column may say. */
export const columnKeys = ['from', 'type', 'separator', 'decimal', 'date_format', 'null_values'] as const;

const namedDelimiters: Readonly<Record<string, string>> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  pipe: '|',
};

/** Whether it is said where the rows are. */
export function hasSource(fields: Fields): boolean {
  return fields.has('file') || fields.has('table');
}

/** The source of a table; undefined when it has none, which is the caller's to report. */
export function readSource(
  fields: Fields,
  environment: Environment,
  report: Report,
): SourceEntry | undefined {
  const node = fields.get('file');
  const files = readFiles(node, environment, report);
  const zone = readZone(fields.get('source_timezone'), report, 'source_timezone');
  const delimiter = readDelimiter(fields.get('delimiter'), report);
  const encoding = textOf(fields.get('encoding'), report, 'encoding');
  const decimal = choiceOf(fields.get('decimal'), [',', '.'] as const, report, 'decimal');
  const dateFormats = readDateFormats(fields.get('date_format'), report);
  const newest = readNewest(fields, report);
  const each = readName(fields.get('each'), report, 'each');
  const skipRows = readCount(fields.get('skip_rows'), report, 'skip_rows');
  const skipLast = readCount(fields.get('skip_last'), report, 'skip_last');
  const columns = fields.has('from') && !hasSource(fields) ? [] : readColumns(fields.get('columns'), report);
  const nullValues = textsOf(fields.get('null_values'), report, 'null_values') ?? [];
  const onError = choiceOf(fields.get('on_error'), ['stop', 'skip'] as const, report, 'on_error') ?? 'stop';
  const table = readName(fields.get('table'), report, 'table');
  if (!hasSource(fields)) return undefined;
  return {
    files,
    columns,
    dateFormats,
    nullValues,
    onError,
    ...newest,
    ...(table ? { table } : {}),
    ...(each === undefined ? {} : { each }),
    ...(skipRows === undefined ? {} : { skipRows }),
    ...(skipLast === undefined ? {} : { skipLast }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(decimal === undefined ? {} : { decimal }),
    ...(zone === undefined ? {} : { zone }),
  };
}

/** A name with its place. */
export function readName(node: YamlNode | undefined, report: Report, what: string): Name | undefined {
  const text = textOf(node, report, what);
  return text === undefined || !node ? undefined : { name: text, span: node.span };
}

/** A form of dates, or several. */
function readDateFormats(node: YamlNode | undefined, report: Report): readonly Name[] {
  const items = oneOrMore(node, report, 'date_format') ?? [];
  return items.flatMap((item) => {
    const name = readName(item, report, 'date_format');
    if (name === undefined || parseDateNotation(name.name)) return name ?? [];
    expected(
      'a form of dates such as `DD.MM.YYYY HH:mm`, `%d.%m.%Y` or `epoch_s`',
      item,
      report,
      'date_format',
    );
    return [];
  });
}

/** `newest: updated_at`, or `newest: { column: _file, per: Order ID }` where rows are parts of one thing. */
function readNewest(fields: Fields, report: Report): Pick<SourceEntry, 'newest' | 'newestPer'> {
  const node = fields.get('newest');
  const isMade = fields.has('from') && !hasSource(fields);
  if (node?.kind !== 'map' || isMade) {
    const newest = isMade ? undefined : readName(node, report, 'newest');
    return newest ? { newest } : {};
  }
  const parts = fieldsOf(node, ['column', 'per'], report, 'newest');
  const newest = parts && readName(parts.required('column'), report, 'column');
  const newestPer = parts && readName(parts.required('per'), report, 'per');
  return newest && newestPer ? { newest, newestPer } : {};
}

function readCount(node: YamlNode | undefined, report: Report, what: string): number | undefined {
  const scalar = scalarOf(node, report, what);
  if (!scalar) return undefined;
  if (/^\d{1,6}$/.test(scalar.text)) return Number(scalar.text);
  return expected('a number of rows such as `3`', scalar, report, what);
}

/** An IANA time zone. */
export function readZone(node: YamlNode | undefined, report: Report, what: string): string | undefined {
  const zone = textOf(node, report, what);
  if (zone === undefined || !node) return undefined;
  if (!isZone(zone))
    return expected('a time zone such as `Europe/Warsaw` or `UTC`', node, report, what, zoneHelp(zone));
  const doubt = zoneDoubt(zone);
  if (doubt) report(caution(node.span, 'odd-zone', ...doubt));
  return zone;
}

/** Paths or patterns, with environment variables put in. */
export function readFiles(
  node: YamlNode | undefined,
  environment: Environment,
  report: Report,
): readonly Name[] {
  const files: Name[] = [];
  for (const item of oneOrMore(node, report, 'file') ?? []) {
    const text = textOf(item, report, 'file');
    const path = text === undefined ? undefined : expandVariables(text, item.span, environment, report);
    if (path !== undefined) files.push({ name: path, span: item.span });
  }
  return files;
}

/** A delimiter may be a tab, which is blank to everything else. */
function readDelimiter(node: YamlNode | undefined, report: Report): string | undefined {
  if (!node) return undefined;
  if (node.kind === 'scalar' && node.text === '\t') return '\t';
  const text = scalarOf(node, report, 'delimiter')?.text;
  if (text === undefined) return undefined;
  const delimiter = namedDelimiters[text] ?? text;
  if (delimiter === '\\t') return '\t';
  if ([...delimiter].length === 1 && !'"\r\n'.includes(delimiter)) return delimiter;
  return expected('one character such as `";"`, or `tab`', node, report, 'delimiter');
}

function readColumns(node: YamlNode | undefined, report: Report): readonly ColumnOption[] {
  const help =
    'columns of the file are there by themselves; a type is said so: `columns: { spent: decimal }`';
  const map = mapOf(node, report, 'columns', help);
  if (!map) return [];
  const own = map.entries.filter(({ value }) => !isComputed(value));
  return own.map((entry) => readColumn(entry, report)).filter((column) => column !== undefined);
}

/** `total: decimal`, `total: Wartość` or `total: { from: Wartość, type: decimal }`. */
function readColumn({ key, value }: YamlEntry, report: Report): ColumnOption | undefined {
  const name = { name: key.text, span: key.span };
  if (value.kind !== 'map') {
    const scalar = scalarOf(value, report, key.text);
    if (!scalar) return undefined;
    const type = scalar.quoted ? undefined : columnTypes.find((candidate) => candidate === scalar.text);
    const plain = { name, dateFormats: [], nullValues: [] };
    return type ? { ...plain, from: [key.text], type } : { ...plain, from: [scalar.text.trim()] };
  }
  const fields = fieldsOf(value, columnKeys, report, key.text);
  if (!fields) return undefined;
  const type = choiceOf(fields.get('type'), columnTypes, report, 'type');
  const separator = scalarOf(fields.get('separator'), report, 'separator')?.text;
  const decimal = choiceOf(fields.get('decimal'), [',', '.'] as const, report, 'decimal');
  if (separator !== undefined && type !== 'list') {
    const message = `\`separator\` of \`${key.text}\` has no use without \`type: list\``;
    report(problem(fields.keyOf('separator')?.span ?? key.span, 'separator-without-list', message));
  }
  return {
    name,
    from: textsOf(fields.get('from'), report, 'from') ?? [key.text],
    dateFormats: readDateFormats(fields.get('date_format'), report),
    nullValues: textsOf(fields.get('null_values'), report, 'null_values') ?? [],
    ...(type === undefined ? {} : { type }),
    ...(separator === undefined ? {} : { separator }),
    ...(decimal === undefined ? {} : { decimal }),
  };
}
