/** One file with rows of several kinds of documents: sales beside their lines and payments, invoices beside credit notes. */
import { speaksOf, wordsOf } from './role-words.ts';
import type { RowKind } from './row-kind.ts';
import { type ColumnFacts, canIdentify, type TableFacts } from './table-facts.ts';

export interface RowKinds {
  /** The column that says what a row is. */
  readonly column: string;
  readonly words: Readonly<Record<RowKind, readonly string[]>>;
}

/** The kinds of a table's rows, where one column tells them all apart and orders are only some of them. */
export function rowKinds(facts: TableFacts): RowKinds | undefined {
  for (const column of facts.columns) {
    const words = isKindColumn(column) ? wordsByKind(column.values) : undefined;
    if (words && isMixed(words)) return { column: column.name, words };
  }
  return undefined;
}

const MOST_KINDS = 16;
/** `Line Type`, `Belegart`, `Tipo documento`, `Rodzaj`. */
const CALLED_KIND =
  /^(type|kind|art|typ|tipo|rodzaj|soort|tipus|typu|doctype|\p{L}{4,}(type|typ|art|soort)|тип|вид)$/u;

function isKindColumn({ name, form, distinct }: ColumnFacts): boolean {
  const isWord = form.kind === 'text' && distinct >= 2 && distinct <= MOST_KINDS;
  return isWord && !OF_OTHERS.test(name) && wordsOf(name).some((word) => CALLED_KIND.test(word));
}

/** By what somebody pays or is sent things is of the order, and no kind of row. */
const OF_OTHERS = /pay|zahl|plat|ship|deliver|versand|card|product|customer|discount|tax/i;

/** Undefined where a word is of no document: then the rows are of what people did. */
function wordsByKind(values: readonly string[]): RowKinds['words'] | undefined {
  const words: Record<RowKind, string[]> = { order: [], line: [], payment: [], credit: [], other: [] };
  for (const word of [...new Set(values)].sort()) {
    const kind = word === '' ? undefined : kindOf(word);
    if (word !== '' && kind === undefined) return undefined;
    if (kind !== undefined) words[kind].push(word);
  }
  return words;
}

/** In this order: `Zinsrechnung` is no invoice, `Credit Invoice` none that somebody bought by, `Sale Line` no sale. */
const stems: readonly (readonly [RowKind, RegExp])[] = [
  [
    'other',
    /zins|mahn|interest|remind|dunning|finance charge|quot|estimate|angebot|devis|presupuesto|oferta|pro.?forma|lieferschein|delivery note|bon de livraison|transfer|payout|deposit|open.* balance|saldo|adjustment|voucher|rappel|upomnien/,
  ],
  [
    'credit',
    /credit|gutschr|avoir|refund|return|storno|erstatt|retour|rucksend|korekt|koryg|zwrot|rectific|abono|devoluc|reembols|rimborso|reso|nota di credito|chargeback|reversal|dobropis|creditnot|возврат/,
  ],
  [
    'line',
    /\b(lines?|items?|positions?|posten|positionen|pozycj\w*|lignes?|artikel\w*|products?|lineas?|righe|riga)\b/,
  ],
  [
    'payment',
    /payment|tender|zahlung|paiement|reglement|platnosc|wplat|zaplat|\bpagos?\b|pagament|incass|betaling|\bpaid\b|оплат|платеж/,
  ],
];

function kindOf(word: string): RowKind | undefined {
  const folded = wordsOf(word).join(' ');
  const found = stems.find(([, stem]) => stem.test(folded));
  return found?.[0] ?? (speaksOf(word, 'order') ? 'order' : undefined);
}

function isMixed({ order, line, payment, credit, other }: RowKinds['words']): boolean {
  return order.length > 0 && line.length + payment.length + credit.length + other.length > 0;
}

/** Whether rows of credit have numbers of orders that rows of orders have too: then they are parts of those. */
export function sharesOrders({ column, words }: RowKinds, { columns }: TableFacts): boolean {
  const kinds = columns.find(({ name }) => name === column)!.values;
  return columns.some((each) => {
    if (!canIdentify(each) || !speaksOf(each.name, 'order')) return false;
    const valuesOf = (kind: RowKind): readonly string[] =>
      each.values.filter((value, row) => value !== '' && words[kind].includes(kinds[row]!));
    const orders = new Set(valuesOf('order'));
    const credits = valuesOf('credit');
    return credits.filter((value) => orders.has(value)).length > 0.5 * credits.length;
  });
}
