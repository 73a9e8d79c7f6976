import type {
  AggregateName,
  BinaryOperator,
  Expr,
  FunctionName,
  LiteralType,
  Order,
  SqlType,
} from './ast.ts';

export const sqlTrue: Expr = { kind: 'literal', type: 'boolean', text: 'true' };
export const sqlFalse: Expr = { kind: 'literal', type: 'boolean', text: 'false' };
export const sqlNull: Expr = { kind: 'null' };

export function column(name: string, relation?: string): Expr {
  return relation === undefined ? { kind: 'column', name } : { kind: 'column', relation, name };
}

export function literal(type: LiteralType, text: string): Expr {
  return { kind: 'literal', type, text };
}

export const text = (value: string): Expr => literal('text', value);
export const integer = (value: number): Expr => literal('integer', String(value));
export const date = (value: string): Expr => literal('date', value);

/** ISO instant or local date-time, printed without its zone. */
export function timestamp(iso: string): Expr {
  return literal('timestamp', iso.replace('T', ' ').replace(/Z$/, ''));
}

/** The conjunction, flattened; nothing at all is true. */
export function and(...items: readonly (Expr | undefined)[]): Expr {
  return join('and', items, sqlTrue, sqlFalse);
}

/** The disjunction, flattened; nothing at all is false. */
export function or(...items: readonly (Expr | undefined)[]): Expr {
  return join('or', items, sqlFalse, sqlTrue);
}

function join(
  kind: 'and' | 'or',
  items: readonly (Expr | undefined)[],
  neutral: Expr,
  absorbing: Expr,
): Expr {
  const flat = items.flatMap((item) =>
    item === undefined || item === neutral ? [] : item.kind === kind ? item.items : [item],
  );
  if (flat.includes(absorbing)) return absorbing;
  if (flat.length === 0) return neutral;
  return flat.length === 1 ? flat[0]! : { kind, items: flat };
}

/** Exact negation: true where the item is false or NULL. */
export function notTrue(item: Expr): Expr {
  if (item === sqlTrue) return sqlFalse;
  if (item === sqlFalse) return sqlTrue;
  return { kind: 'not', item: isTwoValued(item) ? item : call('coalesce', item, sqlFalse) };
}

/** The item with NULL read as false. */
export function twoValued(item: Expr): Expr {
  return isTwoValued(item) ? item : call('coalesce', item, sqlFalse);
}

function isTwoValued(item: Expr): boolean {
  switch (item.kind) {
    case 'is-null':
      return true;
    case 'literal':
      return item.type === 'boolean';
    case 'and':
    case 'or':
      return item.items.every(isTwoValued);
    case 'not':
      return isTwoValued(item.item);
    case 'call':
      return item.name === 'coalesce' && item.args.at(-1)?.kind === 'literal';
    default:
      return false;
  }
}

export function binary(operator: BinaryOperator, left: Expr, right: Expr): Expr {
  return { kind: 'binary', operator, left, right };
}

/** All the items put together by twos, so that no expression is deep: engines have a limit. */
export function balanced(items: readonly Expr[], combine: (left: Expr, right: Expr) => Expr): Expr {
  if (items.length === 1) return items[0]!;
  const half = items.length <= SHORT ? items.length - 1 : items.length >> 1;
  return combine(balanced(items.slice(0, half), combine), balanced(items.slice(half), combine));
}

/** So few are written one after the other. */
const SHORT = 100;

export function call(name: FunctionName, ...args: readonly Expr[]): Expr {
  return { kind: 'call', name, args };
}

export function cast(item: Expr, type: SqlType): Expr {
  return { kind: 'cast', item, type };
}

export const isNull = (item: Expr): Expr => ({ kind: 'is-null', item, negated: false });
export const isNotNull = (item: Expr): Expr => ({ kind: 'is-null', item, negated: true });

export function oneOf(item: Expr, list: readonly Expr[]): Expr {
  return list.length === 1 ? binary('=', item, list[0]!) : { kind: 'in', item, list };
}

export function when(condition: Expr, then: Expr, otherwise?: Expr): Expr {
  return { kind: 'case', branches: [{ when: condition, then }], ...(otherwise ? { otherwise } : {}) };
}

export interface AggregateOptions {
  readonly distinct?: boolean;
  readonly filter?: Expr | undefined;
}

export function aggregate(name: AggregateName, arg: Expr | undefined, options: AggregateOptions = {}): Expr {
  const { distinct, filter } = options;
  return {
    kind: 'aggregate',
    name,
    ...(arg ? { arg } : {}),
    ...(distinct ? { distinct } : {}),
    ...(filter && filter !== sqlTrue ? { filter } : {}),
  };
}

export const ascending = (by: Expr): Order => ({ by, nulls: 'last' });
export const descending = (by: Expr): Order => ({ by, descending: true, nulls: 'last' });

/** The columns an expression reads, by name. */
export function columnsOf(expr: Expr): ReadonlySet<string> {
  const names = new Set<string>();
  visit(expr, (node) => {
    if (node.kind === 'column') names.add(node.name);
  });
  return names;
}

/** Calls `see` for the expression and everything below it. */
export function visit(expr: Expr, see: (node: Expr) => void): void {
  see(expr);
  for (const child of children(expr)) visit(child, see);
}

function children(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'column':
    case 'literal':
    case 'null':
    case 'verbatim':
      return [];
    case 'and':
    case 'or':
      return expr.items;
    case 'not':
    case 'is-null':
    case 'cast':
      return [expr.item];
    case 'in':
      return [expr.item, ...expr.list];
    case 'in-query':
      return [expr.item];
    case 'list-map':
      return [expr.list];
    case 'binary':
      return [expr.left, expr.right];
    case 'case':
      return [
        ...expr.branches.flatMap((branch) => [branch.when, branch.then]),
        ...(expr.otherwise ? [expr.otherwise] : []),
      ];
    case 'call':
      return expr.args;
    case 'aggregate':
      return [expr.arg, expr.filter, expr.order].filter((item) => item !== undefined);
    case 'window':
      return [...expr.args, ...expr.partition, ...expr.order.map((order) => order.by)];
  }
}

/** The expression with every column replaced. */
export function mapColumns(expr: Expr, replace: (column: Extract<Expr, { kind: 'column' }>) => Expr): Expr {
  return rewrite(expr, (node) => (node.kind === 'column' ? replace(node) : undefined));
}

/** The expression with what `replace` gives in place of a node and all below it; undefined keeps the node. */
export function rewrite(expr: Expr, replace: (node: Expr) => Expr | undefined): Expr {
  const replaced = replace(expr);
  if (replaced) return replaced;
  const map = (item: Expr): Expr => rewrite(item, replace);
  switch (expr.kind) {
    case 'column':
    case 'literal':
    case 'null':
    case 'verbatim':
      return expr;
    case 'and':
    case 'or':
      return { ...expr, items: expr.items.map(map) };
    case 'not':
    case 'is-null':
    case 'cast':
    case 'in-query':
      return { ...expr, item: map(expr.item) };
    case 'list-map':
      return { ...expr, list: map(expr.list) };
    case 'in':
      return { ...expr, item: map(expr.item), list: expr.list.map(map) };
    case 'binary':
      return { ...expr, left: map(expr.left), right: map(expr.right) };
    case 'case':
      return {
        ...expr,
        branches: expr.branches.map((branch) => ({ when: map(branch.when), then: map(branch.then) })),
        ...(expr.otherwise ? { otherwise: map(expr.otherwise) } : {}),
      };
    case 'call':
      return { ...expr, args: expr.args.map(map) };
    case 'aggregate':
      return {
        ...expr,
        ...(expr.arg ? { arg: map(expr.arg) } : {}),
        ...(expr.filter ? { filter: map(expr.filter) } : {}),
        ...(expr.order ? { order: map(expr.order) } : {}),
      };
    case 'window':
      return {
        ...expr,
        args: expr.args.map(map),
        partition: expr.partition.map(map),
        order: expr.order.map((order) => ({ ...order, by: map(order.by) })),
      };
  }
}
