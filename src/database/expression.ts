/** What the engine makes of an expression that somebody wrote, without running anything of it. */
import type { Database } from './database.ts';
import { quoteIdentifier, quoteText } from './quote.ts';

/** A node of the engine's tree, as far as it is read here; the engine gives much more. */
export interface SyntaxNode {
  readonly class: string;
  /** Bytes before it in the expression's text. */
  readonly query_location: number;
  readonly column_names?: readonly string[];
  readonly function_name?: string;
  readonly is_operator?: boolean;
  readonly lhs?: unknown;
}

/** The relation whose row an expression is about, and columns that its row has besides. */
export interface RowShape {
  readonly relation: string;
  readonly more: readonly { readonly name: string; readonly type: string }[];
}

interface Parsed {
  readonly error_message?: string;
  readonly statements?: readonly { readonly node: { readonly select_list?: readonly SyntaxNode[] } }[];
}

const OPENING = 'SELECT (';

/**
 * The tree of the text where it is one expression and no more; else why it is not. Both brackets must hold the text:
 * what closes one early cannot close the other.
 */
export async function parseExpression(
  text: string,
  database: Database,
): Promise<{ readonly expression?: SyntaxNode; readonly why: string }> {
  const parsed = await parse(`${OPENING}${text}\n)`, database);
  const bracketed = await parse(`SELECT [\n${text}\n]`, database);
  const [expression, ...more] = parsed.statements?.[0]?.node.select_list ?? [];
  const why = firstLine(parsed.error_message ?? bracketed.error_message ?? 'it is more than that');
  const isOne = expression !== undefined && more.length === 0 && bracketed.statements !== undefined;
  return isOne ? { expression: fromOpening(expression), why } : { why };
}

async function parse(sql: string, database: Database): Promise<Parsed> {
  const [[json] = []] = await database.rows(`SELECT json_serialize_sql(${quoteText(sql)})`);
  return JSON.parse(String(json)) as Parsed;
}

/** The tree with places counted from where the text begins. */
function fromOpening<Tree>(tree: Tree): Tree {
  if (Array.isArray(tree)) return tree.map(fromOpening) as Tree;
  if (typeof tree !== 'object' || tree === null) return tree;
  const entries = Object.entries(tree).map(([key, value]) =>
    key === 'query_location' ? [key, value - OPENING.length] : [key, fromOpening(value)],
  );
  return Object.fromEntries(entries) as Tree;
}

/** The type that the expression has over a row, as the engine names it; else why it has none. */
export async function typeOverRow(
  text: string,
  { relation, more }: RowShape,
  database: Database,
): Promise<{ readonly type?: string; readonly why?: string }> {
  const items = more.map(({ name, type }) => `CAST(NULL AS ${type}) AS ${quoteIdentifier(name)}`);
  const row = `SELECT ${['*', ...items].join(', ')} FROM ${quoteIdentifier(relation)}`;
  const query = `SELECT (${text}\n) AS holds FROM (${row}) AS one_row`;
  const refusal = await database.attempt(`EXPLAIN ${query}`);
  if (refusal) return { why: firstLine(refusal.message) };
  const [column] = await database.columns(query);
  return column ? { type: column.type } : {};
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? '';
}
