/** What groups are told by: numbers of the customers, as they are measured against each other. */
import { failure } from '../diagnostics/failure.ts';
import { isNumber, typeOf, type Value, type ValueType } from '../model/value.ts';
import type { Expr } from '../sql/ast.ts';
import { and, binary, call, cast, column, isNotNull, literal } from '../sql/build.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { readField } from './measured-field.ts';
import { orderStatistics } from './order-statistics.ts';

export interface Trait {
  readonly name: string;
  readonly value: Value;
  readonly type: ValueType;
  readonly column: string;
}

/** Standardised: ln (1 + x) where `logarithm`, at most `cap`, less the median, over the spread. */
export interface ScaledTrait extends Trait {
  readonly logarithm: boolean;
  readonly cap: number;
  readonly centre: number;
  readonly spread: number;
}

const usual = ['rfm.recency_days', 'rfm.frequency', 'rfm.monetary'];
const MOST_USUAL = 8;

/** Those asked for; else recency, frequency and money, or the first number traits of the project. Throws a `Failure` (2). */
export function discoverTraits(workspace: Workspace, asked: readonly string[] | undefined): readonly Trait[] {
  const names = asked ?? usualNames(workspace);
  const traits = names.map((name, i) => {
    const { value } = readField(workspace, 'traits', name);
    return { name, value, type: typeOf(value), column: `trait_${i + 1}` };
  });
  const other = traits.find(({ type }) => !isNumber(type));
  if (other) {
    throw failure(2, 'field-type', `\`${other.name}\` is no number, and groups are told by numbers`, [
      'name numbers of the customers, or traits such as a count or a sum',
    ]);
  }
  if (traits.length === 0) {
    throw failure(2, 'no-traits', 'the project has no numbers to tell groups by', [
      'name some: `--traits FIELD,FIELD`',
    ]);
  }
  return traits;
}

function usualNames({ models, definitions }: Workspace): readonly string[] {
  const rfm = models.find(({ name }) => name === 'rfm');
  const fields = new Set(rfm?.fields.map(({ name }) => `rfm.${name}`) ?? []);
  const named = usual.filter((name) => fields.has(name));
  if (named.length > 0) return named;
  const numbers = definitions.traits.filter(({ value }) => isNumber(typeOf(value)));
  return numbers.slice(0, MOST_USUAL).map(({ name }) => name);
}

/** Customers of whom every trait is known. */
export function isKnown(traits: readonly Trait[]): Expr {
  return and(...traits.map((trait) => isNotNull(column(trait.column))));
}

/** A tail that is this much longer than the other is looked at by its logarithm. */
const LONG_TAIL = 4;

/** The values below which so large a share of the customers lies. */
export type Quantiles = (share: number) => number;

/** Bands between which a trait may be cut. */
export const BANDS = 48;

/** All that is asked of a trait in one sort: its bands, and what it is scaled by. */
export async function readQuantiles(
  workspace: Workspace,
  relation: string,
  trait: Trait,
  { where, known }: { readonly where: Expr; readonly known: number },
): Promise<Quantiles> {
  const place = (share: number): number => 1 + Math.round((known - 1) * share);
  const shares = [...Array.from({ length: BANDS + 1 }, (_, i) => i / BANDS), 0.01, 0.25, 0.5, 0.75, 0.99];
  const source = { relation, value: column(trait.column), where };
  const found = await orderStatistics(workspace, source, shares.map(place));
  return (share) => found.get(place(share))!;
}

/** Undefined for a trait of which nearly everybody has the same. */
export function scaleTrait(trait: Trait, at: Quantiles): ScaledTrait | undefined {
  const [least, low, first, middle, third, cap] = [at(0), at(0.01), at(0.25), at(0.5), at(0.75), at(0.99)];
  const logarithm = least >= 0 && cap - middle > LONG_TAIL * (middle - least);
  const as = (value: number): number => (logarithm ? Math.log(1 + value) : value);
  const quartiles = (as(third) - as(first)) / QUARTILES_OF_NORMAL;
  const spread = quartiles > 0 ? quartiles : (as(cap) - as(low)) / RANGE_OF_NORMAL;
  return spread > 0 ? { ...trait, logarithm, cap, centre: as(middle), spread } : undefined;
}

/** In standard deviations of a normal distribution, from 25% to 75% and from 1% to 99%. */
const QUARTILES_OF_NORMAL = 1.349;
const RANGE_OF_NORMAL = 4.653;

export function scaledValue({ column: name, logarithm, cap, centre, spread }: ScaledTrait): Expr {
  const most = call('least', cast(column(name), 'double'), double(cap));
  const value = logarithm ? call('ln', binary('+', double(1), most)) : most;
  return call('divide', binary('-', value, double(centre)), double(spread));
}

export function double(value: number): Expr {
  return cast(literal('decimal', plainDecimal(value)), 'double');
}

/** Engines read decimals; an exponent is written as one of a text. */
function plainDecimal(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(20) : text;
}
