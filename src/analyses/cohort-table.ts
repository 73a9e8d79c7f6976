/** Cohorts as tables: a row a cohort and a column a period, or a row a cell. */
import { periodOfIndex } from '../model/period-index.ts';
import type { Cell, Table, TableColumn, TableRow } from '../model/table.ts';
import type { CohortCell, CohortGrid, CohortRow } from './cohort-grid.ts';
import { averageMeasure, measureCell, measureKind } from './cohort-measure.ts';
import { type CohortQuestion, isAligned } from './cohort-question.ts';

const AVERAGE = 'average';

/** `[SPLIT,]cohort,size,0,1,2…`; with `averages` a last row of them, for each value of the split. */
export function wideTable(grid: CohortGrid, question: CohortQuestion, averages: boolean): Table {
  const { measure } = question;
  const places = shownPlaces(grid, question);
  const heads = headColumns(question);
  const columns: readonly TableColumn[] = [
    ...heads,
    ...places.map((place) => ({ name: placeName(place, question), kind: measureKind(measure) })),
  ];
  const rows: TableRow[] = [];
  const partial: [number, number][] = [];
  for (const rowsOfSplit of bySplit(grid.rows)) {
    for (const row of rowsOfSplit) {
      const cells = new Map(row.cells.map((cell) => [cell.place, cell]));
      for (const [index, place] of places.entries()) {
        if (cells.get(place)?.complete === false) partial.push([rows.length, heads.length + index]);
      }
      const values = places.map((place): Cell => {
        const cell = cells.get(place);
        return cell ? measureCell(measure, cell, row) : null;
      });
      rows.push([...headCells(row, question), ...values]);
    }
    if (averages) rows.push(averageRow(rowsOfSplit, places, question));
  }
  const pictured = picturedPlaces(places, question).map((place) => placeName(place, question));
  return {
    columns,
    rows,
    partial,
    ...(heads.length > 2 ? { groups: heads[0]!.name } : {}),
    ...(pictured.length > 0
      ? { picture: { kind: 'heat-map', columns: pictured, scale: 'table' } as const }
      : {}),
  };
}

/** `[SPLIT,]cohort,size,period,starts,customers,value,complete`. */
export function longTable(grid: CohortGrid, question: CohortQuestion): Table {
  const { measure } = question;
  const places = new Set(shownPlaces(grid, question));
  return {
    columns: [
      ...headColumns(question),
      { name: 'period', kind: 'integer' },
      { name: 'starts', kind: 'date' },
      { name: 'customers', kind: 'integer' },
      { name: 'value', kind: measureKind(measure) },
      { name: 'complete', kind: 'boolean' },
    ],
    rows: grid.rows.flatMap((row) =>
      row.cells
        .filter((cell) => places.has(cell.place))
        .map((cell) => [
          ...headCells(row, question),
          ageOf(cell, row, question),
          startOf(cell, row, question),
          cell.customers,
          measureCell(measure, cell, row),
          cell.complete,
        ]),
    ),
  };
}

function headColumns({ split, groups }: CohortQuestion): readonly TableColumn[] {
  return [
    ...(split ? [{ name: split.name, kind: 'text' } as const] : []),
    { name: 'cohort', kind: groups.kind === 'periods' ? 'date' : 'text' },
    { name: 'size', kind: 'integer' },
  ];
}

function headCells(row: CohortRow, question: CohortQuestion): readonly Cell[] {
  return [...(question.split ? [row.split] : []), cohortName(row.cohort, question), row.size];
}

/** The first day of the cohort's period, or the name of the range or segment. */
function cohortName(cohort: number, { groups, weekStart }: CohortQuestion): string {
  switch (groups.kind) {
    case 'periods':
      return periodOfIndex(cohort, groups.unit, weekStart);
    case 'ranges':
      return groups.ranges[cohort]!.name;
    case 'segments':
      return groups.segments[cohort]!;
  }
}

/** Every place that some cohort has, without gaps; the first ages, or the last periods of the calendar. */
function shownPlaces({ rows }: CohortGrid, { view, periods }: CohortQuestion): readonly number[] {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { cells } of rows) {
    first = Math.min(first, cells[0]?.place ?? first);
    last = Math.max(last, cells.at(-1)?.place ?? last);
  }
  if (first > last) return [];
  const places = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  if (periods === undefined) return places;
  return view === 'age' ? places.slice(0, periods) : places.slice(-periods);
}

/** Where everybody is active at age 0 by definition, that column would outshine all others. */
function picturedPlaces(places: readonly number[], question: CohortQuestion): readonly number[] {
  const { measure, view } = question;
  const outshines = measure === 'retention' || measure === 'revenue-retention' || measure === 'customers';
  return outshines && view === 'age' && places.length > 1 ? places.slice(1) : places;
}

function placeName(place: number, { view, age, weekStart }: CohortQuestion): string {
  if (view === 'age' || age.kind !== 'calendar') return String(place);
  return periodOfIndex(place, age.unit, weekStart);
}

function ageOf({ place }: CohortCell, { cohort }: CohortRow, question: CohortQuestion): Cell {
  if (question.view === 'age') return place;
  return isAligned(question) ? place - cohort : null;
}

/** The first day of the cell's period, where it is the same for everybody in the cohort. */
function startOf({ place }: CohortCell, { cohort }: CohortRow, question: CohortQuestion): Cell {
  const { view, age, weekStart } = question;
  if (age.kind !== 'calendar') return null;
  if (view === 'calendar') return periodOfIndex(place, age.unit, weekStart);
  return isAligned(question) ? periodOfIndex(cohort + place, age.unit, weekStart) : null;
}

function averageRow(
  rows: readonly CohortRow[],
  places: readonly number[],
  question: CohortQuestion,
): TableRow {
  const split = question.split ? [rows[0]?.split ?? null] : [];
  const averages = places.map((place) =>
    averageMeasure(
      question.measure,
      rows.flatMap((row) => {
        const cell = row.cells[place - (row.cells[0]?.place ?? 0)];
        return cell ? [{ cell, row }] : [];
      }),
    ),
  );
  return [...split, AVERAGE, null, ...averages];
}

/** Rows come in the order of the split. */
function bySplit(rows: readonly CohortRow[]): readonly (readonly CohortRow[])[] {
  const groups: CohortRow[][] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last && last[0]!.split === row.split) last.push(row);
    else groups.push([row]);
  }
  return groups;
}
