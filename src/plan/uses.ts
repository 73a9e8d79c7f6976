import { compareInstants } from '../model/calendar.ts';
import type { Rows } from '../model/value.ts';
import type { Expr } from '../sql/ast.ts';
import { and, binary, oneOf, or, sqlTrue } from '../sql/build.ts';
import { keyOf } from './intern.ts';
import { RowTable } from './rows.ts';
import { USES, type Ways } from './thresholds.ts';

/** Rows that pass all the tests, from an instant on. */
interface Use {
  readonly tests: readonly Expr[];
  readonly from: string | undefined;
}

/** Which rows some feature reads: for each `where`, from the earliest instant on. */
export class Uses {
  readonly #ways: Ways;
  readonly #uses = new Map<string, Use>();
  readonly #known = new Set<string>();
  #all = false;

  constructor(ways: Ways) {
    this.#ways = ways;
  }

  add(rows: Rows, table: RowTable): void {
    if (RowTable.looksAround(rows)) this.#all = true;
    if (this.#all || this.#known.has(keyOf(rows))) return;
    this.#known.add(keyOf(rows));
    const where = table.conditionOf(rows);
    const from = latest(
      rows.bounds.flatMap((bounds) => (bounds.from?.kind === 'instant' ? [bounds.from.instant] : [])),
    );
    if (where === sqlTrue && from === undefined) this.#all = true;
    const known = this.#uses.get(keyOf(where));
    const tests = where === sqlTrue ? [] : where.kind === 'and' ? where.items : [where];
    this.#uses.set(keyOf(where), { tests, from: known ? earlier(known.from, from) : from });
  }

  /** The condition over the columns of the rows; a long one costs more than it saves. */
  lower(table: RowTable): Expr {
    if (this.#all) return sqlTrue;
    const uses = [...this.#uses.values()];
    const fewer = united(uses);
    this.#ways.take('united-uses', fewer.length < uses.length);
    const parts = withoutCovered(fewer);
    this.#ways.take('covered-uses', parts.length < fewer.length);
    if (!this.#ways.take('useful-rows', parts.length <= USES)) return sqlTrue;
    const { moment, clocks } = table;
    const since = (from: string): Expr => binary('>=', moment.expr, clocks.boundary(from, moment.type));
    return parts.length === 0
      ? sqlTrue
      : or(...parts.map(({ tests, from }) => and(...tests, from === undefined ? undefined : since(from))));
  }
}

/** One use for those that differ in the values of one column alone. */
function united(uses: readonly Use[]): readonly Use[] {
  const found = new Map<string, Use>();
  for (const use of uses) {
    const own = use.tests.length === 1 ? literalsAsked(use.tests[0]!) : undefined;
    const key = own ? keyOf([own.item, use.from ?? null]) : keyOf(use);
    const before = own && found.get(key)?.tests[0];
    const values = before && own ? new Map([...literalsAsked(before)!.values, ...own.values]) : undefined;
    found.set(key, values ? { tests: [oneOf(own!.item, [...values.values()])], from: use.from } : use);
  }
  return [...found.values()];
}

/** Without the uses all of whose rows are among those of another; of equal ones the first stays. */
function withoutCovered(uses: readonly Use[]): readonly Use[] {
  const ranks = ranksOf(uses);
  const covers = (wide: Use, narrow: Use): boolean =>
    ranks.get(wide.from)! <= ranks.get(narrow.from)! && asksLess(wide, narrow);
  return uses.filter(
    (use, index) =>
      !uses.some(
        (other, place) => place !== index && covers(other, use) && (place < index || !covers(use, other)),
      ),
  );
}

/** Every pair is compared, and instants are slow to: each has its place among them. */
function ranksOf(uses: readonly Use[]): ReadonlyMap<string | undefined, number> {
  const instants = [...new Set(uses.flatMap(({ from }) => from ?? []))].sort(compareInstants);
  const ranks = new Map<string | undefined, number>([[undefined, -1]]);
  for (const [index, instant] of instants.entries()) {
    const before = instants[index - 1];
    const isSame = before !== undefined && compareInstants(before, instant) === 0;
    ranks.set(instant, isSame ? ranks.get(before)! : index);
  }
  return ranks;
}

function asksLess(wide: Use, narrow: Use): boolean {
  return wide.tests.every((test) => narrow.tests.some((other) => implies(other, test)));
}

/** Whether the second test is known to hold wherever the first does. */
function implies(first: Expr, second: Expr): boolean {
  if (keyOf(first) === keyOf(second)) return true;
  const [some, all] = [literalsAsked(first), literalsAsked(second)];
  if (!some || !all || keyOf(some.item) !== keyOf(all.item)) return false;
  return [...some.values.keys()].every((value) => all.values.has(value));
}

/** What the test asks to be one of some values, and those by their text. */
function literalsAsked(
  test: Expr,
): { readonly item: Expr; readonly values: ReadonlyMap<string, Expr> } | undefined {
  const list =
    test.kind === 'in'
      ? { item: test.item, values: test.list }
      : test.kind === 'binary' && test.operator === '='
        ? { item: test.left, values: [test.right] }
        : undefined;
  if (!list?.values.every(({ kind }) => kind === 'literal')) return undefined;
  return { item: list.item, values: new Map(list.values.map((value) => [keyOf(value), value])) };
}

function latest(instants: readonly string[]): string | undefined {
  return instants.reduce<string | undefined>(
    (best, instant) => (best === undefined || compareInstants(instant, best) > 0 ? instant : best),
    undefined,
  );
}

/** Nothing is before everything. */
function earlier(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || b === undefined ? undefined : compareInstants(a, b) <= 0 ? a : b;
}
