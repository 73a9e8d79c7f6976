/** Events that are meant: a table, or a table with which rows. */
import type { Source } from '../diagnostics/source.ts';
import type { YamlNode } from '../yaml/node.ts';
import { readYaml } from '../yaml/read.ts';
import { type Parsing, wrongValue } from './parsing.ts';
import { parseStepRows } from './rows.ts';
import type { BlockSyntax, ConditionSyntax, ScalarSyntax } from './syntax.ts';
import { unknownTable } from './trait.ts';

export interface EventsSyntax {
  readonly table: ScalarSyntax;
  /** Which rows; all of them when absent. */
  readonly rows?: BlockSyntax;
}

/** `TABLE`, or `TABLE: BLOCK` to say which rows are meant. */
export function parseEvents(node: YamlNode, parsing: Parsing): EventsSyntax | undefined {
  const [entry, ...more] = node.kind === 'map' ? node.entries : [];
  const table = node.kind === 'scalar' ? node : entry?.key;
  if (!table || more.length > 0) {
    const help = 'write `orders`, or `{ orders: { where: { channel: app } } }`';
    parsing.report(wrongValue(node, 'one event table', help));
    return undefined;
  }
  if (!parsing.tables.includes(table.text)) {
    parsing.report(unknownTable(table, parsing.tables));
    return undefined;
  }
  return entry ? { table, rows: parseStepRows(entry.value, parsing) } : { table };
}

/** Reads events as they are written on the command line. */
export function readEvents(source: Source, parsing: Parsing): EventsSyntax | undefined {
  const node = readYaml(source, parsing.report);
  return node && parseEvents(node, parsing);
}

/** Reads a condition over one row. */
export function readRowTest(source: Source, parsing: Parsing): ConditionSyntax | undefined {
  const node = readYaml(source, parsing.report);
  return node && parsing.rowTest(node, parsing);
}
