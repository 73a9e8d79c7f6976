/**
 * Rows of two fields that tell of few people by their difference: two fields that differ for one customer, windows of
 * 90 and of 91 days, a city within its country. The later field is told by fewer values, or not at all.
 */
import { areTied, coarserCrossing, nestedByFew } from '../stats/nested-sets.ts';
import { type Counts, coarser, groupsOf, type ProfileCell, sumOf } from './profile-cells.ts';
import type { FieldFacts } from './profile-facts.ts';
import type { Crossings } from './profile-people.ts';
import type { Split } from './profile-splits.ts';

export interface CountedField extends FieldFacts {
  /** Of those who have a value. */
  readonly known: Counts;
  readonly cells: readonly ProfileCell[];
  readonly splits: readonly CountedSplit[];
}

export interface CountedSplit {
  readonly split: Split;
  /** By part. */
  readonly counts: readonly Counts[];
}

export interface NearCopy {
  readonly name: string;
  /** The field beside which it would tell of few, and which is told. */
  readonly of: string;
}

/** A field, or an item of lists, with the cells by which it may be told. */
interface Telling {
  readonly field: CountedField;
  readonly name: string;
  readonly split: Split;
  readonly cells: readonly ProfileCell[];
  /** Of lists. */
  readonly item?: ProfileCell;
}

/** How many customers are in both parts, of more and more customers, at last of all. */
type Crossed = (one: Split, other: Split) => Iterable<Crossings>;

export function withoutNearCopies(
  crossed: Crossed,
  fields: readonly CountedField[],
  least: number,
): { readonly fields: readonly CountedField[]; readonly copies: readonly NearCopy[] } {
  const told: Telling[] = [];
  const copies: NearCopy[] = [];
  for (const each of fields.flatMap(tellingsOf)) {
    let safe: Telling | undefined = each;
    for (const other of told) {
      safe = safeBeside(safe, other, crossed, least);
      if (safe) continue;
      copies.push({ name: each.name, of: other.name });
      break;
    }
    if (safe) told.push(safe);
  }
  return { fields: fields.flatMap((field) => toldOf(field, told)), copies };
}

function tellingsOf(field: CountedField): readonly Telling[] {
  const { name, type } = field.field;
  const { cells, splits } = field;
  if (type !== 'list') return [{ field, name, split: splits[0]!.split, cells }];
  const hasMissing = cells.some(({ kind }) => kind === 'missing');
  return cells
    .filter(({ kind }) => kind !== 'missing')
    .map((item) => {
      const own = splits.slice(1).find(({ split }) => split.shapes[0]!.value === item.value)!;
      return {
        field,
        item,
        name: `${name}: ${item.value}`,
        split: own.split,
        cells: [item, ...lackingCells(own, hasMissing)],
      };
    });
}

/** Whoever has other items, and whoever has no list, apart where that is told. */
function lackingCells({ counts }: CountedSplit, hasMissing: boolean): readonly ProfileCell[] {
  const cellOf = (...parts: readonly number[]): ProfileCell => ({
    ...sumOf(parts.map((part) => counts[part]!)),
    kind: 'other',
    parts,
  });
  return hasMissing ? [cellOf(1), cellOf(2)] : [cellOf(1, 2)];
}

/** With as many cells as may be told beside the other, the fewest two; undefined where it may not be told. */
function safeBeside(telling: Telling, other: Telling, crossed: Crossed, least: number): Telling | undefined {
  const crossings = crossingsOf(telling, other, crossed, least);
  if (!crossings) return telling;
  const columns = other.cells.map(({ parts }) => parts);
  for (let cells: readonly ProfileCell[] | undefined = telling.cells; cells; ) {
    const rows = cells.map(({ parts }) => parts);
    const [all, ...counted] = [crossings.everybody, ...crossings.groups].map((each) =>
      coarserCrossing(each, rows, columns),
    );
    if (!counted.some((each) => nestedByFew(all!, each, least))) return { ...telling, cells };
    cells = telling.item ? undefined : coarser(cells);
  }
  return undefined;
}

/** Of all customers; undefined where fewer are enough to see that never few lie between them. */
function crossingsOf(one: Telling, other: Telling, crossed: Crossed, least: number): Crossings | undefined {
  let last: Crossings | undefined;
  for (const seen of crossed(one.split, other.split)) {
    if (isTied(seen, one.cells, other.cells, least)) return undefined;
    last = seen;
  }
  return last;
}

function isTied(
  { groups }: Crossings,
  rows: readonly ProfileCell[],
  columns: readonly ProfileCell[],
  least: number,
): boolean {
  const parts = [rows, columns].map((cells) => cells.map((cell) => cell.parts)) as [number[][], number[][]];
  return groups.every((crossing, group) =>
    areTied(coarserCrossing(crossing, ...parts), peopled(rows, group), peopled(columns, group), least),
  );
}

/** The cells in which there is somebody of the group. */
function peopled(cells: readonly ProfileCell[], group: number): readonly number[] {
  return cells.flatMap((cell, at) => (groupsOf(cell)[group]! > 0 ? [at] : []));
}

function toldOf(field: CountedField, told: readonly Telling[]): readonly CountedField[] {
  const own = told.filter((each) => each.field === field);
  if (own.length === 0) return [];
  if (field.field.type !== 'list') return [{ ...field, cells: own[0]!.cells }];
  const items = new Set(own.map(({ item }) => item));
  return [{ ...field, cells: field.cells.filter((cell) => cell.kind === 'missing' || items.has(cell)) }];
}
