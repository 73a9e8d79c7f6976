/** The effect of each arm against control, with what chance alone could have made. */
import { failure } from '../diagnostics/failure.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { readRows } from '../evaluation/read-rows.ts';
import { makeRelation } from '../evaluation/relation.ts';
import type { Cell } from '../model/table.ts';
import { printQuery } from '../sql/print.ts';
import type { Comparison } from '../stats/comparison.ts';
import { relativeLift } from '../stats/relative-lift.ts';
import { sampleRatio } from '../stats/sample-ratio.ts';
import { twoProportions } from '../stats/two-proportions.ts';
import { type Sample, welch } from '../stats/welch.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { sampleOf } from './exact-moments.ts';
import {
  outcomeValues,
  peopleValues,
  rangesQuery,
  relations,
  scaleFor,
  severalRows,
  sumsQuery,
} from './lift-query.ts';
import type { LiftQuestion } from './lift-question.ts';

/** Of one arm in one subgroup; `sample` is of those with a value, undefined where there is nobody. */
export interface ArmOutcome {
  readonly arm: string;
  readonly customers: number;
  readonly samples: readonly (Sample | undefined)[];
}

export interface Effect {
  readonly metric: string;
  readonly group: string | null;
  readonly arm: string;
  readonly treated: Sample | undefined;
  readonly control: Sample | undefined;
  readonly comparison: Comparison | undefined;
  readonly relative: ReturnType<typeof relativeLift>;
}

export interface LiftAnswer {
  readonly effects: readonly Effect[];
  /** Everybody, by arm, control included. */
  readonly arms: readonly ArmOutcome[];
  readonly control: string;
  /** Metrics that are rates: 0 or 1 for everybody. */
  readonly rates: ReadonlySet<string>;
  /** The chance of arm sizes as far from the shares; undefined where no shares are known. */
  readonly ratio: number | undefined;
  readonly sql: string;
}

type Found = Readonly<Record<string, Cell>>;

const MOST_ARMS = 50;
const MOST_GROUPS = 1000;

/** Throws a `Failure` (2) for arms that cannot be compared, and where a customer has more rows than the one meant. */
export async function measureLift(workspace: Workspace, question: LiftQuestion): Promise<LiftAnswer> {
  const { database, dialect } = workspace;
  const began = startOf(workspace, question);
  const people = await makeRelation(began, relations.people, (planner) => peopleValues(question, planner));
  const outcomes = await makeRelation(workspace, relations.outcomes, (planner) =>
    outcomeValues(question, planner),
  );
  await refuseSeveralRows(workspace, question);
  const scales = await scalesOf(workspace, question);
  const whole = await database.objects(printQuery(sumsQuery(question, scales, false), dialect));
  const parts = question.within
    ? await database.objects(printQuery(sumsQuery(question, scales, true), dialect))
    : [];
  const rates = ratesOf(whole, question);
  const groups = new Map([[null as string | null, whole], ...groupsOf(parts)]);
  const names = armNames(whole, question);
  const control = controlOf(names, question);
  const outcomesIn = (rows: readonly Found[]) =>
    new Map(names.map((arm) => [arm, outcomeOf(arm, rows, question)]));
  const byGroup = [...groups].map(([group, rows]) => [group, outcomesIn(rows)] as const);
  const effects = question.metrics.flatMap(({ name }, index) =>
    byGroup.flatMap(([group, arms]) =>
      names
        .filter((arm) => arm !== control)
        .map((arm) => {
          const [treated, held] = [arms.get(arm)!.samples[index], arms.get(control)!.samples[index]];
          return {
            metric: name,
            group,
            arm,
            treated,
            control: held,
            ...compare(treated, held, rates.has(name), question.alpha),
          };
        }),
    ),
  );
  const arms = [...byGroup[0]![1].values()];
  return {
    effects,
    arms,
    control,
    rates,
    ratio: ratioOf(arms, question),
    sql: `${people.sql};\n\n${outcomes.sql}`,
  };
}

/** The project as it was when people were given their arms: at the recorded list, or when the period began. */
function startOf(workspace: Workspace, { arms, period }: LiftQuestion): Workspace {
  const asOf = (arms.kind === 'split' ? arms.recorded?.asOf : undefined) ?? period?.start;
  return asOf ? workspace.at(asOf) : workspace;
}

async function scalesOf(
  { database, dialect }: Workspace,
  question: LiftQuestion,
): Promise<readonly number[]> {
  const [row = {}] = await database.objects(printQuery(rangesQuery(question), dialect));
  return question.metrics.map((_, index) => {
    const ends = [row[`m${index}_low`], row[`m${index}_high`]].map((end) => Math.abs(Number(end ?? 0)));
    return scaleFor(Math.max(...ends), Number(row['customers']));
  });
}

function compare(
  treated: Sample | undefined,
  control: Sample | undefined,
  rate: boolean,
  alpha: number,
): Pick<Effect, 'comparison' | 'relative'> {
  if (!treated || !control || Math.min(treated.n, control.n) < 2)
    return { comparison: undefined, relative: undefined };
  const comparison = rate
    ? twoProportions(countOf(treated), countOf(control), alpha)
    : welch(treated, control, alpha);
  const estimate = (sample: Sample) => ({ mean: sample.mean, se: errorOf(sample, rate) });
  const relative = comparison && relativeLift(estimate(treated), estimate(control), alpha);
  return { comparison, relative };
}

function countOf({ n, mean }: Sample) {
  return { n, successes: Math.round(n * mean) };
}

function errorOf({ n, mean, variance }: Sample, rate: boolean): number {
  return Math.sqrt((rate ? mean * (1 - mean) : variance) / n);
}

/** A metric of zeros and ones has as many squares as ones. */
function ratesOf(whole: readonly Found[], { metrics }: LiftQuestion): ReadonlySet<string> {
  const rates = metrics.filter(({ kind }, index) => {
    if (kind === 'conversion') return true;
    if (kind !== 'field') return false;
    return whole.every((row) => {
      const [low, high] = [row[`m${index}_low`], row[`m${index}_high`]];
      const binary = Number(low) >= 0 && Number(high) <= 1;
      return (
        Number(row[`m${index}_n`]) === 0 ||
        (binary && Number(row[`m${index}_sum`]) === Number(row[`m${index}_squares`]))
      );
    });
  });
  return new Set(rates.map(({ name }) => name));
}

function groupsOf(parts: readonly Found[]): readonly (readonly [string, readonly Found[]])[] {
  const groups = new Map<string, Found[]>();
  for (const row of parts) {
    const part = row['part'] ?? null;
    const name = part === null ? '(missing)' : String(part);
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  if (groups.size > MOST_GROUPS) {
    throw failure(
      2,
      'too-many-groups',
      `\`--within\` has ${groups.size} values, and at most ${MOST_GROUPS} can be shown`,
    );
  }
  return [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function armNames(whole: readonly Found[], { arms }: LiftQuestion): readonly string[] {
  if (arms.kind === 'split') return arms.split.arms.map(({ name }) => name);
  const found = whole.map((row) => String(row['arm'])).toSorted((a, b) => (a < b ? -1 : 1));
  if (found.length > MOST_ARMS) {
    throw failure(
      2,
      'too-many-arms',
      `\`${arms.field.name}\` has ${found.length} values, and arms are at most ${MOST_ARMS}`,
    );
  }
  return found;
}

function controlOf(names: readonly string[], { control = 'control', arms }: LiftQuestion): string {
  if (names.length === 0) {
    throw failure(2, 'no-arms', 'nobody is in any arm', [
      'is the period, or the as-of, before the experiment?',
    ]);
  }
  if (names.includes(control)) return control;
  const where = arms.kind === 'field' ? `\`${arms.field.name}\` is never` : 'no arm is';
  throw failure(2, 'no-control', `${where} \`${control}\``, [
    didYouMean(control, names) ??
      `name the arm to compare with: \`--control NAME\`, one of ${names.map((name) => `\`${name}\``).join(', ')}`,
  ]);
}

function outcomeOf(arm: string, rows: readonly Found[], { metrics }: LiftQuestion): ArmOutcome {
  const row = rows.find((each) => String(each['arm']) === arm);
  return {
    arm,
    customers: Number(row?.['customers'] ?? 0),
    samples: metrics.map((_, index) =>
      row
        ? sampleOf({
            n: Number(row[`m${index}_n`]),
            sum: row[`m${index}_sum`] ?? null,
            squares: row[`m${index}_squares`] ?? null,
          })
        : undefined,
    ),
  };
}

function ratioOf(found: readonly ArmOutcome[], { arms }: LiftQuestion): number | undefined {
  const shares = arms.kind === 'split' ? arms.split.arms : arms.shares;
  if (!shares) return undefined;
  const unknown = found.find(({ arm }) => !shares.some(({ name }) => name === arm));
  if (unknown) {
    throw failure(2, 'option-value', `\`--shares\` says nothing about the arm \`${unknown.arm}\``);
  }
  return sampleRatio(
    shares.map(({ name, share }) => ({
      share: Number(share),
      customers: found.find(({ arm }) => arm === name)?.customers ?? 0,
    })),
  )?.p;
}

/** `TABLE.COLUMN` is a value only where a customer has one row. */
async function refuseSeveralRows(workspace: Workspace, question: LiftQuestion): Promise<void> {
  const { arms, within, metrics } = question;
  const counted: readonly (readonly [string, string, string | undefined, string])[] = [
    [
      relations.outcomes,
      'arm_rows',
      arms.kind === 'field' ? arms.field.table : undefined,
      arms.kind === 'field' ? arms.field.name : '',
    ],
    [relations.people, 'part_rows', within?.table, within?.name ?? ''],
    ...metrics.map(({ table, name }, index) => [relations.outcomes, `m${index}_rows`, table, name] as const),
  ];
  for (const [relation, rows, table, name] of counted) {
    if (table === undefined) continue;
    const [[customers, example] = []] = await readRows(workspace, severalRows(relation, rows));
    if (Number(customers) === 0) continue;
    const many = Number(customers) === 1 ? '1 customer has' : `${customers} customers have`;
    throw failure(
      2,
      'several-rows',
      `\`${name}\` wants one row a customer, and ${many} several in \`${table}\`, such as \`${example}\``,
      ['define a trait that says which is meant, and name that'],
    );
  }
}
