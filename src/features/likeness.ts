/** Who outside a list is most like those in it: a penalised logistic model of what customers look like. */
import { type Diagnostic, info, warning } from '../diagnostics/diagnostic.ts';
import { countOf } from '../model/count.ts';
import { digestOf } from '../model/digest.ts';
import type { LikenessValue } from '../model/value.ts';
import type { Expr, Query } from '../sql/ast.ts';
import { aggregate, ascending, call, cast, column, notTrue, sqlNull } from '../sql/build.ts';
import { areaUnderCurve, type ScoredOutcome, sumOfTop } from '../stats/discrimination.ts';
import { fitLogistic, type Logistic, logisticChance } from '../stats/logistic.ts';
import type { CustomerData, CustomerRelation } from './named-model.ts';
import {
  chanceOf,
  FEWEST_EACH,
  isTelling,
  numberOf,
  type SignColumn,
  type SignRow,
  signColumns,
  signValues,
} from './sign-columns.ts';

/** Read at most of either, by the hash of the key: more would not tell more. */
const MOST_ROWS = 20_000;

/** One of so many is kept aside to try out what was learned from the others. */
const KEPT_ASIDE = 4;

export interface LikenessLearned {
  readonly value: LikenessValue;
  /** Undefined where nothing could be learned. */
  readonly fit: Logistic | undefined;
  readonly columns: readonly SignColumn[];
  readonly trial: LikenessTrial | undefined;
  readonly notes: readonly Diagnostic[];
  /** `customer,likeness` of those outside the list. */
  readonly query: Query;
}

/** On customers of the list and outside it that were not learned from. */
export interface LikenessTrial {
  readonly inside: number;
  readonly outside: number;
  readonly auc: number | undefined;
  /** Of as many as are of the list, the likeliest, the share that is. */
  readonly precision: number | undefined;
}

/** Named after all that it is of, so that equal ones are one: what it goes by as a digest. */
export function likenessRelation(value: LikenessValue): CustomerRelation {
  const name = `like_${value.segment}_${digestOf(JSON.stringify(value.from.map((sign) => sign.name)))}`;
  return { name, make: (data) => learnLikeness(value, data) };
}

export async function learnLikeness(value: LikenessValue, data: CustomerData): Promise<LikenessLearned> {
  const { from, segment } = value;
  const signs = Object.fromEntries(from.map((sign, i) => [`sign_${i}`, sign.value]));
  const leaf = { kind: 'leaf', leaf: { kind: 'member', segment } } as const;
  const relation = await data.measure(signs, { inside: leaf });
  const rows = [
    ...(await readSide(value, relation, true, data)),
    ...(await readSide(value, relation, false, data)),
  ];
  const columns = signColumns(from, rows);
  const points = rows.map((row) => ({ ...row, values: signValues(row, columns) }));
  const fit = isTelling(points) ? fitLogistic(points) : undefined;
  return {
    value,
    fit,
    columns,
    trial: fit && tryOut(points),
    notes: [fit ? learnedFrom(value, points) : unlearned(value, points)],
    query: outsideQuery(relation, fit && chanceOf(fit, columns, from, data.asOf.date)),
  };
}

type Side = SignRow & { readonly isKept: boolean };

/** Members, or the others; each stands for as many as there are of its side for one that is read. */
async function readSide(
  { from }: LikenessValue,
  relation: string,
  isInside: boolean,
  data: CustomerData,
): Promise<readonly Side[]> {
  const where = side(isInside);
  const key = column('customer', 's');
  const names = from.map((_, i) => `sign_${i}`);
  const signs = from.map(({ value }, i) => ({
    expr: numberOf(column(names[i]!, 's'), value, data.asOf.date),
    as: names[i]!,
  }));
  const source = { relation, as: 's' };
  const found = await data.rows({
    with: [],
    body: {
      kind: 'select',
      items: signs,
      from: source,
      where,
      orderBy: [ascending(call('md5-bucket', key)), ascending(key)],
      limit: MOST_ROWS,
    },
  });
  const items = [{ expr: aggregate('count', undefined), as: 'customers' }];
  const [[all = 0] = []] = await data.rows({
    with: [],
    body: { kind: 'select', items, from: source, where },
  });
  return found.map((row, i) => ({
    raw: row.map((cell) => (cell === null ? null : Number(cell))),
    values: [],
    outcome: isInside ? 1 : 0,
    customers: Number(all) / found.length,
    isKept: i % KEPT_ASIDE === KEPT_ASIDE - 1,
  }));
}

function side(isInside: boolean): Expr {
  const inside = column('inside', 's');
  return isInside ? inside : notTrue(inside);
}

function tryOut(rows: readonly Side[]): LikenessTrial | undefined {
  const fit = fitLogistic(rows.filter(({ isKept }) => !isKept));
  if (!fit) return undefined;
  const kept = rows.filter(({ isKept }) => isKept);
  const scored = kept.map(
    ({ values, outcome, customers }): ScoredOutcome => ({
      score: logisticChance(fit, values),
      outcome,
      customers,
    }),
  );
  const weigh = (inside: boolean): number =>
    scored.reduce((sum, { outcome, customers }) => sum + (outcome > 0 === inside ? customers : 0), 0);
  const inside = weigh(true);
  return {
    inside: kept.filter(({ outcome }) => outcome > 0).length,
    outside: kept.filter(({ outcome }) => outcome === 0).length,
    auc: areaUnderCurve(scored),
    precision: inside > 0 ? sumOfTop(scored, inside) / inside : undefined,
  };
}

function outsideQuery(relation: string, chance: Expr | undefined): Query {
  return {
    with: [],
    body: {
      kind: 'select',
      items: [
        { expr: column('customer', 's'), as: 'customer' },
        { expr: cast(chance ?? sqlNull, { decimal: [38, 12] }), as: 'likeness' },
      ],
      from: { relation, as: 's' },
      where: side(false),
    },
  };
}

function learnedFrom({ segment }: LikenessValue, rows: readonly SignRow[]): Diagnostic {
  const inside = rows.filter(({ outcome }) => outcome > 0).length;
  const message = `likeness to \`${segment}\` is learned from ${countOf(inside, 'customer')} in it and ${countOf(rows.length - inside, 'other')}`;
  return info('learned', message, { segment, inside, outside: rows.length - inside });
}

function unlearned({ segment }: LikenessValue, rows: readonly SignRow[]): Diagnostic {
  const inside = rows.filter(({ outcome }) => outcome > 0).length;
  return warning(
    'too-few-alike',
    `likeness to \`${segment}\` cannot be learned from ${countOf(inside, 'customer')} in it and ${countOf(rows.length - inside, 'other')}: ` +
      `it takes ${FEWEST_EACH} of either, and nobody is taken for alike`,
  );
}
