/** JSON Schema (draft 2020-12) as data, and its few shapes that recur. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export type Schemas = Readonly<Record<string, JsonSchema>>;

export const DRAFT = 'https://json-schema.org/draft/2020-12/schema';

/** One of the definitions; names of tables may hold anything. */
export function ref(name: string, description?: string): JsonSchema {
  const pointer = encodeURI(name.replaceAll('~', '~0').replaceAll('/', '~1')).replaceAll('#', '%23');
  return { $ref: `#/$defs/${pointer}`, ...(description === undefined ? {} : { description }) };
}

export function anyOf(...items: readonly JsonSchema[]): JsonSchema {
  return items.length === 1 ? items[0]! : { anyOf: items };
}

export function listOf(items: JsonSchema): JsonSchema {
  return { type: 'array', items, minItems: 1 };
}

/** A value, or a list of at least one. */
export function oneOrMore(item: JsonSchema): JsonSchema {
  return anyOf(item, listOf(item));
}

/** A mapping with at least one key, and none but these. */
export function closed(properties: Schemas, required: readonly string[] = []): JsonSchema {
  return open(properties, false, required);
}

/** A mapping with at least one key, where the others are as said. */
export function open(
  properties: Schemas,
  others: JsonSchema | boolean,
  required: readonly string[] = [],
): JsonSchema {
  return {
    type: 'object',
    properties,
    additionalProperties: others,
    minProperties: 1,
    ...(required.length > 0 ? { required } : {}),
  };
}

/** Names that an editor can offer; others are as right. */
export function offered(names: Iterable<string>, description: string): JsonSchema {
  const known = [...new Set(names)];
  return known.length === 0
    ? { ...ref('text'), description }
    : { anyOf: [{ enum: known }, ref('text')], description };
}
