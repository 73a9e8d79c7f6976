/** Whether what a plan says of a customer depends on other customers: ranks, limits, cut points. */
import type { CommonTable, Expr, Select } from '../sql/ast.ts';
import { visit } from '../sql/build.ts';

/** Where it does not, the plan may be evaluated for some of the customers at a time. */
export function looksAcrossCustomers(tables: readonly CommonTable[]): boolean {
  return tables.some(({ query }) => (query.kind === 'union' ? query.items : [query]).some(isAcross));
}

function isAcross(select: Select): boolean {
  if (select.limit !== undefined || select.distinct) return true;
  const expressions = [...select.items.map(({ expr }) => expr), ...(select.where ? [select.where] : [])];
  const grouped = select.groupBy?.some(isCustomer) ?? false;
  if (select.groupBy && !grouped) return true;
  return expressions.some((expr) => isExprAcross(expr, grouped));
}

/** The user's own SQL may hold anything. */
function isExprAcross(expr: Expr, grouped: boolean): boolean {
  let across = false;
  visit(expr, (node) => {
    if (node.kind === 'verbatim' || node.kind === 'in-query') across = true;
    if (node.kind === 'aggregate' && !grouped) across = true;
    if (node.kind === 'window' && !node.partition.some(isCustomer)) across = true;
  });
  return across;
}

function isCustomer(expr: Expr): boolean {
  return expr.kind === 'column' && expr.name === 'customer';
}
