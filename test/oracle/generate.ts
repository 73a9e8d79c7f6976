/** A project, its data and its definitions from a seed; each segment is one case. */
import fc from 'fast-check';
import { isScalar } from 'yaml';
import { buildWorld } from './build-world.ts';
import { type Evaluation, evaluateIn, type OracleInput } from './evaluate.ts';
import {
  type BlockSetting,
  makeBlock,
  makeLogic,
  makeMeasure,
  makeRows,
  type TableChoice,
} from './generate-blocks.ts';
import { makeCrowd } from './generate-crowds.ts';
import { generateData } from './generate-data.ts';
import { type Columns, reshape, type ShapedData } from './generate-sources.ts';
import { type FieldChoice, type Kind, makeTest, textNode } from './generate-tests.ts';
import { makeWritings } from './generate-writings.ts';
import type { Node, NodeMap } from './node.ts';
import { type Random, randomFrom } from './random.ts';
import { identity, type Value } from './value.ts';
import { clean, momentOf, type World } from './world.ts';
import { type Definition, type ProjectFiles, toYaml } from './write.ts';

export interface GeneratedCase extends ProjectFiles {
  readonly seed: number;
  readonly traitKinds: Readonly<Record<string, Kind>>;
  /** The columns of each table as definitions see them. */
  readonly shapes: Readonly<Record<string, Columns>>;
}

/** While definitions are added, the data is read once. */
interface Draft extends GeneratedCase {
  readonly world: World;
}

/** Any project, for properties; it shrinks by `reduce.ts` and not by fast-check. */
export const anyCase: fc.Arbitrary<GeneratedCase> = fc
  .noShrink(fc.integer({ min: 0, max: 2 ** 31 - 1 }))
  .map((seed) => generateCase(seed));

export interface CaseOptions {
  /** How many segments there are, beside the first. */
  readonly segments?: number;
  /** Whether values are kept between commands in any case. */
  readonly isKept?: boolean;
  /** Of how many rows values are kept. */
  readonly enough?: number;
}

/** The project of the seed, with at least one and at most 60 segments. */
export function generateCase(
  seed: number,
  { segments, isKept = false, enough }: CaseOptions = {},
): GeneratedCase {
  const random = randomFrom(seed);
  const data = reshape(random, generateData(random));
  const started: GeneratedCase = {
    seed,
    tables: data.tables,
    shapes: data.shapes,
    zone: data.zone,
    asOf: data.asOf,
    config: configOf(random, data),
    traits: {},
    traitKinds: {},
    definitions: [],
    files: {},
    writings: {},
    earlier: [],
  };
  const filtered = addFilters(random, started);
  const listed = addFiles(random, filtered);
  const world = buildWorld(
    plainNode(listed.config),
    listed.tables,
    momentOf(data.asOf, data.zone),
    listed.files,
  );
  const withTraits = addTraits(random, { ...listed, world });
  let grown: Draft = addSegment(random, withTraits, 'blocked', true);
  const crowded = segments === undefined && random.chance(0.35);
  if (crowded) grown = addCrowd(random, grown);
  // A crowd alone reads no row but its own.
  const wanted = segments ?? (crowded && random.chance(0.5) ? 0 : random.int(5, 30));
  for (let index = 1; index <= wanted; index += 1) {
    grown = random.chance(0.06)
      ? addStages(random, grown, `life${index}`)
      : addSegment(random, grown, `s${index}`, false);
  }
  const { world: _world, ...made } = withMistake(random, grown);
  return withEarlier(random, made, isKept, enough);
}

/** Now and then a definition that no list can come of. */
function withMistake(random: Random, project: Draft): Draft {
  if (!random.chance(0.02)) return project;
  const { from } = project.config['customers'] as Definition;
  if (from !== undefined && !project.tables['customers'] && random.chance(0.7)) {
    const customers = { ...(project.config['customers'] as Definition), key: 'nonsense' };
    const definition = { name: 'wrong', where: { orders: 'any' } };
    return { ...project, mistake: { definition, customers, says: 'the key of customers made of' } };
  }
  const tables = ['customers', ...Object.keys(project.config['events'] as Definition)];
  const name = random.pick(tables);
  const texts = project.shapes[name]!.filter(({ type }) => type === 'text');
  if (texts.length === 0) return project;
  const number = String(random.int(0, 200));
  const test = random.pick<unknown>([
    { [random.pick(['gt', 'gte', 'lt', 'lte'])]: number },
    { between: [number, '500'] },
  ]);
  const prefix = name === 'customers' ? 'customer.' : '';
  const rows = { [`${prefix}${random.pick(texts).name}`]: test };
  const where = name === 'customers' ? rows : { [name]: { where: rows } };
  return { ...project, mistake: { definition: { name: 'wrong', where }, says: 'is compared with a number' } };
}

/** Writes the tables in some way; where values may be kept, asks for a part of the segments before all. */
function withEarlier(
  random: Random,
  project: GeneratedCase,
  isKept: boolean,
  enough: number | undefined,
): GeneratedCase {
  const events = project.config['events'] as Record<string, Definition>;
  const open = Object.keys(events).filter(
    (name) => project.tables[name] && events[name]!['key'] === undefined,
  );
  const isMuch = open.length > 0 && !project.mistake && (isKept || random.chance(0.02));
  const writings = makeWritings(random, { tables: project.tables, events: open, isMuch, enough });
  if (!isMuch) return { ...project, writings };
  const names = project.definitions.map((segment) => segment['name'] as string);
  // Of few rows values are kept by the program with small thresholds, which has to find several files of them.
  const turns = random.pick(enough === undefined ? [1, 1, 1, 2, 3, 8] : [2, 3, 8]);
  const earlier = Array.from({ length: turns }, (_, turn) => ({
    names:
      turns === 8 ? names.filter((_name, index) => index % 8 === turn) : random.some(names, 1, names.length),
    asOf: random.chance(0.15) ? '2026-01-31' : project.asOf,
  }));
  return { ...project, writings, earlier: earlier.filter((each) => each.names.length > 0) };
}

function configOf(random: Random, data: ShapedData): Definition {
  return {
    timezone: data.zone,
    ...data.sources,
    alerts: { unreadable: '100%' },
    ...(random.chance(0.5) ? { suppress: ['blocked'] } : {}),
    ...(random.chance(0.3)
      ? {
          holdout: {
            share: random.pick(['5%', '25%', '50%', '12.5%']),
            seed: random.pick(['global', 'x y']),
          },
        }
      : {}),
  };
}

/** The rows that are meant, for some tables. */
function addFilters(random: Random, project: GeneratedCase): GeneratedCase {
  const events = project.config['events'] as Record<string, Definition>;
  const rows = (project.tables['orders'] ?? project.tables['lines']!).rows;
  if (rows.length === 0 || random.chance(0.6)) return project;
  const name = project.tables['lines'] && random.chance(0.5) ? 'lines' : 'orders';
  const where = random.pick<Definition>([
    { status: { not_in: ['cancelled', 'refunded'] } },
    { status: 'paid' },
    { total: { gt: '0' } },
    { gift: { ne: 'true' }, quantity: { set: 'true' } },
  ]);
  return {
    ...project,
    config: { ...project.config, events: { ...events, [name]: { ...events[name], where } } },
  };
}

function evaluate(draft: Draft): Evaluation {
  return evaluateIn(draft.world, [plainNode({ traits: draft.traits, segments: draft.definitions })]);
}

/** The definition as YAML would read it. */
function plainNode(definition: Definition): NodeMap {
  const plain = (value: unknown): Node => {
    if (isScalar(value)) return String(value.value);
    if (Array.isArray(value)) return value.map(plain);
    return typeof value === 'object' && value !== null ? plainNode(value as Definition) : String(value);
  };
  return Object.fromEntries(Object.entries(definition).map(([key, value]) => [key, plain(value)]));
}

/** The project as the oracle takes it. */
export function inputOf(project: ProjectFiles): OracleInput {
  return {
    project: toYaml({ ...project.config, traits: project.traits }),
    tables: project.tables,
    definitions: [toYaml({ segments: project.definitions })],
    asOf: project.asOf,
    zone: project.zone,
    files: project.files,
  };
}

function settingOf(random: Random, project: Draft, ranks: boolean): BlockSetting {
  const evaluation = evaluate(project);
  const columns = fieldsOf(project, 'customers', evaluation).map((field) => ({
    ...field,
    name: `customer.${field.name}`,
  }));
  const traits: readonly FieldChoice[] = Object.entries(project.traits).map(([name]) => ({
    name,
    kind: project.traitKinds[name]!,
    values: () => evaluation.values(name),
  }));
  const own = fieldsOf(project, 'customers', evaluation).filter(
    ({ name }) => !(name.split('.')[0]! in project.traits),
  );
  const moment = momentOf(project.asOf, project.zone);
  return {
    random,
    moment,
    ranks,
    tables: Object.keys(project.config['events'] as object).map((name) => tableOf(project, name, evaluation)),
    columns: columns.filter(({ kind }) => kind !== 'list'),
    customerFields: [...own, ...traits, ...traits].filter(({ kind }) => kind !== 'list'),
    valuesOf: (trait) => evaluation.everybody.map((key) => evaluation.trait(plainNode(trait), key)),
  };
}

function tableOf(project: GeneratedCase, name: string, evaluation: Evaluation): TableChoice {
  const events = project.config['events'] as Record<string, Definition>;
  const spec = events[name]!;
  const time = (spec['time'] ?? events[spec['from'] as string]?.['time']) as string | undefined;
  const kind = project.shapes[name]!.find((column) => column.name === time)?.type;
  return {
    name,
    fields: fieldsOf(project, name, evaluation),
    ...(time === undefined ? {} : { time: { name: time, kind: kind as 'date' | 'time' } }),
  };
}

/** Every field of a table: columns, their time parts, and lookups to any depth. */
function fieldsOf(project: GeneratedCase, table: string, evaluation: Evaluation): readonly FieldChoice[] {
  const place = table === 'customers' ? undefined : table;
  return namesOf(project, table).map(({ name, kind }) => ({
    name,
    kind,
    values: () => evaluation.values(place === undefined ? `customer.${name}` : name, place),
  }));
}

interface Named {
  readonly name: string;
  readonly kind: Kind;
}

function namesOf(project: GeneratedCase, table: string): readonly Named[] {
  const sections = ['events', 'lookups'].map((name) => project.config[name] as Record<string, Definition>);
  const spec =
    table === 'customers'
      ? (project.config['customers'] as Definition)
      : (sections[0]![table] ?? sections[1]![table])!;
  const own = columnsOf(project.shapes[table]!);
  const lookups = Object.entries((spec['lookup'] ?? {}) as Record<string, string | { table: string }>);
  const further = lookups.flatMap(([name, target]) =>
    namesOf(project, typeof target === 'string' ? target : target.table).map((field) => ({
      ...field,
      name: `${name}.${field.name}`,
    })),
  );
  return [...own, ...further];
}

function columnsOf(columns: Columns): readonly Named[] {
  return columns.flatMap(({ name, type }): readonly Named[] => {
    const kind = type === 'float' ? 'decimal' : type;
    if (type !== 'date' && type !== 'time') return [{ name, kind }];
    const hour: Named[] = type === 'time' ? [{ name: `${name}.hour`, kind: 'integer' }] : [];
    return [{ name, kind }, { name, kind }, { name, kind }, ...hour, ...partsOf(name)];
  });
}

function partsOf(name: string): readonly Named[] {
  const numbers = ['day', 'month', 'quarter', 'year', 'age'];
  const periods = ['date', 'year_week', 'year_month', 'year_quarter'];
  return [
    { name: `${name}.weekday`, kind: 'weekday' },
    ...numbers.map((part): Named => ({ name: `${name}.${part}`, kind: 'integer' })),
    ...periods.map((part): Named => ({ name: `${name}.${part}`, kind: 'date' })),
  ];
}

function addTraits(random: Random, project: Draft): Draft {
  let grown = project;
  const wanted = random.int(2, 8);
  for (let index = 1; index <= wanted; index += 1) {
    // A trait may have the name of a column: the bare name is the trait then.
    const name = index === 1 && random.chance(0.3) ? 'score' : `t${index}`;
    const setting = without(settingOf(random, grown, false), name);
    const { body, kind } = random.chance(0.3) ? arithmetic(setting) : measured(setting);
    grown = {
      ...grown,
      traits: { ...grown.traits, [name]: body },
      traitKinds: { ...grown.traitKinds, [name]: kind },
    };
  }
  return grown;
}

/** A trait cannot be made of itself. */
function without(setting: BlockSetting, name: string): BlockSetting {
  return { ...setting, customerFields: setting.customerFields.filter((field) => field.name !== name) };
}

function measured(setting: BlockSetting): { body: Definition; kind: Kind } {
  const { random } = setting;
  const table = random.pick(setting.tables);
  const rows = makeRows(setting, table, true);
  const { word, of, kind } = makeMeasure(setting, table, rows);
  const asked = word === 'delay' ? { [String(of)]: 'true' } : (of ?? 'true');
  return { body: { [table.name]: { ...rows, [word]: asked } }, kind };
}

function arithmetic(setting: BlockSetting): { body: Definition; kind: Kind } {
  const { random } = setting;
  const isNumber = (kind: Kind) => kind === 'integer' || kind === 'decimal' || kind === 'quotient';
  const numbers = setting.customerFields.filter(({ kind }) => isNumber(kind));
  const operand = (): unknown => {
    if (random.chance(0.2)) return random.pick(['2', '0.5', '13', '100', '-1']);
    if (random.chance(0.5)) return random.pick(numbers).name;
    const trait = measured(setting);
    return isNumber(trait.kind) ? trait.body : random.pick(numbers).name;
  };
  const operation = random.pick(['ratio', 'ratio', 'plus', 'minus', 'times']);
  const more = (operation === 'plus' || operation === 'times') && random.chance(0.2) ? [operand()] : [];
  return { body: { [operation]: [random.pick(numbers).name, operand(), ...more] }, kind: 'quotient' };
}

function addFiles(random: Random, project: GeneratedCase): GeneratedCase {
  const cells = (column: string) =>
    (project.tables['customers'] ?? project.tables['orders'] ?? project.tables['lines'])!.rows.flatMap(
      (row) => (row[column] ? [clean(String(row[column]))] : []),
    );
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const cities = random.some([...cells('city'), 'nowhere'], 1, 3);
  return {
    ...project,
    files: {
      'lists/keys.txt': `${random.some([...cells('customer_id'), 'ghost'], 1, 6).join('\n')}\n`,
      'lists/cities.csv': `n,city\n${cities.map((city, n) => `${n},${quote(city)}\n`).join('')}`,
    },
  };
}

function makeCondition(setting: BlockSetting, project: GeneratedCase, depth: number): Definition {
  const { random, moment, ranks } = setting;
  const test = (field: FieldChoice) =>
    makeTest({ random, moment, others: setting.customerFields, ranks }, field);
  const fields = [...setting.customerFields, ...setting.columns];
  const names = listNames(project);
  const has = (name: string) => project.shapes['customers']!.some((column) => column.name === name);
  return makeLogic(random, depth, () =>
    random.weighted<Definition>([
      [
        5,
        () => {
          const field = random.pick(fields);
          return { [field.name]: test(field) };
        },
      ],
      [
        has('tags') ? 0.5 : 0,
        () => {
          const tags: FieldChoice = { name: 'tags', kind: 'list', values: listValues(project) };
          return { tags: test(tags) };
        },
      ],
      [
        6,
        () => {
          const table = random.pick(setting.tables);
          return { [table.name]: makeBlock(setting, table) };
        },
      ],
      [
        names.length > 0 ? 1 : 0,
        () => ({ segment: random.chance(0.7) ? random.pick(names) : random.some(names, 1, 3) }),
      ],
      [0.7, () => computedField(random, project) ?? { orders: 'any' }],
      [
        0.4,
        () =>
          random.pick<Definition>([
            { in_file: 'lists/keys.txt' },
            has('city')
              ? { in_file: { path: 'lists/cities.csv', field: 'city', column: 'city' } }
              : { in_file: 'lists/keys.txt' },
            listedNumbers(random, project, fields) ?? { in_file: 'lists/keys.txt' },
          ]),
      ],
    ]),
  );
}

/** A list of numbers as they are and as they nearly are, which differ in digits far behind the point. */
function listedNumbers(
  random: Random,
  { files }: GeneratedCase,
  fields: readonly FieldChoice[],
): Definition | undefined {
  const numbers = fields.filter(
    ({ kind }) => kind === 'integer' || kind === 'decimal' || kind === 'quotient',
  );
  if (numbers.length === 0) return undefined;
  const field = random.pick(numbers);
  const isExact = field.kind !== 'quotient';
  const values = field.values().flatMap((value) => (value === null ? [] : [identity(value)]));
  if (values.length === 0) return undefined;
  const near = (text: string) =>
    text.includes('.')
      ? `${text}${'0'.repeat(Math.max(0, 13 - text.split('.')[1]!.length))}1`
      : `${text}.0000000000001`;
  const chosen = random
    .some(values, 1, 4)
    .map((text) => (isExact && random.chance(0.25) ? near(text) : text));
  const path = `lists/numbers-${Object.keys(files ?? {}).length}.txt`;
  Object.assign(files!, { [path]: `${chosen.join('\n')}\n` });
  return { in_file: { path, field: field.name } };
}

const listValues = (project: GeneratedCase) => (): readonly Value[] =>
  (project.tables['customers']?.rows ?? []).flatMap(({ tags }) =>
    Array.isArray(tags) && tags.length > 0 ? [{ kind: 'list' as const, items: tags as string[] }] : [],
  );

/** A stage or an arm of something that is there already. */
function computedField(random: Random, project: GeneratedCase): Definition | undefined {
  const computed = project.definitions.filter((segment) => segment['stages'] ?? segment['split']);
  if (computed.length === 0) return undefined;
  const segment = random.pick(computed);
  const name = segment['name'] as string;
  const stages = segment['stages'] as readonly { stage: string }[] | undefined;
  const values = stages
    ? stages.map(({ stage }) => stage)
    : Object.keys((segment['split'] as { arms: object }).arms);
  const value = random.pick(values);
  return {
    [`${name}.${stages ? 'stage' : 'arm'}`]: random.pick<unknown>([
      value,
      { ne: value },
      { not_in: [value] },
      { set: 'true' },
    ]),
  };
}

function listNames(project: GeneratedCase): readonly string[] {
  return project.definitions.flatMap((segment) => {
    const stages = segment['stages'] as readonly { stage: string }[] | undefined;
    return stages ? stages.map(({ stage }) => `${segment['name']}.${stage}`) : [segment['name'] as string];
  });
}

function addCrowd(random: Random, project: Draft): Draft {
  const crowd = makeCrowd(settingOf(random, project, true));
  const definitions = crowd.map((where, index) => ({ name: `m${index}`, where }));
  return { ...project, definitions: [...project.definitions, ...definitions] };
}

/** Tries again, some times, when nobody or everybody is in. */
function addSegment(random: Random, project: Draft, name: string, plain: boolean): Draft {
  const setting = settingOf(random, project, true);
  let tried = {
    ...project,
    definitions: [...project.definitions, makeSegment(setting, project, name, plain)],
  };
  for (let turn = 0; turn < 2 && isDull(tried, name) && random.chance(0.7); turn += 1) {
    tried = { ...project, definitions: [...project.definitions, makeSegment(setting, project, name, plain)] };
  }
  return tried;
}

function isDull(project: Draft, name: string): boolean {
  const evaluation = evaluate(project);
  const size = evaluation.membersOf(name).length;
  return size === 0 || size === evaluation.everybody.length;
}

function makeSegment(
  setting: BlockSetting,
  project: GeneratedCase,
  name: string,
  plain: boolean,
): Definition {
  const { random } = setting;
  const where = makeCondition(setting, project, random.pick([0, 0, 1, 1, 2, 3]));
  if (plain) return { name, where };
  const names = listNames(project).filter((other) => !other.includes('.'));
  const channels = Object.keys((project.config['customers'] as Definition)['contact'] as object);
  const condition = () => makeCondition(setting, project, random.int(0, 1));
  const by = () =>
    random.pick(
      setting.customerFields.filter(({ kind }) =>
        ['integer', 'decimal', 'quotient', 'date', 'time'].includes(kind),
      ),
    ).name;
  const may = (probability: number, make: () => Definition): Definition =>
    random.chance(probability) ? make() : {};
  return {
    name,
    ...may(names.length > 0 ? 0.15 : 0, () => ({ base: random.pick(names) })),
    where,
    ...may(0.15, () => ({ exclude: random.chance(0.5) ? condition() : [condition(), condition()] })),
    ...may(0.12, () => ({ channel: random.pick(channels) })),
    ...may(0.1, () => ({
      sample: {
        share: random.pick(['50%', '25%', '90%', '12.5%', '33.333%', '66.6666666%', '0.01%']),
        ...may(0.5, () => ({ seed: random.pick(['spring', 'Łódź', '007']) })),
      },
    })),
    ...may(0.1, () => ({
      limit: { customers: String(random.int(1, 5)), [random.pick(['highest', 'lowest'])]: by() },
    })),
    ...may(0.1, () => ({
      split: {
        ...may(0.5, () => ({ seed: textNode(random, 'spring') })),
        arms: random.pick([
          { control: '10%', a: '45%', b: '45%' },
          { b: '50%', a: '50%' },
          { x: '99.99%', y: '0.01%' },
          { a: '33.333%', b: '33.333%', c: '33.334%' },
          { a: '14.28571%', b: '42.857145%', c: '42.857145%' },
          manyArms,
          manyArms,
        ]),
      },
    })),
  };
}

/** Each share is nearly half a bucket more than the one that it is rounded to: together it is a twentieth. */
const manyArms = {
  ...Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`a${index}`, '0.0149%'])),
  rest: '85.1%',
};

function addStages(random: Random, project: Draft, name: string): Draft {
  const setting = settingOf(random, project, true);
  const stages = Array.from({ length: random.int(1, 3) }, (_, index) => ({
    stage: `p${index}`,
    where: makeCondition(setting, project, 1),
  }));
  const names = listNames(project).filter((other) => !other.includes('.'));
  const base = names.length > 0 && random.chance(0.3) ? { base: random.pick(names) } : {};
  return {
    ...project,
    definitions: [...project.definitions, { name, ...base, stages: [...stages, { stage: 'rest' }] }],
  };
}
