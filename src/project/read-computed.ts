/** Columns that are computed, whose row it is, and other things that a table says in more than a name. */
import type { Report } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import { parseComputed } from '../language/computed.ts';
import { parsingWith } from '../language/condition.ts';
import { type Normalising, normalisings } from '../model/recipe.ts';
import { choiceOf, type Fields, fieldsOf } from '../yaml/fields.ts';
import type { YamlEntry, YamlNode } from '../yaml/node.ts';
import { isComputed } from './computing.ts';
import type { ComputedColumn, Name, Owner } from './project.ts';
import { readName } from './read-source.ts';

/** What `customer` may say in more than a column. */
export const ownerKeys = ['column', 'of', 'normalise', 'prefer'] as const;

/** The columns that are computed: `{ times: [Quantity, UnitPrice] }`, and where rows make one `{ sum: Sales }`. */
export function readComputed(node: YamlNode | undefined, report: Report): readonly ComputedColumn[] {
  if (node?.kind !== 'map') return [];
  return node.entries.flatMap((entry) => (isComputed(entry.value) ? [readBody(entry, report)] : []));
}

/** A column with what it is made of. */
export function readBody({ key, value }: YamlEntry, report: Report): ComputedColumn {
  const body = parseComputed(value, key.text, parsingWith([], report));
  return { name: { name: key.text, span: key.span }, body };
}

/** `customer: customer_id`, or `{ column: Email, of: email, normalise: email, prefer: newest signed_up_at }`. */
export function readOwner(node: YamlNode | undefined, report: Report): Owner | undefined {
  if (node?.kind !== 'map') {
    const column = readName(node, report, 'customer');
    return column && { column };
  }
  const fields = fieldsOf(node, ownerKeys, report, 'customer');
  const column = fields && readName(fields.required('column'), report, 'column');
  if (!fields || !column) return undefined;
  const of = readName(fields.get('of'), report, 'of');
  const normalise = readNormalise(fields, report);
  const prefer = readPrefer(fields, report);
  return {
    column,
    ...(of ? { of } : {}),
    ...(normalise ? { normalise } : {}),
    ...(prefer ? { prefer } : {}),
  };
}

/** A key column, or `{ column: Email, normalise: email }`. */
export function readKey(
  node: YamlNode | undefined,
  report: Report,
): { readonly key?: Name; readonly normaliseKey?: Normalising } {
  if (node?.kind !== 'map') {
    const key = readName(node, report, 'key');
    return key ? { key } : {};
  }
  const fields = fieldsOf(node, ['column', 'normalise'], report, 'key');
  const key = fields && readName(fields.required('column'), report, 'column');
  const normaliseKey = fields && readNormalise(fields, report);
  return { ...(key ? { key } : {}), ...(normaliseKey ? { normaliseKey } : {}) };
}

function readNormalise(fields: Fields, report: Report): Normalising | undefined {
  return choiceOf(fields.get('normalise'), normalisings, report, 'normalise');
}

/** `newest signed_up_at`. */
function readPrefer(fields: Fields, report: Report): Name | undefined {
  const prefer = readName(fields.get('prefer'), report, 'prefer');
  const column = prefer && /^newest\s+(\S.*)$/.exec(prefer.name)?.[1];
  if (!prefer || column) return prefer && column ? { ...prefer, name: column } : undefined;
  const message = `expected \`newest COLUMN\` for \`prefer\`, found \`${prefer.name}\``;
  report(problem(prefer.span!, 'wrong-value', message, 'write for example `prefer: newest signed_up_at`'));
  return undefined;
}
