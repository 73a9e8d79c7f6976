/** What a dialect cannot say, found before anything is printed. */
import type { Expr, Query } from './ast.ts';
import type { Dialect } from './dialect.ts';
import { type Call, patternOf } from './pattern.ts';
import { visitQuery } from './walk.ts';

/** In words to be read, each once: `` `matches` ``. */
export function refusals(query: Query, dialect: Dialect): readonly string[] {
  const found = new Set<string>();
  visitQuery(query, (node) => {
    const refused = dialect.refuses?.(node) ?? unspelled(node, dialect);
    if (refused !== undefined) found.add(refused);
  });
  return [...found];
}

function unspelled(node: Expr, dialect: Dialect): string | undefined {
  switch (node.kind) {
    case 'call':
      return dialect.functions[node.name] ? unreadPattern(node, dialect) : `\`${node.name}\``;
    case 'binary':
      return dialect.operators[node.operator] === undefined ? `\`${node.operator}\`` : undefined;
    case 'aggregate':
      if (node.name === 'first') return dialect.first ? undefined : '`first`';
      return dialect.aggregates[node.name] === undefined ? `\`${node.name}\`` : undefined;
    case 'cast':
      return dialect.type(node.type) === undefined ? `the type \`${node.type}\`` : undefined;
    case 'list-map':
      return dialect.listMap ? undefined : 'lists';
    case 'verbatim':
      return node.engine === dialect.name ? undefined : `SQL that is written for \`${node.engine}\``;
    default:
      return undefined;
  }
}

function unreadPattern(node: Call, dialect: Dialect): string | undefined {
  const given = node.name === 'matches' && dialect.pattern ? patternOf(node) : undefined;
  const isSaid = given === undefined || dialect.pattern!(given.text) !== undefined;
  return isSaid ? undefined : `the pattern \`${given.text}\``;
}
