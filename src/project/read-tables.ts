/** The tables of a project: customers, events, lookups. */
import type { Report } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import { parseCondition, parsingWith } from '../language/condition.ts';
import type { Parsing } from '../language/parsing.ts';
import { type Duration, parseDuration } from '../model/duration.ts';
import { expected, type Fields, fieldsOf, mapOf, scalarOf, textsOf } from '../yaml/fields.ts';
import type { YamlEntry, YamlNode } from '../yaml/node.ts';
import type {
  Channel,
  ComputedColumn,
  Consent,
  CustomersEntry,
  EventEntry,
  LookupEntry,
  LookupTableEntry,
  Name,
} from './project.ts';
import { readBody, readComputed, readKey, readOwner } from './read-computed.ts';
import { hasSource, readName, readSource, sourceKeys } from './read-source.ts';
import type { Environment } from './variables.ts';

/** The keys that each kind of table may have. */
export const customerKeys = [
  ...sourceKeys,
  'from',
  'key',
  'where',
  'created',
  'contact',
  'consent',
  'lookup',
] as const;
export const eventKeys = [
  ...sourceKeys,
  'from',
  'key',
  'customer',
  'time',
  'value',
  'where',
  'lookup',
  'stale_after',
] as const;
export const consentKeys = ['field', 'yes', 'where'] as const;
export const lookupKeys = [...sourceKeys, 'key', 'lookup'] as const;

export function readCustomers(
  node: YamlNode | undefined,
  environment: Environment,
  parsing: Parsing,
): CustomersEntry | undefined {
  const { report } = parsing;
  const fields = fieldsOf(node, customerKeys, report, 'customers');
  if (!fields) return undefined;
  const source = readSource(fields, environment, report);
  const from = readName(fields.get('from'), report, 'from');
  const key = readKey(fields.get('key'), report);
  const created = readName(fields.get('created'), report, 'created');
  const channels = readChannels(fields, parsing);
  const lookups = readLookups(fields.get('lookup'), report);
  const computed = readMade(fields, report);
  if (!reportSourceOfCustomers(fields, report)) return undefined;
  const written = fields.get('where');
  const where = written && parseCondition(written, parsingWith([], report));
  const rest = {
    ...key,
    channels,
    lookups,
    computed,
    ...(created ? { created } : {}),
    ...(where ? { where } : {}),
    ...(from ? { from } : {}),
  };
  if (from && !hasSource(fields)) return rest;
  if (!source || !needed(key.key, fields, 'key', 'customers', report)) return undefined;
  return { source, ...rest };
}

/** The columns that are computed; of a table made of rows, all that `columns` says. */
function readMade(fields: Fields, report: Report): readonly ComputedColumn[] {
  const columns = fields.get('columns');
  if (!fields.has('from') || hasSource(fields)) return readComputed(columns, report);
  return (mapOf(columns, report, 'columns')?.entries ?? []).map((entry) => readBody(entry, report));
}

export function readEvents(
  node: YamlNode | undefined,
  environment: Environment,
  report: Report,
): readonly EventEntry[] {
  const entries = mapOf(node, report, 'events', byName('events', 'orders'))?.entries ?? [];
  return entries.map((entry) => readEvent(entry, environment, report)).filter((event) => event !== undefined);
}

export function readLookupTables(
  node: YamlNode | undefined,
  environment: Environment,
  report: Report,
): readonly LookupTableEntry[] {
  const entries = mapOf(node, report, 'lookups', byName('lookups', 'products'))?.entries ?? [];
  return entries
    .map((entry) => readLookupTable(entry, environment, report))
    .filter((table) => table !== undefined);
}

function readEvent(entry: YamlEntry, environment: Environment, report: Report): EventEntry | undefined {
  const table = entry.key.text;
  const fields = fieldsOf(entry.value, eventKeys, report, table);
  if (!fields) return undefined;
  const source = readSource(fields, environment, report);
  const from = readName(fields.get('from'), report, 'from');
  const newest = from && readName(fields.get('newest'), report, 'newest');
  const key = readKey(fields.get('key'), report);
  const customer = readOwner(fields.get('customer'), report);
  const computed = readMade(fields, report);
  const time = readName(fields.get('time'), report, 'time');
  const value = readName(fields.get('value'), report, 'value');
  const where = fields.get('where');
  const staleAfter = readStaleAfter(fields.get('stale_after'), report);
  const lookups = readLookups(fields.get('lookup'), report);
  if (from) {
    if (!reportMadeEvent(fields, table, report)) return undefined;
    if (!needed(key.key, fields, 'key', table, report)) return undefined;
  } else {
    if (!needed(source, fields, 'file', table, report)) return undefined;
    if (fields.has('customer') && !customer) return undefined;
  }
  return {
    name: nameFromKey(entry),
    lookups,
    computed,
    ...key,
    ...(source && !from ? { source } : {}),
    ...(from ? { from } : {}),
    ...(newest ? { newest } : {}),
    ...(customer ? { customer } : {}),
    ...(time ? { time } : {}),
    ...(value ? { value } : {}),
    ...(where ? { where: parseCondition(where, parsingWith([], report)) } : {}),
    ...(staleAfter ? { staleAfter } : {}),
  };
}

function readStaleAfter(node: YamlNode | undefined, report: Report): Duration | undefined {
  const scalar = scalarOf(node, report, 'stale_after');
  if (!scalar) return undefined;
  const duration = parseDuration(scalar.text);
  return duration ?? expected('a duration such as `2d`', scalar, report, 'stale_after');
}

function readLookupTable(
  entry: YamlEntry,
  environment: Environment,
  report: Report,
): LookupTableEntry | undefined {
  const table = entry.key.text;
  const fields = fieldsOf(entry.value, lookupKeys, report, table);
  if (!fields) return undefined;
  const source = readSource(fields, environment, report);
  const { key, normaliseKey } = readKey(fields.get('key'), report);
  const lookups = readLookups(fields.get('lookup'), report);
  const computed = readComputed(fields.get('columns'), report);
  if (!needed(source, fields, 'file', table, report)) return undefined;
  if (!needed(key, fields, 'key', table, report)) return undefined;
  return {
    name: nameFromKey(entry),
    source,
    key,
    lookups,
    computed,
    ...(normaliseKey ? { normaliseKey } : {}),
  };
}

function readLookups(node: YamlNode | undefined, report: Report): readonly LookupEntry[] {
  const entries = mapOf(node, report, 'lookup')?.entries ?? [];
  return entries.map((entry) => readLookup(entry, report)).filter((lookup) => lookup !== undefined);
}

function readLookup(entry: YamlEntry, report: Report): LookupEntry | undefined {
  if (entry.value.kind !== 'map') {
    const table = readName(entry.value, report, entry.key.text);
    return table && { name: nameFromKey(entry), table };
  }
  const fields = fieldsOf(entry.value, ['table', 'by'], report, entry.key.text);
  const table = readName(fields?.required('table'), report, 'table');
  const by = readName(fields?.get('by'), report, 'by');
  return table && { name: nameFromKey(entry), table, ...(by ? { by } : {}) };
}

const byName = (what: string, example: string): string =>
  `tables stand by name: \`${what}: { ${example}: { file: … } }\``;

const channelHelp = (what: string): string => `write \`${what}: { email: COLUMN }\`, by channel`;

function readChannels(fields: Fields, parsing: Parsing): readonly Channel[] {
  const { report } = parsing;
  const contacts = mapOf(fields.get('contact'), report, 'contact', channelHelp('contact'))?.entries ?? [];
  const consents = mapOf(fields.get('consent'), report, 'consent', channelHelp('consent'))?.entries ?? [];
  const names = new Set([...contacts, ...consents].map(({ key }) => key.text));
  return [...names].map((name) => {
    const contact = contacts.find(({ key }) => key.text === name);
    const consent = consents.find(({ key }) => key.text === name);
    const contactField = contact && readName(contact.value, report, name);
    const consentRule = consent && readConsent(consent, parsing);
    return {
      name,
      ...(contactField ? { contact: contactField } : {}),
      ...(consentRule ? { consent: consentRule } : {}),
    };
  });
}

/** `email: email_consent`, or `sms: { field: sms_status, yes: [subscribed] }`. */
function readConsent(entry: YamlEntry, parsing: Parsing): Consent | undefined {
  const { report } = parsing;
  if (entry.value.kind !== 'map') {
    const field = readName(entry.value, report, entry.key.text);
    return field && { kind: 'field', field };
  }
  const fields = fieldsOf(entry.value, consentKeys, report, entry.key.text);
  const where = fields?.get('where');
  if (fields && where) {
    const other = fields.keyOf('field') ?? fields.keyOf('yes');
    if (!other) return { kind: 'condition', where: parseCondition(where, parsing) };
    const message = `\`${other.text}\` has no place beside \`where\`, which says all of it`;
    report(problem(other.span, 'consent-twice', message));
    return undefined;
  }
  const field = readName(fields?.required('field'), report, 'field');
  const yes = textsOf(fields?.get('yes'), report, 'yes');
  return field && { kind: 'field', field, ...(yes ? { yes } : {}) };
}

/** Customers come from a file or from an event table, and what only a file can say goes with a file. */
function reportSourceOfCustomers(fields: Fields, report: Report): boolean {
  const from = fields.keyOf('from');
  if (!from) {
    if (hasSource(fields)) return true;
    if (fields.isMeant('file') || fields.isMeant('from')) return false;
    const help = 'or `from: orders`, which takes the distinct customers of that event table';
    report(problem(fields.span, 'missing-key', '`customers` needs `file`', help));
    return false;
  }
  return hasSource(fields) || reportFileKeys(fields, 'such customers', report);
}

/** What says how a file is read has no place where rows are made of others. */
function reportFileKeys(fields: Fields, such: string, report: Report): boolean {
  const clash = sourceKeys.find((key) => !['columns', 'newest'].includes(key) && fields.has(key));
  if (clash === undefined) return true;
  const message = `\`${clash}\` has no place beside \`from\`: ${such} are made of the rows of another table`;
  report(problem(fields.keyOf(clash)?.span ?? fields.span, 'from-and-file', message));
  return false;
}

function reportMadeEvent(fields: Fields, table: string, report: Report): boolean {
  return reportFileKeys(fields, `the rows of \`${table}\``, report);
}

/** Whether the value is there. One that is missing is reported; one that did not fit has been already. */
function needed<Value>(
  value: Value | undefined,
  fields: Fields,
  key: string,
  table: string,
  report: Report,
): value is Value {
  if (value !== undefined) return true;
  if (!fields.has(key) && !fields.isMeant(key)) {
    const span = fields.node.entries[0]?.key.span ?? fields.span;
    report(problem(span, 'missing-key', `\`${table}\` needs \`${key}\``));
  }
  return false;
}

function nameFromKey({ key }: YamlEntry): Name {
  return { name: key.text, span: key.span };
}
