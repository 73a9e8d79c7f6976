/** Everybody put to the nearest centre, in the engine. */
import { plainNumber } from '../model/decimal.ts';
import type { CommonTable, Expr, Query, Select } from '../sql/ast.ts';
import { balanced, binary, call, column, integer, literal } from '../sql/build.ts';
import type { Point } from '../stats/k-means.ts';
import { double, isKnown, type ScaledTrait, scaledValue } from './discover-traits.ts';

/** `customer` and a column for each trait. */
export const DISCOVER_VALUES = 'segment_discover_values';

/** `assignment`. */
export const ASSIGNED = 'segment_discover_groups';

export const band = (trait: number): string => `band_${trait + 1}`;

/** `cluster`, the band of each trait and its value, a row a customer of whom all is known. */
export function assignment(
  traits: readonly ScaledTrait[],
  edges: readonly (readonly number[])[],
  centres: readonly Point[],
): Query {
  const scaled = traits.map((_, i) => `scaled_${i + 1}`);
  const distances = centres.map((_, i) => `distance_${i + 1}`);
  const raw = traits.map((trait) => ({ expr: column(trait.column), as: trait.column }));
  const table = (name: string, from: string, items: Select['items'], where?: Expr): CommonTable => ({
    name,
    query: { kind: 'select', items, from: { relation: from }, ...(where ? { where } : {}) },
  });
  const bands = traits.map((trait, i) => ({ expr: bandOf(column(trait.column), edges[i]!), as: band(i) }));
  const kept = [...raw, ...bands].map(({ as }) => ({ expr: column(as), as }));
  const scaledItems = traits.map((trait, i) => ({ expr: scaledValue(trait), as: scaled[i]! }));
  const away = centres.map((centre, i) => ({ expr: distanceTo(centre, scaled), as: distances[i]! }));
  return {
    with: [
      table('scaled', DISCOVER_VALUES, [...raw, ...bands, ...scaledItems], isKnown(traits)),
      table('distances', 'scaled', [...kept, ...away]),
    ],
    body: {
      kind: 'select',
      items: [...kept, { expr: nearestOf(distances), as: 'cluster' }],
      from: { relation: 'distances' },
    },
  };
}

function bandOf(value: Expr, edges: readonly number[]): Expr {
  if (edges.length === 0) return integer(0);
  const branches = edges.map((edge, i) => ({
    when: binary('<', value, literal('decimal', plainNumber(edge))),
    then: integer(i),
  }));
  return { kind: 'case', branches, otherwise: integer(edges.length) };
}

function distanceTo(centre: readonly number[], scaled: readonly string[]): Expr {
  const squares = centre.map((at, i) => {
    const away = binary('-', column(scaled[i]!), double(at));
    return binary('*', away, away);
  });
  return balanced(squares, (left, right) => binary('+', left, right));
}

/** The first of those that are nearest. */
function nearestOf(distances: readonly string[]): Expr {
  const least = call('least', ...distances.map((name) => column(name)));
  const branches = distances.map((name, i) => ({ when: binary('=', column(name), least), then: integer(i) }));
  return { kind: 'case', branches };
}
