/** The text of `segment.config.yaml` → `Project`. */
import { isAbsolute, resolve } from 'node:path';
import type { Report } from '../diagnostics/diagnostic.ts';
import type { Source } from '../diagnostics/source.ts';
import { parsingWith } from '../language/condition.ts';
import { type ModelSyntaxes, modelKeys, modelSections } from '../language/models/index.ts';
import type { Parsing } from '../language/parsing.ts';
import { parseSample } from '../language/picking.ts';
import { parseTargets } from '../language/targets.ts';
import { parseTraits } from '../language/trait.ts';
import { resolveAsOf } from '../model/calendar.ts';
import { dateHelp } from '../model/value-help.ts';
import {
  booleanOf,
  expected,
  type Fields,
  fieldsOf,
  oneOrMore,
  scalarOf,
  shareOf,
  textOf,
} from '../yaml/fields.ts';
import type { YamlNode, YamlScalar } from '../yaml/node.ts';
import { readYaml } from '../yaml/read.ts';
import { checkNames, checkReferences, tableNames } from './names.ts';
import type { Project } from './project.ts';
import { areTablesTogether, readEngine } from './read-engine.ts';
import { readFiles, readZone } from './read-source.ts';
import { readCustomers, readEvents, readLookupTables } from './read-tables.ts';
import type { Environment } from './variables.ts';

/** The keys of the project file, in the order of the reference. */
export const projectKeys = [
  'timezone',
  'as_of',
  'currency',
  'segments',
  'customers',
  'events',
  'lookups',
  'suppress',
  'alerts',
  'history',
  'record',
  'traits',
  'holdout',
  ...modelKeys,
  'targets',
  'engine',
] as const;

/** Where definitions and history are when the file does not say. */
export const DEFAULT_SEGMENTS = 'segments/**/*.yaml';
export const DEFAULT_HISTORY = '.segment/history.duckdb';

/** The share of a table's rows that may be left out unread. */
export const DEFAULT_UNREADABLE = '0.01';

/**
 * Reads a project file. All that is wrong with it is reported in one go; undefined when that leaves no
 * project. `folder` is the absolute folder of the file.
 */
export function readProject(
  source: Source,
  folder: string,
  environment: Environment,
  report: Report,
): Project | undefined {
  const fields = fieldsOf(readYaml(source, report), projectKeys, report, 'the project file');
  if (!fields) return undefined;
  const zone = readZone(fields.get('timezone'), report, 'timezone');
  const asOf = readAsOf(fields.get('as_of'), zone ?? 'UTC', report);
  const currency = readCurrency(fields.get('currency'), report);
  const segments = readFiles(fields.get('segments'), environment, report);
  const suppress = readSuppress(fields.get('suppress'), report);
  const alerts = fieldsOf(fields.get('alerts'), ['unreadable'], report, 'alerts');
  const unreadable = shareOf(alerts?.get('unreadable'), report, 'unreadable') ?? DEFAULT_UNREADABLE;
  const history = readFiles(fields.get('history'), environment, report)[0]?.name ?? DEFAULT_HISTORY;
  const record = booleanOf(fields.get('record'), report, 'record') ?? false;
  const engine = readEngine(fields.get('engine'), environment, report);
  const parsing = parsingWith(keysOf(fields.get('events')), report);
  const customers = readCustomers(fields.required('customers'), environment, parsing);
  const events = readEvents(fields.get('events'), environment, report);
  const lookups = readLookupTables(fields.get('lookups'), environment, report);
  // A table that was refused is no name for what follows: nothing could be bound to it.
  const known = events.map(({ name }) => name.name);
  const sections = readSections(fields, parsingWith(known, report));
  checkNames(tableNames({ events, lookups }), report);
  // The engine has no relation without a name.
  if (!customers || [...events, ...lookups].some(({ name }) => name.name === '')) return undefined;
  const project: Project = {
    file: source.name,
    folder,
    zone: zone ?? 'UTC',
    zoneGiven: fields.has('timezone'),
    segments: segments.length > 0 ? segments : [{ name: DEFAULT_SEGMENTS }],
    customers,
    events,
    lookups,
    suppress,
    unreadable,
    history: isAbsolute(history) ? history : resolve(folder, history),
    record,
    ...sections,
    ...(asOf ? { asOf } : {}),
    ...(currency === undefined ? {} : { currency }),
    ...(engine ? { engine } : {}),
  };
  // Nobody knows where its rows are.
  if ((fields.has('engine') && !engine) || !areTablesTogether(project, report)) return undefined;
  return checkReferences(project, report);
}

function keysOf(node: YamlNode | undefined): readonly string[] {
  return node?.kind === 'map' ? node.entries.map(({ key }) => key.text) : [];
}

function readAsOf(node: YamlNode | undefined, zone: string, report: Report): YamlScalar | undefined {
  const scalar = scalarOf(node, report, 'as_of');
  if (!scalar || resolveAsOf(scalar.text, zone)) return scalar;
  const help =
    scalar.text === 'today' ? 'leave it out: today is what a run looks from' : dateHelp(scalar.text);
  return expected('a date or a time such as `2026-06-30`', scalar, report, 'as_of', help);
}

const currencySigns: Readonly<Record<string, string>> = {
  '€': 'EUR',
  $: 'USD',
  '£': 'GBP',
  zł: 'PLN',
  '¥': 'JPY',
};

function readCurrency(node: YamlNode | undefined, report: Report): string | undefined {
  const currency = textOf(node, report, 'currency');
  if (currency === undefined || !node || /^[A-Z]{3}$/.test(currency)) return currency;
  const help = currencySigns[currency] ?? (/^[a-z]{3}$/i.test(currency) ? currency.toUpperCase() : undefined);
  const wanted = 'a currency of three letters such as `EUR`';
  return expected(wanted, node, report, 'currency', help && `write \`${help}\``);
}

function readSuppress(node: YamlNode | undefined, report: Report): readonly YamlScalar[] {
  const items = oneOrMore(node, report, 'suppress') ?? [];
  return items.map((item) => scalarOf(item, report, 'suppress')).filter((name) => name !== undefined);
}

type Sections = Pick<Project, 'traits' | 'holdout' | 'models' | 'targets'>;

function readSections(fields: Fields, parsing: Parsing): Sections {
  const traits = fields.get('traits');
  const holdout = parseSample(fields.get('holdout'), 'holdout', parsing.report);
  const models = modelKeys.flatMap((key) => {
    const node = fields.get(key);
    return node ? [[key, modelSections[key].parse(node, parsing)] as const] : [];
  });
  return {
    traits: traits ? parseTraits(traits, parsing) : [],
    ...(holdout ? { holdout } : {}),
    models: Object.fromEntries(models) as ModelSyntaxes,
    targets: parseTargets(fields.get('targets'), parsing.report),
  };
}
