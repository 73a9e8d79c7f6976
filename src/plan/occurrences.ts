import { measureValue } from '../language/measure-value.ts';
import { columnValue } from '../model/column-value.ts';
import { findColumn, type Schema } from '../model/schema.ts';
import type { Leaf, MeasureValue } from '../model/value.ts';
import type { Expr } from '../sql/ast.ts';
import {
  binary,
  call,
  column,
  isNotNull,
  isNull,
  rewrite,
  sqlFalse,
  sqlTrue,
  twoValued,
} from '../sql/build.ts';
import { type Clocks, momentOf } from './clocks.ts';
import { asksForAny, type EdgedRows, earlier, edgedRows } from './edged-rows.ts';
import type { FeatureTables } from './feature-tables.ts';
import { keyOf } from './intern.ts';
import type { Ways } from './thresholds.ts';

type Comparison = Extract<Leaf, { kind: 'comparison' }>;

export interface OccurrencesHost {
  readonly schema: Schema;
  readonly clocks: Clocks;
  readonly features: FeatureTables;
  readonly ways: Ways;
}

/** Whether there is a row, or none. */
interface Asked extends EdgedRows {
  readonly some: boolean;
  readonly count: MeasureValue;
  /** The test as a comparison of the count. */
  readonly counted: () => Expr;
}

/** Told by the last or the first time, which is looked for from then on. */
interface Timed {
  readonly since: string | undefined;
}

/** Where what stands for a test stands in an expression. */
const PLACE = ' occurrences';

/**
 * "At least one row" and "no row". When the last of some rows was tells it for all windows that end at the as-of,
 * and when the first was for all that have no start; a count of the rows that is asked for anyway tells it too. So
 * the tests are put into SQL once everything that a plan needs is known.
 */
export class Occurrences {
  readonly #host: OccurrencesHost;
  readonly #asked = new Map<string, Asked>();

  constructor(host: OccurrencesHost) {
    this.#host = host;
  }

  /** What stands for the test until `resolve`; undefined where it asks for something else. */
  test(leaf: Comparison, counted: () => Expr): Expr | undefined {
    const { left } = leaf;
    if (left.kind !== 'measure' || left.measure !== 'count') return undefined;
    const some = asksForAny(leaf);
    if (some === undefined || this.#timeOf(left.rows.table) === undefined) return undefined;
    const edged = edgedRows(left.rows, this.#host.clocks.asOf.instant);
    const name = keyOf({ ...edged, some });
    if (!this.#asked.has(name)) this.#asked.set(name, { ...edged, some, count: left, counted });
    return column(name, PLACE);
  }

  /** Says what expressions are with their tests in place. To be asked for when all else has been. */
  resolve(): (expr: Expr) => Expr {
    const timed = this.#byTime();
    const found = new Map(
      [...this.#asked].map(([name, asked]) => {
        const found = timed.get(asked);
        return [name, found ? this.#timed(asked, found.since) : asked.counted()];
      }),
    );
    const placed = (expr: Expr): Expr => rewrite(expr, replaced);
    const replaced = (node: Expr): Expr | undefined => {
      if (node.kind === 'column' && node.relation === PLACE) return found.get(node.name);
      const isRead = node.kind === 'call' && node.name === 'coalesce' && node.args[1] === sqlFalse;
      return isRead ? twoValued(placed(node.args[0]!)) : undefined;
    };
    return placed;
  }

  /** A count costs as much as a time: it is taken where it is there anyway, and where no other test has use of the time. */
  #byTime(): ReadonlyMap<Asked, Timed> {
    const { features, ways } = this.#host;
    const groups = new Map<string, Asked[]>();
    for (const asked of this.#asked.values()) {
      if (ways.take('count-for-any', features.has(asked.count))) continue;
      const group = groups.get(groupOf(asked));
      if (group) group.push(asked);
      else groups.set(groupOf(asked), [asked]);
    }
    const timed = [...groups.values()].filter((group) => isByTime(group, ways));
    return new Map(
      timed.flatMap((group) => {
        const since = sinceOf(group);
        return group.map((asked) => [asked, { since }] as const);
      }),
    );
  }

  /** The time is missing where there is no row. */
  #timed({ rows, side, edge, some, count }: Asked, since: string | undefined): Expr {
    const { features, clocks } = this.#host;
    const of = this.#timeOf(rows.table)!;
    const value = measureValue(side === 'last' ? 'max' : 'min', rows, of);
    const measured = { value, ...(since === undefined ? {} : { since }) };
    const found = features.moment(measured, count.rows, `${rows.table}_${side}`);
    if (edge === undefined) return some ? isNotNull(found) : isNull(found);
    const { expr, type } = momentOf(value, found);
    const [inside, outside] = side === 'last' ? (['>=', '<'] as const) : (['<', '>='] as const);
    const boundary = clocks.boundary(edge, type);
    return some ? binary(inside, expr, boundary) : call('coalesce', binary(outside, expr, boundary), sqlTrue);
  }

  #timeOf(name: string) {
    const table = this.#host.schema.events.find((each) => each.name === name)!;
    const time = table.time === undefined ? undefined : findColumn(table, table.time);
    return time && columnValue(name, time);
  }
}

/** Of no window, or of one that is closed on both sides, a count alone is plainer. */
function isByTime(group: readonly Asked[], ways: Ways): boolean {
  const { rows, side } = group[0]!;
  const hasEdge = group.some(({ edge }) => edge !== undefined);
  const isClosed = hasEdge && rows.bounds.some(({ to }) => to?.kind === 'instant');
  const timed = hasEdge && (!isClosed || ways.take('closed-for-any', group.length > 1));
  if (timed) ways.take('first-for-any', side === 'first');
  return ways.take('time-for-any', timed);
}

/** From when on the last time is looked for. */
function sinceOf(group: readonly Asked[]): string | undefined {
  const edges = group.flatMap(({ side, edge }) => (side === 'last' && edge !== undefined ? [edge] : []));
  return edges.length < group.length ? undefined : edges.reduce(earlier);
}

function groupOf({ rows, side }: Asked): string {
  return keyOf({ rows, side });
}
