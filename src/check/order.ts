import { type Logic, leaves } from '../model/logic.ts';
import { remembered } from '../model/remembered.ts';
import type { Definitions, Segment } from '../model/segment.ts';
import type { Leaf, Rows, Value } from '../model/value.ts';

/**
 * What a segment's list depends on. A segment reads as `name`, a stage set as `name` for the lists of all its
 * stages; what a stage set divides people by, before the steps of its segments, as `name.stage`.
 */
export function dependencies(definitions: Definitions): ReadonlyMap<string, readonly string[]> {
  const stages = definitions.stageSets.map(
    (set) =>
      [
        stageNode(set.name),
        [
          ...(set.base === undefined ? [] : [set.base]),
          ...set.stages.flatMap((stage) => (stage.where ? ofLogic(stage.where) : [])),
        ],
      ] as const,
  );
  const sets = definitions.stageSets.map(
    (set) => [set.name, set.stages.map((stage) => `${set.name}.${stage.name}`)] as const,
  );
  const segments = definitions.segments.map(
    (segment) => [segment.name, ofSegment(segment, definitions)] as const,
  );
  return new Map([...stages, ...sets, ...segments]);
}

/** The first that depends on more than so many others, one on the other; none in a graph with a circle. */
export function deeperThan(most: number, graph: ReadonlyMap<string, readonly string[]>): string | undefined {
  let level = new Set([...graph].filter(([, names]) => names.length === 0).map(([name]) => name));
  const done = new Set(level);
  for (let depth = 0; level.size > 0; depth++) {
    if (depth > most) return [...level][0];
    level = new Set(
      [...graph]
        .filter(
          ([name, names]) => !done.has(name) && names.every((each) => done.has(each) || !graph.has(each)),
        )
        .map(([name]) => name),
    );
    for (const name of level) done.add(name);
  }
  return undefined;
}

export function stageNode(set: string): string {
  return `${set}.stage`;
}

function ofSegment(segment: Segment, definitions: Definitions): readonly string[] {
  return [
    ...(segment.base === undefined ? [] : [segment.base]),
    ...(segment.where ? ofLogic(segment.where) : []),
    ...segment.exclude.flatMap(ofLogic),
    ...(segment.channel === undefined ? [] : definitions.suppress),
    ...(segment.limit?.by ? ofValue(segment.limit.by.value) : []),
    ...segment.columns.flatMap((column) => ofValue(column.value)),
  ];
}

function ofLogic(logic: Logic<Leaf>): readonly string[] {
  return leaves(logic).flatMap(ofLeaf);
}

function ofLeaf(leaf: Leaf): readonly string[] {
  switch (leaf.kind) {
    case 'member':
      return [leaf.segment];
    case 'movement':
      return [leaf.segment];
    case 'rank':
      return [...(leaf.base === undefined ? [] : [leaf.base]), ...ofValue(leaf.left)];
    case 'comparison':
      return [
        ...ofValue(leaf.left),
        ...leaf.right.flatMap((operand) => (operand.kind === 'value' ? ofValue(operand.value) : [])),
      ];
    case 'window':
      return [
        ...ofValue(leaf.left),
        ...[leaf.bounds.from, leaf.bounds.to].flatMap((bound) =>
          bound?.kind === 'value' ? ofValue(bound.value) : [],
        ),
      ];
    case 'group':
      return [...ofRows(leaf.rows), ...ofLogic(leaf.test)];
    case 'sql':
      return leaf.uses.flatMap((use) => ofValue(use.value));
    case 'anniversary':
    case 'file':
      return ofValue(leaf.left);
  }
}

/** The names in `dependencies` that a value reads. */
export function namesWithin(value: Value): readonly string[] {
  return ofValue(value);
}

function ofRows(rows: Rows): readonly string[] {
  return rows.bounds.flatMap((bounds) =>
    [bounds.from, bounds.to].flatMap((bound) => (bound?.kind === 'value' ? ofValue(bound.value) : [])),
  );
}

const ofOperands = remembered((value: Value): readonly string[] =>
  value.kind === 'arithmetic' ? [...new Set(value.operands.flatMap(ofValue))] : [],
);

function ofValue(value: Value): readonly string[] {
  switch (value.kind) {
    case 'stage':
      return [stageNode(value.set)];
    case 'arm':
      return [value.segment];
    case 'likeness':
      return [value.segment, ...value.from.flatMap((each) => ofValue(each.value))];
    case 'part':
      return ofValue(value.of);
    case 'arithmetic':
      return ofOperands(value);
    case 'measure':
      return ofRows(value.rows);
    case 'column':
    case 'constant':
    case 'model':
      return [];
  }
}

/** One path for every circle, each node reported once: `a → b → a`. */
export function findCycles(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const done = new Set<string>();
  const cycles: (readonly string[])[] = [];
  for (const start of graph.keys()) walk(start, []);
  return cycles;

  function walk(node: string, path: readonly string[]): void {
    const at = path.indexOf(node);
    if (at >= 0) {
      cycles.push([...path.slice(at), node]);
      return;
    }
    if (done.has(node)) return;
    for (const next of graph.get(node) ?? []) walk(next, [...path, node]);
    done.add(node);
  }
}

/** Everything the names lead to, themselves included, each after what it depends on (as far as a circle allows). */
export function inOrder(
  names: Iterable<string>,
  graph: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const order = new Set<string>();
  const met = new Set<string>();
  const visit = (name: string): void => {
    if (met.has(name)) return;
    met.add(name);
    for (const next of graph.get(name) ?? []) visit(next);
    order.add(name);
  };
  for (const name of names) visit(name);
  return [...order];
}
