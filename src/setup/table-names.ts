/** What definitions call the tables of a folder: the names of their files, without the words of exporting. */
import { reservedWords } from '../language/reserved-words.ts';
import { correctedBy } from './corrections.ts';
import { hasOrdersAmong } from './event-kinds.ts';
import { isLedger } from './guess-customers.ts';
import { moneyColumn } from './guess-money.ts';
import { fileKey, orderColumn, timeColumn } from './guess-roles.ts';
import { isOfRefunds } from './refund-column.ts';
import { speaksOf, wordsOf } from './role-words.ts';
import type { TableFacts } from './table-facts.ts';

const empty = new Set(
  'export exports exported dataset data all list listing grid dump table report csv crm my the of jan feb mar apr may jun jul aug sep oct nov dec january february march april june july august september october november december'.split(
    ' ',
  ),
);

/** A name for each table, in their order: unique, and no word of the language. The one with the money is `orders`. */
export function tableNames(tables: readonly TableFacts[]): readonly string[] {
  const orders = ordersOf(tables);
  const taken = new Set(orders ? ['customers', 'orders', 'lines'] : ['customers']);
  return tables.map((table) => {
    if (table === orders) return ordersName(table);
    if (table.part?.kind === 'line') return 'lines';
    const isActivity = speaksOf(table.stem, 'email-activity') && timeColumn(table) !== undefined;
    const name = free(isActivity ? 'emails' : wantedName(table), taken);
    taken.add(name);
    return name;
  });
}

function ordersName(table: TableFacts): string {
  if (correctedBy(table)) return 'sales';
  if (table.part)
    return fileKey(table) === undefined || orderColumn(table) !== undefined ? 'sales' : 'orders';
  return orderColumn(table) === undefined ? 'orders' : 'lines';
}

/** The table of what was bought: with a time and money, or at least called so, and the one of whole orders where lines stand beside. */
function ordersOf(tables: readonly TableFacts[]): TableFacts | undefined {
  const scored = tables.map((table) => ({ table, score: orderScore(table) }));
  const best = Math.max(0, ...scored.map(({ score }) => score));
  return best === 0 ? undefined : scored.find(({ score }) => score === best)!.table;
}

function orderScore(table: TableFacts): number {
  const { part, stem } = table;
  if ((part && part.kind !== 'order') || isOfRefunds(table)) return 0;
  const hasTime = timeColumn(table) !== undefined;
  const isSale = hasTime && moneyColumn(table) !== undefined && !hasOrdersAmong(table);
  const isNamed = part || speaksOf(stem, 'order') ? 2 : 0;
  if (isPeople(table) || (!isSale && (!hasTime || isNamed === 0))) return 0;
  return isSale ? 1 + isNamed + (orderColumn(table) === undefined ? 1 : 0) : 0.5;
}

function isPeople(table: TableFacts): boolean {
  return speaksOf(table.stem, 'customer') && !speaksOf(table.stem, 'order') && !isLedger(table);
}

function wantedName(table: TableFacts): string {
  const words = table.stem
    .normalize('NFC')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');
  const telling = words.filter((word) => !empty.has(wordsOf(word)[0] ?? ''));
  const isUnsaid = !telling.some((word) => /\p{L}/u.test(word));
  if (isUnsaid && timeColumn(table) !== undefined) return 'events';
  const name = (isUnsaid ? words : telling).join('_').replace(/^[^\p{L}]+/u, '');
  if (name === '') return 'events';
  return reservedWords.has(name) ? `${name}_rows` : name;
}

function free(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted}_${number}`;
  return name;
}
