/** Learns early signs from customers of the past, tries them on later ones, and says how likely each is today. */
import { type Diagnostic, info, warning } from '../diagnostics/diagnostic.ts';
import { addDays, daysBetween, shiftDate } from '../model/calendar.ts';
import type { Expr, Query } from '../sql/ast.ts';
import { and, ascending, binary, call, cast, column, integer, isNotNull } from '../sql/build.ts';
import { areaUnderCurve, type ScoredOutcome, sumOfTop } from '../stats/discrimination.ts';
import { fitLogistic, type Logistic, type LogisticRow, logisticChance } from '../stats/logistic.ts';
import type { CustomerData, CustomerRelation } from './named-model.ts';
import {
  chanceOf,
  FEWEST_EACH,
  flag,
  isTelling,
  known,
  numberOf,
  type SignColumn,
  type SignRow,
  signColumns,
  signValues,
} from './sign-columns.ts';
import { FEW_STEPS, MOST_STEPS, type SignsModel, STEP_DAYS } from './signs-model.ts';

/** The share of the dates, the latest, that are kept to try out what was learned from the others. */
const TRIED_SHARE = 0.25;

/** Read at most of each date: more would not tell more. */
const MOST_ROWS = 50_000;

export interface SignsLearned {
  readonly model: SignsModel;
  /** Undefined where nothing could be learned. */
  readonly fit: Logistic | undefined;
  /** By column of the fit: the sign, and whether it is that the value is missing. */
  readonly columns: readonly Pick<SignColumn, 'name' | 'missing' | 'moment'>[];
  readonly trial: SignsTrial | undefined;
  readonly notes: readonly Diagnostic[];
  /** `customer,probability` of those in the position that was learned from. */
  readonly query: Query;
}

/** On customers later than all that were learned from. */
export interface SignsTrial {
  readonly from: string;
  readonly customers: number;
  readonly happened: number;
  readonly expected: number;
  readonly auc: number | undefined;
  /** Of the best by one sign alone, whichever tells most. */
  readonly bestSign: { readonly name: string; readonly auc: number } | undefined;
  /** Of as many as it happens to, the share to whom it did. */
  readonly precision: number | undefined;
}

export function signsRelation(model: SignsModel): CustomerRelation {
  return { name: model.name, make: (data) => learnSigns(model, data) };
}

export async function learnSigns(model: SignsModel, data: CustomerData): Promise<SignsLearned> {
  const dates = datesOf(model, data.asOf.date);
  const steps = [];
  for (const from of dates) {
    const rows = await readStep(model, from, data);
    if (rows.length > 0) steps.push({ from, rows });
  }
  const later = Math.floor(steps.length * TRIED_SHARE) || 1;
  const learned = steps.slice(0, -later).flatMap(({ rows }) => rows);
  const tried = steps.slice(-later);
  const columns = signColumns(model.from, learned);
  const points = learned.map((row) => ({ ...row, values: signValues(row, columns) }));
  const fit = isTelling(points) ? fitLogistic(points) : undefined;
  const trial =
    fit && tryOut(fit, columns, { from: tried[0]!.from, rows: tried.flatMap(({ rows }) => rows) });
  return {
    model,
    fit,
    columns: columns.map(({ name, missing, moment }) => ({ name, missing, moment })),
    trial,
    notes: fit ? [learnedFrom(model, steps.slice(0, -later), points)] : [unlearned(model, points)],
    query: await todayQuery(model, fit, columns, data),
  };
}

/** The dates to look from, the last of them so early that the target has been judged. */
function datesOf({ within, after }: SignsModel, asOf: string): readonly string[] {
  const last = shiftDate(asOf, within, -1);
  return Array.from({ length: after ? MOST_STEPS : FEW_STEPS }, (_, i) =>
    addDays(last, -i * STEP_DAYS),
  ).reverse();
}

/** Everybody in the position, what they looked like, and whether it happened. */
async function readStep(model: SignsModel, from: string, data: CustomerData): Promise<readonly SignRow[]> {
  const until = shiftDate(from, model.within, 1);
  const [then, later] = [data.at(from), data.at(until)];
  const [before, judged] = [then.model(model.name), later.model(model.name)] as readonly SignsModel[];
  if (!before || !judged) return [];
  const seen = await then.data.measure(measuresOf(before));
  const { target } = judged;
  const outcome =
    target.kind === 'top'
      ? await later.data.measure({ outcome: target.value })
      : await later.data.measure({}, { outcome: target.condition });
  const names = before.from.map((_, i) => `sign_${i}`);
  const found = await data.rows({
    with: [],
    body: {
      kind: 'select',
      items: [
        ...before.from.map(({ value }, i) => ({
          expr: numberOf(column(names[i]!, 's'), value, from),
          as: names[i]!,
        })),
        {
          expr: cast(target.kind === 'top' ? column('outcome', 'o') : flag(column('outcome', 'o')), 'double'),
          as: 'outcome',
        },
      ],
      from: { relation: seen, as: 's' },
      joins: [
        {
          kind: 'inner',
          relation: outcome,
          as: 'o',
          on: binary('=', column('customer', 'o'), column('customer', 's')),
        },
      ],
      where: inPosition(before, column('age', 's'), from),
      orderBy: [ascending(call('md5-bucket', column('customer', 's'))), ascending(column('customer', 's'))],
      limit: MOST_ROWS,
    },
  });
  return withOutcomes(found, target);
}

function measuresOf({ age, from }: SignsModel) {
  return { age, ...Object.fromEntries(from.map(({ value }, i) => [`sign_${i}`, value])) };
}

/** Whoever began in the step that ended `after` ago; everybody with an event where there is no `after`. */
function inPosition({ after }: SignsModel, age: Expr, asOf: string): Expr {
  if (!after) return isNotNull(age);
  const days = daysBetween(shiftDate(asOf, after, -1), asOf);
  return and(binary('>=', age, integer(days)), binary('<', age, integer(days + STEP_DAYS)));
}

/** `top` is among those in the position; a value that is missing is not. */
function withOutcomes(
  found: readonly (readonly unknown[])[],
  target: SignsModel['target'],
): readonly SignRow[] {
  const outcomes = found.map((row) => row.at(-1));
  const happened =
    target.kind === 'top' ? bestOf(outcomes, target.share) : (cell: unknown) => Number(cell) > 0;
  return found.map((row) => ({
    raw: row.slice(0, -1).map((cell) => (cell === null ? null : Number(cell))),
    values: [],
    outcome: happened(row.at(-1)) ? 1 : 0,
    customers: 1,
  }));
}

/** As `top` ranks: a tie at the cut stays together, on the side that leaves the number nearer to the share. */
function bestOf(values: readonly unknown[], share: number): (cell: unknown) => boolean {
  const known = values.filter((value) => value !== null).map(Number);
  const wanted = known.length - Math.ceil((1 - share) * (known.length - 1));
  const cut = known.toSorted((a, b) => b - a)[wanted - 1] ?? Number.POSITIVE_INFINITY;
  const above = known.filter((value) => value > cut).length;
  const withTies = known.filter((value) => value >= cut).length;
  const isIn = withTies - wanted <= wanted - above;
  return (cell) => cell !== null && (Number(cell) > cut || (isIn && Number(cell) === cut));
}

function tryOut(
  fit: Logistic,
  columns: readonly SignColumn[],
  { from, rows }: { readonly from: string; readonly rows: readonly SignRow[] },
): SignsTrial {
  const scored = rows.map((row): ScoredOutcome & { readonly values: readonly number[] } => {
    const values = signValues(row, columns);
    return { score: logisticChance(fit, values), outcome: row.outcome, customers: 1, values };
  });
  const happened = rows.reduce((sum, { outcome }) => sum + outcome, 0);
  const alone = columns.flatMap(({ name, missing }, i) => {
    if (missing) return [];
    const auc = areaUnderCurve(
      scored.map((row) => ({ ...row, score: known(row.values[i]!, fit.means[i]!) })),
    );
    return auc === undefined ? [] : [{ name, auc: Math.max(auc, 1 - auc) }];
  });
  return {
    from,
    customers: rows.length,
    happened,
    expected: scored.reduce((sum, { score }) => sum + score, 0),
    auc: areaUnderCurve(scored),
    bestSign: alone.toSorted((a, b) => b.auc - a.auc)[0],
    precision: happened > 0 ? sumOfTop(scored, happened) / happened : undefined,
  };
}

/** The chance of whoever is in the position today: the logistic function, in the engine. */
async function todayQuery(
  model: SignsModel,
  fit: Logistic | undefined,
  columns: readonly SignColumn[],
  data: CustomerData,
): Promise<Query> {
  const seen = await data.measure(measuresOf(model));
  const asOf = data.asOf.date;
  const chance = fit && chanceOf(fit, columns, model.from, asOf);
  return {
    with: [],
    body: {
      kind: 'select',
      items: [
        { expr: column('customer', 's'), as: 'customer' },
        { expr: cast(chance ?? { kind: 'null' }, { decimal: [38, 12] }), as: 'probability' },
      ],
      from: { relation: seen, as: 's' },
      where: inPosition(model, column('age', 's'), asOf),
    },
  };
}

function learnedFrom(
  { name }: SignsModel,
  steps: readonly { readonly from: string }[],
  rows: readonly LogisticRow[],
): Diagnostic {
  const happened = rows.reduce((sum, { outcome }) => sum + outcome, 0);
  const message = `\`${name}\` is learned from ${rows.length} customers as they were between ${steps[0]!.from} and ${steps.at(-1)!.from}, ${happened} of whom came to it`;
  return info('learned', message, { customers: rows.length, happened });
}

function unlearned({ name }: SignsModel, rows: readonly LogisticRow[]): Diagnostic {
  const happened = rows.reduce((sum, { outcome }) => sum + outcome, 0);
  return warning(
    'too-few-signs',
    `\`${name}\` cannot be learned: of ${rows.length} customers of the past ${happened} came to it, and it takes ${FEWEST_EACH} ` +
      `who did and ${FEWEST_EACH} who did not; its values are missing`,
  );
}
