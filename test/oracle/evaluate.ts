/**
 * The oracle: a second reading of the language, row by row in plain TypeScript, that shares nothing with
 * the product. It takes what is right for granted and throws where it does not understand.
 */
import { buildWorld } from './build-world.ts';
import { bindField, type Derived, type Field, type Names } from './fields.ts';
import { asItems, asList, asMap, asText, isMap, type Node, type NodeMap, readNode } from './node.ts';
import { armOf, conditionHolds, evaluateSegment, evaluateStage, type People, stageOf } from './segments.ts';
import { traitField } from './traits.ts';
import type { Value } from './value.ts';
import { type Customer, type DataTable, momentOf, type World } from './world.ts';

export interface OracleInput {
  /** `segment.config.yaml`; where its tables lie is not read. */
  readonly project: string;
  /** `customers`, event tables and lookups by name. */
  readonly tables: Readonly<Record<string, DataTable>>;
  /** The files of definitions. */
  readonly definitions: readonly string[];
  readonly asOf: string;
  readonly zone: string;
  /** Lists for `in_file`, by the path written. */
  readonly files?: Readonly<Record<string, string>>;
}

export interface Evaluation {
  /** Every customer that exists at T. */
  readonly everybody: readonly string[];
  /** What their column is called. */
  readonly key: string;
  readonly membersOf: (segment: string) => readonly string[];
  /** The sorted keys of every segment's members, a stage being a segment `set.stage`. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  /** The arm of every member of the segments that split. */
  readonly arms: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** A trait, or the body of one, for a customer. */
  readonly trait: (definition: Node, key: string) => Value;
  /** The values of a field of the customers, or of the rows of a table. */
  readonly values: (field: string, table?: string) => readonly Value[];
  /** Whether a condition holds for a customer of everybody. */
  readonly holds: (condition: string, key: string) => boolean;
}

export function evaluateProject(input: OracleInput): Evaluation {
  const config = asMap(readNode(input.project));
  const moment = momentOf(input.asOf, input.zone);
  const world = buildWorld(config, input.tables, moment, input.files ?? {});
  const files = input.definitions.map((text) => asMap(readNode(text)));
  return evaluateIn(world, [config, ...files]);
}

/** Traits and segments from any of the files, over a world that is there already. */
export function evaluateIn(world: World, files: readonly NodeMap[]): Evaluation {
  const segments = new Map(files.flatMap(segmentsOf).map((segment) => [asText(segment['name']), segment]));
  const traits = new Map(files.flatMap((file) => Object.entries(asMap(file['traits'] ?? {}))));

  const fields = new Map<string, Field>();
  const lists = new Map<string, readonly Customer[]>();
  const derived: Derived = {
    trait: (name) => {
      const definition = traits.get(name);
      if (definition === undefined) return undefined;
      if (!fields.has(name)) fields.set(name, remembered(traitField(names, definition)));
      return fields.get(name);
    },
    stage: (set, customer) => {
      const segment = segments.get(set);
      return segment?.['stages'] === undefined ? undefined : stageOf(people, segment, customer);
    },
    arm: (name, customer) => {
      const split = segments.get(name)?.['split'];
      if (split === undefined) return undefined;
      return people.members(name).includes(customer) ? armOf(name, asMap(split), customer) : null;
    },
  };
  const names: Names = { world, derived };
  const people: People = {
    names,
    everybody: world.customers,
    members: (name) => {
      if (!lists.has(name)) lists.set(name, membersOf(people, segments, name));
      return lists.get(name)!;
    },
  };
  const customer = (key: string) => world.customers.find((one) => one.key === key)!;
  const keys = (name: string) => people.members(name).map((one) => one.key);
  return {
    everybody: world.customers.map((one) => one.key),
    key: world.people.key!,
    membersOf: (name) => [...keys(name)].sort(byBytes),
    get members() {
      return new Map(listNames(segments).map((name) => [name, [...keys(name)].sort(byBytes)]));
    },
    get arms() {
      const split = [...segments].filter(([, segment]) => segment['split'] !== undefined);
      return new Map(
        split.map(([name]) => [
          name,
          new Map(people.members(name).map((one) => [one.key, derived.arm(name, one)!])),
        ]),
      );
    },
    trait: (definition, key) => {
      const field = isMap(definition) ? traitField(names, definition) : derived.trait(asText(definition));
      return field!.read({ customer: customer(key) });
    },
    values: (name, table) => valuesOf(names, name, table),
    holds: (condition, key) => conditionHolds(people, world.customers, readNode(condition), customer(key)),
  };
}

function valuesOf(names: Names, name: string, table: string | undefined): readonly Value[] {
  const { customers, rowsOf } = names.world;
  if (table === undefined) {
    const field = bindField(names, name);
    return customers.map((customer) => field.read({ customer }));
  }
  const field = bindField({ ...names, table }, name);
  return customers.flatMap((customer) => rowsOf(table, customer).map((row) => field.read({ customer, row })));
}

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

function segmentsOf(file: NodeMap): readonly NodeMap[] {
  if (file['segments'] !== undefined) return asList(file['segments']).map(asMap);
  return file['name'] === undefined ? [] : [file];
}

function listNames(segments: ReadonlyMap<string, NodeMap>): readonly string[] {
  return [...segments].flatMap(([name, segment]) =>
    segment['stages'] === undefined
      ? [name]
      : asItems(segment['stages']).map((stage) => `${name}.${asText(asMap(stage)['stage'])}`),
  );
}

function membersOf(
  people: People,
  segments: ReadonlyMap<string, NodeMap>,
  name: string,
): readonly Customer[] {
  const segment = segments.get(name);
  if (segment) return evaluateSegment(people, name, segment);
  const point = name.indexOf('.');
  const set = segments.get(name.slice(0, point));
  if (!set) throw new Error(`no segment ${name}`);
  return evaluateStage(people, set, name.slice(point + 1));
}

function remembered(field: Field): Field {
  const values = new Map<string, Value>();
  return {
    type: field.type,
    read: (scope) => {
      const { key } = scope.customer;
      if (!values.has(key)) values.set(key, field.read(scope));
      return values.get(key)!;
    },
  };
}
