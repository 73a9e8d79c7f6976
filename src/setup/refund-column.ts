/** Money given back: a column beside what was paid, or a file of its own. */
import type { Refunded } from './draft.ts';
import { isNegative } from './guess-money.ts';
import { best } from './guess-roles.ts';
import { speaksOf, wordsOf } from './role-words.ts';
import type { TableFacts } from './table-facts.ts';

const GIVEN_BACK = /refund|erstatt|rembours|reembols|devuel|rimbors|zwrot|zwroc|возвр|возмещ/;
const OF_SOMETHING_ELSE =
  /\b(id|date|at|on|reason|status|qty|quantity|count|items?|tax|vat|shipping|fee|fees|by|no|rate|share|percent|pct)\b/;
/** The column with what was given back of a row's money. */
export function refundColumn(facts: TableFacts, money: string | undefined): Refunded | undefined {
  const { columns } = facts;
  if (money === undefined || isOfRefunds(facts) || /\bnet\b|after/i.test(money)) return undefined;
  const found = best(columns, ({ name, form, values }) => {
    const words = wordsOf(name).join(' ');
    const isMoney = form.kind === 'number' || (form.kind === 'empty' && !name.includes('.'));
    if (name === money || !isMoney || !GIVEN_BACK.test(words) || OF_SOMETHING_ELSE.test(words)) return 0;
    const isFlag = form.kind === 'number' && values.every((value) => /^[01]?$/.test(value));
    if (isFlag && !speaksOf(name, 'money')) return 0;
    return 1 + (speaksOf(name, 'money') ? 1 : 0);
  });
  return (
    found && {
      column: found.name,
      isNegative: isNegative(found.values),
      isEmpty: found.form.kind === 'empty',
    }
  );
}

const REFUNDS =
  /refund|credit ?(note|memo)|\bavoirs?\b|gutschrift|adjustment|chargeback|\breturns?\b|retour|storno|zwrot|korekt|erstatt|rimbors|devoluc|\babonos?\b|rectificativ|note di credito|возврат/;

/** A file of what was given back. */
export function isOfRefunds(facts: TableFacts): boolean {
  return facts.part === undefined && REFUNDS.test(wordsOf(facts.stem).join(' '));
}
