import { failure } from '../diagnostics/failure.ts';
import type { CommonTable, Each, Expr, Join, Order, Query, Select, Union } from './ast.ts';
import { applied, type Dialect, tablePath } from './dialect.ts';
import { inlined } from './inline.ts';
import { withSpelledPattern } from './pattern.ts';
import { plainReads } from './plain-reads.ts';
import { refusals } from './refusals.ts';
import { withoutStars } from './stars.ts';

/**
 * The query as text to be read: keywords upper case, a column a line, common tables named for what they hold. Throws
 * a `Failure` (2) for what the dialect has no words for.
 */
export function printQuery(query: Query, dialect: Dialect): string {
  const refused = refusals(query, dialect);
  if (refused.length > 0) {
    throw failure(2, 'not-in-dialect', `${dialect.name} has no words for ${refused.join(', ')}`);
  }
  const named = dialect.renames ? withoutStars(query) : query;
  const text = new Printer(dialect).query(dialect.inlines ? inlined(named) : named);
  return release(dialect.settings === undefined ? text : `${text}\n${dialect.settings}`);
}

/** Line ends inside names and values must not be indented: they travel as a lone surrogate, which no text holds. */
const LINE_END = '\ud800';
const hold = (text: string): string => text.replaceAll('\n', LINE_END);
const release = (text: string): string => text.replaceAll(LINE_END, '\n');

const bindingLevels: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  not: 3,
  '=': 4,
  '<>': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  in: 4,
  is: 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '%': 6,
  '//': 6,
  atom: 9,
};

/** More items of `AND` or `OR` are not written beside each other. */
const MOST_BESIDE = 200;

/** Functions that a dialect may spell with an operator, so that they want brackets around them. */
const spelledOpen = new Set(['divide', 'significant', 'add-days', 'add-seconds', 'md5-bucket', 'concat']);

class Printer {
  readonly #dialect: Dialect;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  query(query: Query): string {
    const plain = this.#dialect.shownAs === undefined ? undefined : plainReads(query);
    const tables = query.with.map((table) => this.commonTable(table, plain?.has(table.name)));
    const head = tables.length === 0 ? '' : `WITH ${tables.join(',\n')}\n`;
    return head + this.body(query.body);
  }

  #name(name: string): string {
    return hold(this.#dialect.identifier(name));
  }

  commonTable({ name, query, comment }: CommonTable, isPlain = false): string {
    const note = comment === undefined ? '' : `  -- ${oneLine(comment)}\n`;
    return `${this.#name(name)} ${isPlain ? this.#dialect.shownAs : 'AS'} (\n${note}${indent(this.body(query))}\n)`;
  }

  body(body: Select | Union): string {
    if (body.kind === 'select') return this.select(body);
    const parts = body.items.map((item) => this.select(item)).join('\nUNION ALL\n');
    return body.orderBy ? `${parts}\nORDER BY ${this.#orders(body.orderBy)}` : parts;
  }

  select(select: Select): string {
    const lines = [this.#columns(select)];
    const { from, joins = [], each, where, groupBy, orderBy, limit } = select;
    if (from?.isPath) lines.push(`FROM ${hold(tablePath(from.relation, this.#dialect))}`);
    else if (from) lines.push(`FROM ${this.#relation(from.relation, from.as)}`);
    for (const join of joins) lines.push(this.#join(join));
    if (each) lines.push(this.#each(each));
    if (where) lines.push(`WHERE ${this.#conjuncts(where)}`);
    if (groupBy) lines.push(`GROUP BY ${groupBy.map((expr) => this.expr(expr)).join(', ')}`);
    if (orderBy) lines.push(`ORDER BY ${this.#orders(orderBy)}`);
    if (limit !== undefined) lines.push(`LIMIT ${limit}`);
    return lines.join('\n');
  }

  #columns({ star = [], items, distinct }: Select): string {
    const columns = [
      ...star.map((relation) => ({
        text: relation === '' ? '*' : `${this.#name(relation)}.*`,
        comment: undefined,
      })),
      ...items.map(({ expr, as, comment }) => ({ text: this.#item(expr, as), comment })),
    ];
    const lines = columns.map(({ text, comment }, index) => {
      const comma = index === columns.length - 1 ? '' : ',';
      return `  ${text}${comma}${comment === undefined ? '' : ` -- ${oneLine(comment)}`}`;
    });
    return `SELECT${distinct ? ' DISTINCT' : ''}\n${lines.join('\n')}`;
  }

  #item(expr: Expr, as: string): string {
    const name = this.#name(as);
    const isNamed =
      expr.kind === 'column' && expr.name === as && !(this.#dialect.renames && expr.relation !== undefined);
    return isNamed ? this.expr(expr) : `${this.expr(expr)} AS ${name}`;
  }

  #relation(relation: string, as: string | undefined): string {
    const name = this.#name(relation);
    return as === undefined || as === relation ? name : `${name} AS ${this.#name(as)}`;
  }

  #join({ kind, relation, as, on }: Join): string {
    if (kind === 'cross') return `CROSS JOIN ${this.#relation(relation, as)}`;
    return `${kind === 'left' ? 'LEFT JOIN' : 'JOIN'} ${this.#relation(relation, as)} ON ${this.expr(on)}`;
  }

  #each({ branches, as }: Each): string {
    const [texts, tests] = [
      branches.map(({ then }) => this.expr(then)),
      branches.map(({ when }) => this.expr(when)),
    ];
    return this.#dialect.each!(texts, tests, this.#name(as));
  }

  #conjuncts(where: Expr): string {
    return where.kind === 'and'
      ? where.items.map((item) => this.#bracketed(item, 2)).join('\n  AND ')
      : this.expr(where);
  }

  #orders(orders: readonly Order[]): string {
    return orders
      .map(
        ({ by, descending, nulls }) =>
          `${this.expr(by)}${descending ? ' DESC' : ''} NULLS ${nulls.toUpperCase()}`,
      )
      .join(', ');
  }

  expr(expr: Expr): string {
    switch (expr.kind) {
      case 'column': {
        const name = this.#name(expr.name);
        return expr.relation === undefined ? name : `${this.#name(expr.relation)}.${name}`;
      }
      case 'literal':
        return hold(this.#dialect.literal(expr.type, expr.text));
      case 'null':
        return 'NULL';
      case 'and':
      case 'or':
        return this.#joined(expr.kind, expr.items);
      case 'not':
        return `NOT ${this.#bracketed(expr.item, 5)}`;
      case 'binary': {
        const operator = this.#dialect.operators[expr.operator]!;
        if (typeof operator !== 'string') return operator(this.expr(expr.left), this.expr(expr.right));
        const level = bindingLevels[expr.operator]!;
        return `${this.#bracketed(expr.left, level === 4 ? 5 : level)} ${operator} ${this.#bracketed(expr.right, level + 1)}`;
      }
      case 'is-null':
        return `${this.#bracketed(expr.item, 5)} IS ${expr.negated ? 'NOT ' : ''}NULL`;
      case 'in': {
        const [item, list] = [this.#bracketed(expr.item, 5), expr.list.map((each) => this.expr(each))];
        return this.#dialect.oneOf?.(item, list) ?? `${item} IN (${list.join(', ')})`;
      }
      case 'in-query':
        return `${this.#bracketed(expr.item, 5)} IN (\n${indent(this.query(expr.query))}\n)`;
      case 'case': {
        const branches = expr.branches.map(
          ({ when, then }) => `WHEN ${this.expr(when)} THEN ${this.expr(then)}`,
        );
        const otherwise = expr.otherwise ? ` ELSE ${this.expr(expr.otherwise)}` : '';
        return `CASE ${branches.join(' ')}${otherwise} END`;
      }
      case 'cast': {
        const item = this.expr(expr.item);
        return this.#dialect.cast?.(item, expr.type) ?? `CAST(${item} AS ${this.#dialect.type(expr.type)!})`;
      }
      case 'call': {
        const open = spelledOpen.has(expr.name);
        const { args: given } = withSpelledPattern(expr, this.#dialect);
        const args = given.map((arg) => (open ? this.#bracketed(arg, 7) : this.expr(arg)));
        return this.#dialect.functions[expr.name]!(...args);
      }
      case 'aggregate':
        return this.#aggregate(expr);
      case 'window': {
        const items = expr.partition.map((item) => this.expr(item));
        const partition = (this.#dialect.partition?.(items) ?? items).join(', ');
        const over = [
          partition === '' ? '' : `PARTITION BY ${partition}`,
          expr.order.length === 0 ? '' : `ORDER BY ${this.#orders(expr.order)}`,
          expr.frame === 'following' ? 'ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING' : '',
        ];
        const args = expr.args.map((arg) => this.expr(arg)).join(', ');
        const inner = expr.name === 'count' && args === '' ? '*' : args;
        return `${applied(this.#dialect.windows[expr.name], inner)} OVER (${over.filter((part) => part !== '').join(' ')})`;
      }
      case 'list-map':
        return this.#dialect.listMap!(this.expr(expr.list), 'item', this.expr(expr.each));
      case 'verbatim':
        return hold(`(${expr.text}\n)`);
    }
  }

  #aggregate({ name, arg, order, distinct = false, filter }: Extract<Expr, { kind: 'aggregate' }>): string {
    const of = arg && this.expr(arg);
    if (name === 'first') return this.#dialect.first!(of!, this.expr(order!));
    const spelled = this.#dialect.aggregates[name]!;
    if (filter) return this.#dialect.filtered(spelled, of, distinct, this.expr(filter));
    return applied(spelled, of === undefined ? '*' : `${distinct ? 'DISTINCT ' : ''}${of}`);
  }

  /** Engines count each item as a level: of very many, groups are put into brackets. */
  #joined(kind: 'and' | 'or', items: readonly Expr[]): string {
    if (items.length > MOST_BESIDE) {
      const size = Math.max(MOST_BESIDE, Math.ceil(items.length / MOST_BESIDE));
      const groups = Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
        items.slice(index * size, (index + 1) * size),
      );
      return groups.map((group) => `(${this.#joined(kind, group)})`).join(` ${kind.toUpperCase()} `);
    }
    const parts = items.map((item) => this.#bracketed(item, bindingLevels[kind]! + 1));
    return parts.join(` ${kind.toUpperCase()} `);
  }

  #bracketed(expr: Expr, level: number): string {
    const text = this.expr(expr);
    return this.#binding(expr) < level ? `(${text})` : text;
  }

  #binding(expr: Expr): number {
    switch (expr.kind) {
      case 'and':
      case 'or':
      case 'not':
        return bindingLevels[expr.kind]!;
      case 'binary':
        return typeof this.#dialect.operators[expr.operator] === 'string'
          ? bindingLevels[expr.operator]!
          : bindingLevels['atom']!;
      case 'in':
      case 'in-query':
        return bindingLevels['in']!;
      case 'is-null':
        return bindingLevels['is']!;
      case 'call':
        return spelledOpen.has(expr.name) ? 5 : bindingLevels['atom']!;
      default:
        return bindingLevels['atom']!;
    }
  }
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}

/** Comments hold a user's words: nothing in them may end the comment. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
