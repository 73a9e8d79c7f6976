import { accentFolding } from '../model/accents.ts';
import { caseFolding } from '../model/case-folding.ts';
import type { Folding } from '../model/value.ts';
import type { Expr } from '../sql/ast.ts';
import { call, column, text } from '../sql/build.ts';

/** The text as it is compared, without what the folding leaves out of account. */
export function fold(expr: Expr, folding: Folding = {}): Expr {
  const plain = folding.accents ? foldAccentsOf(expr) : expr;
  return folding.case ? foldCaseOf(plain) : plain;
}

/** What small letters leave apart: an engine's `lower` knows no ς that is σ. */
function foldCaseOf(expr: Expr): Expr {
  return call('translate', call('lower', expr), text(caseFolding.from), text(caseFolding.to));
}

export function foldItems(list: Expr, folding: Folding | undefined): Expr {
  return folding ? { kind: 'list-map', list, each: fold(column('item'), folding) } : list;
}

function foldAccentsOf(expr: Expr): Expr {
  const { from, to, longer } = accentFolding();
  const spelled = longer.reduce(
    (inner, [letter, letters]) => call('replace', inner, text(letter), text(letters)),
    expr,
  );
  return call('translate', spelled, text(from), text(to));
}
