/** Makes a project that fails smaller, as long as it fails in the same way. */
import { isScalar } from 'yaml';
import type { GeneratedCase } from './generate.ts';
import type { Definition } from './write.ts';

type Fails = (project: GeneratedCase) => Promise<boolean>;

/** Every candidate is run, so only so many are tried. */
const attempts = 400;

export async function reduceCase(project: GeneratedCase, fails: Fails): Promise<GeneratedCase> {
  let left = attempts;
  let smallest = project;
  const step = async (candidates: Iterable<GeneratedCase>): Promise<boolean> => {
    for (const candidate of candidates) {
      if (left <= 0) return false;
      left -= 1;
      if (await stillFails(candidate, fails)) {
        smallest = candidate;
        return true;
      }
    }
    return false;
  };
  let before: GeneratedCase;
  do {
    before = smallest;
    for (const candidates of passes) while (await step(candidates(smallest)));
  } while (smallest !== before && left > 0);
  return smallest;
}

/** A candidate that no longer makes sense to the oracle is none. */
async function stillFails(candidate: GeneratedCase, fails: Fails): Promise<boolean> {
  try {
    return await fails(candidate);
  } catch {
    return false;
  }
}

/** From what takes most away to what takes least. */
const passes = [
  plainer,
  fewerDefinitions,
  fewerTraits,
  fewerSteps,
  fewerRows,
  smallerDefinitions,
  smallerTraits,
];

function* fewerDefinitions(project: GeneratedCase): Generator<GeneratedCase> {
  for (const definitions of withoutSome(project.definitions))
    if (definitions.length > 0) yield { ...project, definitions };
}

function* fewerTraits(project: GeneratedCase): Generator<GeneratedCase> {
  for (const names of withoutSome(Object.keys(project.traits))) {
    yield { ...project, traits: Object.fromEntries(names.map((name) => [name, project.traits[name]!])) };
  }
}

function* plainer(project: GeneratedCase): Generator<GeneratedCase> {
  for (const earlier of withoutSome(project.earlier)) yield { ...project, earlier };
  for (const name of Object.keys(project.writings)) {
    if (project.writings[name]!.nobodys) continue;
    yield {
      ...project,
      writings: Object.fromEntries(Object.entries(project.writings).filter(([each]) => each !== name)),
    };
  }
}

function* fewerSteps(project: GeneratedCase): Generator<GeneratedCase> {
  for (const key of ['suppress', 'holdout']) {
    if (key in project.config) yield { ...project, config: without(project.config, key) };
  }
}

function* fewerRows(project: GeneratedCase): Generator<GeneratedCase> {
  for (const [name, table] of Object.entries(project.tables)) {
    for (const rows of withoutSome(table.rows)) {
      yield { ...project, tables: { ...project.tables, [name]: { ...table, rows } } };
    }
  }
}

function* smallerDefinitions(project: GeneratedCase): Generator<GeneratedCase> {
  for (const [index, definition] of project.definitions.entries()) {
    for (const smaller of smallerMaps(definition)) {
      yield { ...project, definitions: project.definitions.with(index, smaller) };
    }
  }
}

function* smallerTraits(project: GeneratedCase): Generator<GeneratedCase> {
  for (const [name, trait] of Object.entries(project.traits)) {
    for (const smaller of smallerMaps(trait)) {
      yield { ...project, traits: { ...project.traits, [name]: smaller } };
    }
  }
}

/** The list without large parts of it first, then without single items. */
function* withoutSome<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let size = Math.ceil(items.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = 0; start < items.length; start += size) {
      yield [...items.slice(0, start), ...items.slice(start + size)];
    }
  }
}

function* smallerMaps(map: Definition): Generator<Definition> {
  for (const key of Object.keys(map)) {
    if (key === 'name' || key === 'stage') continue;
    if (Object.keys(map).length > 1) yield without(map, key);
    for (const value of smaller(map[key])) yield { ...map, [key]: value };
  }
}

/** The value with one thing less, or one of the things in it. */
function* smaller(value: unknown): Generator<unknown> {
  if (typeof value !== 'object' || value === null || isScalar(value)) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      if (value.length > 1) yield value.toSpliced(index, 1);
      for (const less of smaller(item)) yield value.with(index, less);
    }
    return;
  }
  for (const inner of Object.values(value)) {
    if (Array.isArray(inner)) yield* inner.filter(isMap);
    else if (isMap(inner)) yield inner;
  }
  yield* smallerMaps(value as Definition);
}

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isScalar(value);
}

function without(map: Definition, key: string): Definition {
  return Object.fromEntries(Object.entries(map).filter(([name]) => name !== key));
}
