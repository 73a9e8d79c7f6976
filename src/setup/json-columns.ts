/** The fields inside a column of JSON, as columns of their own. */
import { columnForm } from './column-form.ts';
import type { ColumnFacts, TableFacts } from './table-facts.ts';

export interface InnerColumn {
  /** What it is to be called. */
  readonly name: string;
  /** The dotted path to it: `properties.total`. */
  readonly path: string;
  readonly form: ColumnFacts['form'];
}

const MOST_FIELDS = 40;

/** Fields of objects that are no objects or lists of objects themselves, by the paths of the first rows. */
export function innerColumns(table: TableFacts): readonly InnerColumn[] {
  const taken = new Set(table.columns.map(({ name }) => name.toLowerCase()));
  return table.columns.flatMap((column) => {
    if (column.form.kind !== 'json') return [];
    const values = valuesByPath(column);
    return [...values].slice(0, MOST_FIELDS).map(([path, found]): InnerColumn => {
      const leaf = path.slice(path.lastIndexOf('.') + 1).replace(/^\$/, '');
      const name = taken.has(leaf.toLowerCase()) ? path.replaceAll(/[.$]/g, '_') : leaf;
      taken.add(name.toLowerCase());
      return { name, path, form: columnForm(found) };
    });
  });
}

function valuesByPath({ name, values }: ColumnFacts): ReadonlyMap<string, string[]> {
  const found = new Map<string, string[]>();
  for (const value of values) {
    for (const [path, text] of scalars(parsed(value), name)) {
      const list = found.get(path) ?? [];
      list.push(text);
      found.set(path, list);
    }
  }
  return found;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function* scalars(value: unknown, path: string): Generator<readonly [string, string]> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return;
  for (const [name, item] of Object.entries(value)) {
    if (/[.\s]/.test(name)) continue;
    const inner = `${path}.${name}`;
    if (item === null || Array.isArray(item)) continue;
    if (typeof item === 'object') yield* scalars(item, inner);
    else yield [inner, String(item)];
  }
}
