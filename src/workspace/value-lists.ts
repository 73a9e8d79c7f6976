/** The files of values that conditions name with `in_file`. */
import { basename, dirname } from 'node:path';
import type { Database } from '../database/database.ts';
import { quoteIdentifier } from '../database/quote.ts';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { Failure } from '../diagnostics/failure.ts';
import { problem } from '../diagnostics/problem.ts';
import type { Schema } from '../model/schema.ts';
import { type Leaf, typeOf, type ValueType } from '../model/value.ts';
import { fileKey } from '../plan/input.ts';
import { Names } from '../plan/intern.ts';
import type { LoadedFile } from '../plan/plan.ts';
import { loadList } from '../sources/list.ts';

type FileLeaf = Extract<Leaf, { kind: 'file' }>;

/** Where files are loaded, and where each stands. */
export interface ListDisk {
  readonly database: Database;
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
  const { customers, events, lookups } = schema;
  const names = new Names([customers, ...events, ...lookups].map(({ relation }) => relation));
  const lists = new Map<string, LoadedFile>();
  let n = 0;
  for (const leaf of leaves) {
    if (leaf.kind !== 'file') continue;
    const key = fileKey(leaf);
    if (lists.has(key)) continue;
    n += 1;
    const relation = names.give(`list_${n}`);
    if (await loadFile({ ...leaf, path: disk.held(leaf.path) }, relation, disk.database, report))
      lists.set(key, { relation, column: 'value' });
  }
  return lists;
}

async function loadFile(
  leaf: FileLeaf,
  relation: string,
  database: Database,
  report: Report,
): Promise<boolean> {
  const { path, column, field, span } = leaf;
  try {
    const list = {
      path: { name: basename(path), span },
      folder: dirname(path),
      column: { name: column ?? field, span },
      relation,
    };
    await loadList(list, database, report);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    for (const diagnostic of error.diagnostics) report(inWordsOfList(diagnostic, leaf));
    return false;
  }
  const form = FORMS[typeOf(leaf.left)];
  return form === undefined || readAs(form, leaf, relation, database, report);
}

/** A list is no table of the project, so nobody chose a name for it. */
function inWordsOfList(diagnostic: Diagnostic, { path, column, field, span }: FileLeaf): Diagnostic {
  if (diagnostic.code !== 'missing-column') return { span, ...diagnostic };
  const message = `\`${basename(path)}\` has no column \`${column ?? field}\``;
  const named = column === undefined ? ['or say which column it is with `column:`'] : [];
  return { ...diagnostic, span, message, help: [...(diagnostic.help ?? []), ...named] };
}

interface Form {
  readonly words: string;
  readonly pattern: string;
  readonly read: string;
}

const NUMBER = { words: 'a number', pattern: '[-+]?[0-9]+([.][0-9]+)?' };

/** How the text of a list is read for fields that are no text; those without a form cannot be in a list. */
const FORMS: Readonly<Partial<Record<ValueType, Form>>> = {
  integer: { ...NUMBER, read: 'TRY_CAST(value AS DECIMAL(38, 12))' },
  decimal: { ...NUMBER, read: 'TRY_CAST(value AS DECIMAL(38, 12))' },
  float: { ...NUMBER, read: 'TRY_CAST(value AS DOUBLE)' },
  quotient: { ...NUMBER, read: 'round(TRY_CAST(value AS DOUBLE), 6)' },
  date: {
    words: 'a date such as `2026-06-30`',
    pattern: '[0-9]{4}-[0-9]{2}-[0-9]{2}',
    read: 'TRY_CAST(value AS DATE)',
  },
  boolean: { words: '`true` or `false`', pattern: '(?i)true|false', read: 'CAST(lower(value) AS BOOLEAN)' },
};

/** Makes the list's values of the field's type; a value that is not one would silently hold nobody. */
async function readAs(
  { words, pattern, read }: Form,
  { path, field, span }: FileLeaf,
  relation: string,
  database: Database,
  report: Report,
): Promise<boolean> {
  const name = quoteIdentifier(relation);
  const typed = `CASE WHEN regexp_full_match(value, '${pattern}') THEN ${read} END`;
  const [[wrong, all] = []] = await database.rows(
    `SELECT count(*) FILTER (WHERE (${typed}) IS NULL), count(*) FROM ${name}`,
  );
  if (Number(wrong) > 0) {
    const message = `\`${field}\` is compared with ${words}, and ${wrong} of the ${all} values of \`${basename(path)}\` are none`;
    report(problem(span, 'list-values', message));
    return false;
  }
  await database.run(`CREATE OR REPLACE TABLE ${name} AS SELECT DISTINCT ${typed} AS value FROM ${name}`);
  return true;
}
