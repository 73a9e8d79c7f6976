import { distinctValues } from '../definitions/distinct.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** A field of more values has none to choose from. */
const MOST_VALUES = 50;

/** Keys between a field and its values. */
const tests: ReadonlySet<string> = new Set([
  'eq',
  'ne',
  'in',
  'not_in',
  'contains',
  'contains_any',
  'contains_all',
  'contains_none',
  'not',
]);

/** The values that fields hold, each asked for once. */
export class FieldValues {
  readonly #values = new Map<string, Promise<readonly string[]>>();

  /** What a field of few values holds. */
  async at(path: readonly (string | number)[], { schema, database }: Workspace): Promise<readonly string[]> {
    const keys = path.filter((part): part is string => typeof part === 'string');
    const field = keys.findLast((key) => !tests.has(key));
    if (field === undefined) return [];
    const table = schema.events.find(({ name }) => keys.includes(name) && keys.at(-1) !== name);
    const name = table && table.name !== field ? `${table.name}.${field}` : field;
    const span = { source: { name: '', text: '' }, start: 0, end: 0 };
    const scalar = { kind: 'scalar', text: name, quoted: false, span } as const;
    const found =
      this.#values.get(name) ??
      distinctValues(scalar, MOST_VALUES + 1, schema, database).then(
        (values) => ('code' in values || values.length > MOST_VALUES ? [] : values),
        () => [],
      );
    this.#values.set(name, found);
    return found;
  }
}
