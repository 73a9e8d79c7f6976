import { compareInstants } from '../model/calendar.ts';
import type { Rows } from '../model/value.ts';
import type { Expr } from '../sql/ast.ts';
import { and, binary, or, TRUE } from '../sql/build.ts';
import { keyOf } from './intern.ts';
import { RowTable } from './rows.ts';

/** Which rows some feature reads: for each `where`, from the earliest instant on. */
export class Uses {
  readonly #from = new Map<string, { readonly where: Expr; readonly from: string | undefined }>();
  #all = false;

  add(rows: Rows, table: RowTable): void {
    if (RowTable.looksAround(rows)) this.#all = true;
    if (this.#all) return;
    const where = table.conditionOf(rows);
    const from = latest(
      rows.bounds.flatMap((bounds) => (bounds.from?.kind === 'instant' ? [bounds.from.instant] : [])),
    );
    if (where === TRUE && from === undefined) this.#all = true;
    const known = this.#from.get(keyOf(where));
    const earlier =
      known === undefined
        ? from
        : known.from === undefined || from === undefined
          ? undefined
          : earliest(known.from, from);
    this.#from.set(keyOf(where), { where, from: earlier });
  }

  /** The condition over the columns of the rows; a long one costs more than it saves. */
  lower(table: RowTable): Expr {
    const parts = [...this.#from.values()];
    if (this.#all || parts.length === 0 || parts.length > MOST_USES) return TRUE;
    const { moment, clocks } = table;
    return or(
      ...parts.map(({ where, from }) =>
        and(
          where,
          from === undefined ? undefined : binary('>=', moment.expr, clocks.boundary(from, moment.type)),
        ),
      ),
    );
  }
}

const MOST_USES = 24;

function latest(instants: readonly string[]): string | undefined {
  return instants.reduce<string | undefined>(
    (best, instant) => (best === undefined || compareInstants(instant, best) > 0 ? instant : best),
    undefined,
  );
}

function earliest(a: string, b: string): string {
  return compareInstants(a, b) < 0 ? a : b;
}
