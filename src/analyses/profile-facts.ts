/** What is worth knowing of every field before its values are counted: one scan of the customers. */
import { readRows } from '../evaluation/read-rows.ts';
import { isMoment, isNumber } from '../model/value.ts';
import type { Expr } from '../sql/ast.ts';
import { aggregate, and, binary, call, column, integer, isNotNull } from '../sql/build.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { ProfileField } from './profile-fields.ts';

/** A row a customer: whether they are in each list, whether in the base, and a column a field. */
export const PROFILE_RELATION = 'segment_profile_values';
export const inList = (place: number): string => `in_list_${place + 1}`;
export const IN_BASE = 'in_base';

/** Numbers and years with no more values than this are told one by one. */
export const FEW_VALUES = 8;

export interface FieldFacts {
  readonly field: ProfileField;
  readonly column: string;
  /** How many have a value, of everybody and of the base. */
  readonly people: number;
  readonly inBase: number;
  /** Different values; of dates and times, different years. */
  readonly different: number;
  readonly zeros: number;
  readonly negative: boolean;
}

export async function readFacts(
  workspace: Workspace,
  fields: readonly (ProfileField & { readonly column: string })[],
): Promise<readonly FieldFacts[]> {
  if (fields.length === 0) return [];
  const asked = fields.map(factsOf);
  const items = asked.flatMap((exprs, at) => exprs.map((expr, i) => ({ expr, as: `x_${at}_${i}` })));
  const from = { relation: PROFILE_RELATION };
  const [row = []] = await readRows(workspace, { kind: 'select', items, from });
  const width = asked[0]!.length;
  return fields.map((field, i) => {
    const cells = row.slice(i * width, (i + 1) * width).map(Number);
    const [people = 0, inBase = 0, different = 0, zeros = 0, least = 0] = cells;
    return { field, column: field.column, people, inBase, different, zeros, negative: least < 0 };
  });
}

function factsOf({ type, column: name }: ProfileField & { readonly column: string }): readonly Expr[] {
  const value = column(name);
  const nothing = integer(0);
  const compared = isMoment(type) ? call('year', value) : value;
  const isCounted = type !== 'list' && type !== 'boolean';
  return [
    aggregate('count', value),
    aggregate('count', undefined, { filter: and(column(IN_BASE), isNotNull(value)) }),
    isCounted ? aggregate('count', compared, { distinct: true }) : nothing,
    isNumber(type) ? aggregate('count', undefined, { filter: binary('=', value, integer(0)) }) : nothing,
    isNumber(type) ? call('coalesce', aggregate('min', value), nothing) : nothing,
  ];
}

/** A text of which nearly everybody has one of their own tells people apart. */
export function isNearlyUnique({ field, different, inBase }: FieldFacts): boolean {
  return field.type === 'text' && different > FEW_VALUES && different * 2 > inBase;
}
