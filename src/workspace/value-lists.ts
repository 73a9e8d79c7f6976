/** The files of values that conditions name with `in_file`. */
import { basename, dirname } from 'node:path';
import type { Database } from '../database/database.ts';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { Failure } from '../diagnostics/failure.ts';
import { problem } from '../diagnostics/problem.ts';
import { type Schema, tablesOf } from '../model/schema.ts';
import { type Leaf, typeOf } from '../model/value.ts';
import { scaleOf } from '../model/value-facts.ts';
import { fileKey } from '../plan/input.ts';
import { Names } from '../plan/intern.ts';
import type { LoadedFile } from '../plan/plan.ts';
import { loadList } from '../sources/list.ts';
import { type ListForm, listForms, typeList } from '../sources/list-values.ts';
import type { Dialect } from '../sql/dialect.ts';

type FileLeaf = Extract<Leaf, { kind: 'file' }>;

/** Where files are loaded, what is spoken there, and where each stands. */
export interface ListDisk {
  readonly database: Database;
  readonly dialect: Dialect;
  readonly held: (path: string) => string;
}

/**
 * Loads each file once for each column and type it is compared as, into relations `list_1`, `list_2` and so
 * on. A file that is missing, or does not hold such values, goes to `report` with the place that names it.
 */
export async function loadLists(
  leaves: readonly Leaf[],
  schema: Schema,
  disk: ListDisk,
  report: Report,
): Promise<ReadonlyMap<string, LoadedFile>> {
  const files = leaves.filter((leaf) => leaf.kind === 'file');
  const names = new Names(tablesOf(schema).map(({ relation }) => relation));
  const lists = new Map<string, LoadedFile>();
  let n = 0;
  for (const leaf of files) {
    const key = fileKey(leaf);
    if (lists.has(key)) continue;
    n += 1;
    const relation = names.give(`list_${n}`);
    const scale = Math.max(
      ...files.filter((other) => fileKey(other) === key).map(({ left }) => scaleOf(left)),
    );
    const read = { ...leaf, path: disk.held(leaf.path) };
    const loaded = await loadFile(read, { relation, scale }, disk, report);
    if (loaded) lists.set(key, loaded);
  }
  return lists;
}

interface ListWanted {
  readonly relation: string;
  /** Digits after the point that fields compared with it have at most. */
  readonly scale: number;
}

/** Undefined when something was reported. */
async function loadFile(
  leaf: FileLeaf,
  wanted: ListWanted,
  disk: ListDisk,
  report: Report,
): Promise<LoadedFile | undefined> {
  const { path, column, field, span } = leaf;
  const { relation } = wanted;
  try {
    const list = {
      path: { name: basename(path), span },
      folder: dirname(path),
      column: { name: column ?? field, span },
      relation,
    };
    await loadList(list, disk.database, report);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    for (const diagnostic of error.diagnostics) report(inWordsOfList(diagnostic, leaf));
    return undefined;
  }
  const form = listForms[typeOf(leaf.left)];
  return form ? readAs(form, leaf, wanted, disk, report) : { relation, column: 'value' };
}

/** A list is no table of the project, so nobody chose a name for it. */
function inWordsOfList(diagnostic: Diagnostic, { path, column, field, span }: FileLeaf): Diagnostic {
  if (diagnostic.code !== 'missing-column') return { span, ...diagnostic };
  const message = `\`${basename(path)}\` has no column \`${column ?? field}\``;
  const named = column === undefined ? ['or say which column it is with `column:`'] : [];
  return { ...diagnostic, span, message, help: [...(diagnostic.help ?? []), ...named] };
}

/** Makes the list's values of the field's type; a value that is not one would silently hold nobody. */
async function readAs(
  form: ListForm,
  { path, field, span }: FileLeaf,
  wanted: ListWanted,
  disk: ListDisk,
  report: Report,
): Promise<LoadedFile | undefined> {
  const { relation } = wanted;
  const { wrong, all, scale } = await typeList(relation, form, wanted.scale, disk);
  if (wrong === 0) return { relation, column: 'value', ...(form.isExact ? { scale } : {}) };
  const message = `\`${field}\` is compared with ${form.words}, and ${wrong} of the ${all} values of \`${basename(path)}\` are none`;
  report(problem(span, 'list-values', message));
  return undefined;
}
