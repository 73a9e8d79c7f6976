/**
 * Rows of two fields that tell of few people by their difference: two fields that differ for one customer, windows of
 * 90 and of 91 days, a city within its country. The later field is told by fewer values, or not at all.
 */
import type { Expr } from '../sql/ast.ts';
import { call, cast, column, integer, isNull, oneOf, text } from '../sql/build.ts';
import { areTied, coarserCrossing, nestedByFew } from '../stats/nested-sets.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type CellGroup, type Counts, coarser, groupsOf, type ProfileCell } from './profile-cells.ts';
import type { GroupedCells } from './profile-counts.ts';
import { type Crossings, type Look, readCrossings, type Split, takeLook } from './profile-crossings.ts';
import type { FieldFacts } from './profile-facts.ts';

export type CountedField = FieldFacts & GroupedCells;

export interface NearCopy {
  readonly name: string;
  /** The field beside which it would tell of few, and which is told. */
  readonly of: string;
}

/** A field, or an item of lists, with the cells by which it may be told. */
interface Telling extends Split {
  readonly field: CountedField;
  readonly name: string;
  /** The cells, and which parts each is of. */
  readonly cells: readonly CellGroup[];
  /** Of lists. */
  readonly item?: ProfileCell;
  /** Of each part; of whoever lacks an item they are not known. */
  readonly people: readonly (Counts | undefined)[];
}

export async function withoutNearCopies(
  workspace: Workspace,
  fields: readonly CountedField[],
  least: number,
): Promise<{ readonly fields: readonly CountedField[]; readonly copies: readonly NearCopy[] }> {
  const all = fields.flatMap(tellingsOf);
  const look = await takeLook(workspace, all);
  const told: Telling[] = [];
  const copies: NearCopy[] = [];
  for (const each of all) {
    let safe: Telling | undefined = each;
    for (const other of told) {
      const crossings = await crossingsOf(workspace, each, other, look, least);
      const next: Telling | undefined = crossings && safeBeside(safe, other, crossings, least);
      if (crossings && !next) copies.push({ name: each.name, of: other.name });
      if (crossings) safe = next;
      if (!safe) break;
    }
    if (safe) told.push(safe);
  }
  return { fields: fields.flatMap((field) => toldOf(field, told)), copies };
}

function tellingsOf(field: CountedField): readonly Telling[] {
  const { name, type } = field.field;
  const group = (cell: ProfileCell, part: number): CellGroup => ({ cell, parts: [part] });
  if (type !== 'list') {
    const { cells } = field;
    return [
      { field, name, part: partOf(field), parts: cells.length, cells: cells.map(group), people: cells },
    ];
  }
  const hasMissing = field.cells.some(({ kind }) => kind === 'missing');
  return field.cells
    .filter(({ kind }) => kind !== 'missing')
    .map((item) => ({
      field,
      item,
      name: `${name}: ${item.value}`,
      part: itemPart(field, item.value!, hasMissing),
      parts: hasMissing ? 3 : 2,
      cells: (hasMissing ? [0, 1, 2] : [0, 1]).map((part) => group(item, part)),
      people: hasMissing ? [item, undefined, undefined] : [item, undefined],
    }));
}

/** The place of the cell that a customer is in. */
function partOf({ column: name, by, cells }: CountedField): Expr {
  const key = cast(by, 'text');
  const rest = Math.max(
    0,
    cells.findIndex(({ kind, keys }) => kind !== 'missing' && !keys),
  );
  const missing = cells.findIndex(({ kind }) => kind === 'missing');
  // What is missing is below no edge, and would be of the last band.
  const none = { when: isNull(column(name)), then: integer(missing < 0 ? rest : missing) };
  const known = cells.flatMap(({ keys }, i) =>
    keys ? [{ when: oneOf(key, keys.map(text)), then: integer(i) }] : [],
  );
  return { kind: 'case', branches: [none, ...known], otherwise: integer(rest) };
}

/** Whoever has the item, has none or others, or where that is told has no list. */
function itemPart({ column: name }: CountedField, item: string, hasMissing: boolean): Expr {
  const list = column(name);
  const has = { when: call('list-contains', list, text(item)), then: integer(0) };
  const lacks = { when: isNull(list), then: integer(2) };
  return { kind: 'case', branches: hasMissing ? [has, lacks] : [has], otherwise: integer(1) };
}

/** Undefined where a look is enough to see that never few lie between them. */
async function crossingsOf(
  workspace: Workspace,
  one: Telling,
  other: Telling,
  look: Look,
  least: number,
): Promise<Crossings | undefined> {
  const seen = look.crossed(one, other);
  if (look.isWhole) return seen;
  const isTied = seen.groups.every((crossing, group) =>
    areTied(crossing, peopled(one, group), peopled(other, group), least),
  );
  return isTied ? undefined : readCrossings(workspace, one, other);
}

/** The parts in which there may be somebody of the group. */
function peopled({ people }: Telling, group: number): readonly number[] {
  return people.flatMap((counts, part) =>
    counts === undefined || groupsOf(counts)[group]! > 0 ? [part] : [],
  );
}

/** With as many cells as may be told beside the other, the fewest two; undefined where it may not be told. */
function safeBeside(
  telling: Telling,
  other: Telling,
  { everybody, groups }: Crossings,
  least: number,
): Telling | undefined {
  const columns = other.cells.map(({ parts }) => parts);
  for (let cells: readonly CellGroup[] | undefined = telling.cells; cells; ) {
    const rows = cells.map(({ parts }) => parts);
    const [all, ...counted] = [everybody, ...groups].map((each) => coarserCrossing(each, rows, columns));
    if (!counted.some((each) => nestedByFew(all!, each, least))) return { ...telling, cells };
    cells = telling.item ? undefined : coarser(cells);
  }
  return undefined;
}

function toldOf(field: CountedField, told: readonly Telling[]): readonly CountedField[] {
  const own = told.filter((each) => each.field === field);
  if (own.length === 0) return [];
  if (field.field.type !== 'list') return [{ ...field, cells: own[0]!.cells.map(({ cell }) => cell) }];
  const items = new Set(own.map(({ item }) => item));
  return [{ ...field, cells: field.cells.filter((cell) => cell.kind === 'missing' || items.has(cell)) }];
}
