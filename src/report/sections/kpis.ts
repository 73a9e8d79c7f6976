import { kpiList } from '../../analyses/kpi-list.ts';
import { kpisOf, ordersOf, readKpiQuestion } from '../../analyses/kpi-question.ts';
import { readTargets } from '../../analyses/kpi-targets.ts';
import { type KpiAnswer, measureKpis, orderMeasures } from '../../analyses/kpis.ts';
import { type PeriodAsked, periodText, readPeriod } from '../../analyses/period-asked.ts';
import { info } from '../../diagnostics/diagnostic.ts';
import { localDate, shiftDate } from '../../model/calendar.ts';
import type { Cell, Table, TableRow } from '../../model/table.ts';
import { isFew } from '../../stats/suppression.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { type Edition, foremost, isLarge } from '../edition.ts';
import type { Part, Section } from '../section.ts';
import { type CellPlace, withholding } from '../small-cells.ts';

const MOST_SEGMENTS = 5;
const aYear = { n: 1, unit: 'y' } as const;

export const kpis: Section = {
  name: 'kpis',
  title: 'How they do',
  says: 'KPIs of the segments that matter most and of everybody, over a year, against targets',
  values: (workspace, when) =>
    when === 'now' ? Object.values(orderMeasures(ordersOf(workspace, {}), yearOf(workspace))) : [],
  write: async (edition) => {
    const { workspace } = edition;
    const { project, definitions } = workspace;
    const names = chosen(edition);
    const targets = readTargets(
      project.targets,
      definitions.segments.map(({ name }) => name),
    );
    const asked = await readKpiQuestion(workspace, names, yearOf(workspace), {});
    const { ahead, ...rest } = asked;
    const question = ahead && !isLarge(edition) ? asked : rest;
    if (names.length === 0 || kpisOf(question).length === 0) return undefined;
    const measured = told(await measureKpis(workspace, question, targets), edition.minCell);
    const met = targetPart(measured);
    return {
      lead: [
        `over ${periodText(question.period)}: the segments that spend most, beside everybody${inCurrency(workspace)}`,
      ],
      parts: [
        {
          answer: {
            rows: comparison(measured, names),
            legend: kpisOf(question).map(({ name, says }) => info('kpi', `\`${labelOf(name)}\`: ${says}`)),
          },
        },
        ...(met ? [met] : []),
      ],
    };
  },
};

function yearOf({ asOf }: Workspace): PeriodAsked {
  return readPeriod(shiftDate(localDate(asOf.instant, asOf.zone), aYear, -1), undefined, asOf);
}

/** Those that have targets of their own, and the foremost. */
function chosen(edition: Edition): readonly string[] {
  const told = foremost(edition, edition.segments.length).map(({ name }) => name);
  const own = edition.workspace.project.targets.segments.map(({ segment }) => segment.text);
  const first = told.filter((name) => own.includes(name));
  return [...new Set([...first, ...told])].slice(0, Math.max(MOST_SEGMENTS, first.length));
}

/** Without figures of few people: as values, and so against targets too. */
function told({ table, fewest }: KpiAnswer, least: number): Table {
  const few = fewest.flatMap(({ value, base }, row): readonly CellPlace[] => [
    ...(isFew(value, least) ? [[row, 2] as const] : []),
    ...(isFew(base, least) ? [[row, 3] as const] : []),
  ]);
  return withholding(table, few);
}

/** A row a KPI, a column a segment. */
function comparison({ rows, withheld: untold = [] }: Table, names: readonly string[]): Table {
  const cell = (kpi: string, segment: string, place: number): Cell =>
    rows.find((row) => row[0] === segment && row[1] === kpi)?.[place] ?? null;
  const isThere = (row: TableRow, at: number): boolean =>
    row[2] !== null || row[3] !== null || untold.some(([place]) => place === at);
  const measured = kpiList
    .map(({ name }) => name)
    .filter((name) => rows.some((row, at) => row[1] === name && isThere(row, at)));
  const isUntold = (kpi: string, segment: string, place: number): boolean =>
    untold.some(([row, at]) => at === place && rows[row]![0] === segment && rows[row]![1] === kpi);
  const cells = measured.flatMap((kpi, row) => [
    ...(isUntold(kpi, names[0]!, 3) ? [[row, 1] as const] : []),
    ...names.flatMap((name, at) => (isUntold(kpi, name, 2) ? [[row, 2 + at] as const] : [])),
  ]);
  const table: Table = {
    columns: [
      { name: 'KPI', kind: 'text' },
      { name: 'everybody', kind: 'text' },
      ...names.map((name) => ({ name, kind: 'text' }) as const),
    ],
    rows: measured.map((kpi) => [
      labelOf(kpi),
      figure(kpi, cell(kpi, names[0]!, 3)),
      ...names.map((name) => figure(kpi, cell(kpi, name, 2))),
    ]),
  };
  return withholding(table, cells);
}

function inCurrency({ project }: Workspace): string {
  return project.currency === undefined ? '' : `, money in ${project.currency}`;
}

function labelOf(kpi: string): string {
  return kpi.replaceAll('_', ' ').replace(/^(aov|clv)\b/, (letters) => letters.toUpperCase());
}

const shares = new Set(kpiList.flatMap(({ name, isShare }) => (isShare ? [name] : [])));

/** Each row is of another kind. */
function figure(kpi: string, cell: Cell): Cell {
  if (cell === null) return null;
  const value = Number(cell);
  if (shares.has(kpi)) return `${(100 * value).toFixed(1)}%`;
  const digits = Math.abs(value) >= 1000 ? 0 : 2;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function targetPart({ rows }: Table): Part | undefined {
  const with_ = rows.filter((row) => row[5] !== null && row[2] !== null);
  if (with_.length === 0) return undefined;
  return {
    heading: 'Against targets',
    answer: {
      rows: {
        columns: [
          { name: 'segment', kind: 'text' },
          { name: 'KPI', kind: 'text' },
          { name: 'actual', kind: 'text' },
          { name: 'target', kind: 'text' },
          { name: 'of the target', kind: 'percent' },
        ],
        rows: with_.map(([segment, kpi, value, , , target]) => [
          segment!,
          String(kpi).replaceAll('_', ' '),
          figure(String(kpi), value!),
          figure(String(kpi), target!),
          Number(target) === 0 ? null : Number(value) / Number(target),
        ]),
      },
    },
  };
}
