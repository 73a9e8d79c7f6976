/** What a JSON Schema lets stand at a place. */
import type { JsonSchema } from './json-schema.ts';

export interface Offer {
  readonly text: string;
  readonly says?: string;
}

type Path = readonly (string | number)[];

/** Keys of the mapping at the path, in the order of the schema. */
export function offeredKeys(root: JsonSchema, path: Path): readonly Offer[] {
  const entries = at(root, path).flatMap(({ properties }) =>
    Object.entries((properties ?? {}) as Properties),
  );
  const found = new Map<string, Offer>();
  for (const [text, schema] of entries) {
    const says = saysOf(root, schema);
    if (found.get(text)?.says === undefined) found.set(text, says === undefined ? { text } : { text, says });
  }
  return [...found.values()];
}

/** Words that may be the value at the path. */
export function offeredValues(root: JsonSchema, path: Path): readonly Offer[] {
  const found = at(root, path).flatMap(({ enum: words, const: word, type }) => [
    ...((words ?? []) as readonly unknown[]),
    ...(word === undefined ? [] : [word]),
    ...(type === 'boolean' ? [true, false] : []),
  ]);
  return [...new Set(found.map(String))].map((text) => ({ text }));
}

/** What the value at the path is for. */
export function saysAt(root: JsonSchema, path: Path): string | undefined {
  const parent = at(root, path.slice(0, -1));
  const last = path.at(-1);
  const own = parent.map(({ properties }) => (properties as Properties | undefined)?.[String(last)]);
  return own.map((schema) => schema && saysOf(root, schema)).find((says) => says !== undefined);
}

type Properties = Readonly<Record<string, JsonSchema>>;

function saysOf(root: JsonSchema, schema: JsonSchema): string | undefined {
  const { description } = schema;
  if (typeof description === 'string') return description;
  const next = resolved(root, schema);
  return next === schema || typeof next['description'] !== 'string' ? undefined : next['description'];
}

/** Every shape that may stand at the path. */
function at(root: JsonSchema, path: Path): readonly JsonSchema[] {
  return path.reduce<readonly JsonSchema[]>(
    (schemas, part) =>
      schemas.flatMap((schema) => within(schema, part)).flatMap((each) => shapes(root, each)),
    shapes(root, root),
  );
}

function within(
  { properties, additionalProperties, items }: JsonSchema,
  part: string | number,
): readonly JsonSchema[] {
  const found =
    typeof part === 'number'
      ? items
      : ((properties as Properties | undefined)?.[part] ?? additionalProperties);
  return typeof found === 'object' && found !== null ? [found as JsonSchema] : [];
}

/** The schema and all that it leaves to choose. */
function shapes(root: JsonSchema, schema: JsonSchema, seen = new Set<JsonSchema>()): readonly JsonSchema[] {
  const own = resolved(root, schema);
  if (seen.has(own)) return [];
  seen.add(own);
  const { anyOf = [], oneOf = [], allOf = [], then: first, else: second } = own as Record<string, unknown>;
  const others = [...many(anyOf), ...many(oneOf), ...many(allOf), ...many([first, second])];
  return [own, ...others.flatMap((each) => shapes(root, each, seen))];
}

function many(schemas: unknown): readonly JsonSchema[] {
  return (schemas as readonly unknown[]).filter(
    (each): each is JsonSchema => typeof each === 'object' && each !== null,
  );
}

function resolved(root: JsonSchema, schema: JsonSchema): JsonSchema {
  const { $ref: pointer } = schema;
  if (typeof pointer !== 'string') return schema;
  const name = decodeURI(pointer.slice('#/$defs/'.length).replaceAll('%23', '#'));
  const definitions = root['$defs'] as Properties;
  return definitions[name.replaceAll('~1', '/').replaceAll('~0', '~')] ?? {};
}
