/** What is worth knowing of every field before its values are counted: one scan of the customers. */
import { readRows } from '../evaluation/read-rows.ts';
import type { TableRow } from '../model/table.ts';
import { isMoment, isNumber } from '../model/value.ts';
import type { Expr } from '../sql/ast.ts';
import { aggregate, and, binary, call, column, integer, isNotNull } from '../sql/build.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Counts } from './profile-cells.ts';
import type { ProfileField } from './profile-fields.ts';

export const PROFILE_RELATION = 'profile_values';
export const IN_LIST = 'in_list';
export const IN_BASE = 'in_base';

/** Numbers and years with no more values than this are told one by one. */
export const FEW_VALUES = 8;

export interface FieldFacts {
  readonly field: ProfileField;
  readonly column: string;
  /** Of those who have a value. */
  readonly known: Counts;
  /** Different values; of dates and times, different years. */
  readonly different: number;
  readonly zeros: number;
  readonly negative: boolean;
}

/** A scan of the relation for what is worth knowing of every field before its values are counted. */
export async function readFacts(
  workspace: Workspace,
  fields: readonly (ProfileField & { readonly column: string })[],
): Promise<{ readonly totals: Counts; readonly facts: readonly FieldFacts[] }> {
  const asked = [countsOf(), ...fields.map((field) => factsOf(field))];
  const items = asked.flatMap((exprs, at) => exprs.map((expr, i) => ({ expr, as: `x_${at}_${i}` })));
  const [row = []] = await readRows(workspace, {
    kind: 'select',
    items,
    from: { relation: PROFILE_RELATION },
  });
  const width = asked[1]?.length ?? 0;
  const facts = fields.map((field, i) => {
    const cells = row.slice(3 + i * width, 3 + (i + 1) * width);
    const [different = 0, zeros = 0, least = 0] = cells.slice(3).map(Number);
    return { field, column: field.column, known: readCounts(cells), different, zeros, negative: least < 0 };
  });
  return { totals: readCounts(row), facts };
}

function factsOf({ type, column: name }: ProfileField & { readonly column: string }): readonly Expr[] {
  const value = column(name);
  const nothing = integer(0);
  const compared = isMoment(type) ? call('year', value) : value;
  const isCounted = type !== 'list' && type !== 'boolean';
  return [
    ...countsOf(isNotNull(value)),
    isCounted ? aggregate('count', compared, { distinct: true }) : nothing,
    isNumber(type) ? aggregate('count', undefined, { filter: binary('=', value, integer(0)) }) : nothing,
    isNumber(type) ? call('coalesce', aggregate('min', value), nothing) : nothing,
  ];
}

export function countsOf(condition?: Expr): readonly Expr[] {
  const count = (filter: Expr): Expr => aggregate('count', undefined, { filter: and(filter, condition) });
  return [count(column(IN_LIST)), count(column(IN_BASE)), count(and(column(IN_LIST), column(IN_BASE)))];
}

export function readCounts([list, base, both]: TableRow): Counts {
  return { list: Number(list), base: Number(base), both: Number(both) };
}

/** A text of which nearly everybody has one of their own tells people apart. */
export function isNearlyUnique({ field, different, known }: FieldFacts): boolean {
  return field.type === 'text' && different > FEW_VALUES && different * 2 > known.base;
}
