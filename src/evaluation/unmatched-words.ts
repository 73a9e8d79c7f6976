/** Words of definitions that stand nowhere in the data, which has them in other letters: `berlin` and `Berlin`. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { caution } from '../diagnostics/problem.ts';
import type { Span } from '../diagnostics/source.ts';
import { counted } from '../model/count.ts';
import { type Schema, tableBehind } from '../model/schema.ts';
import type { Segment } from '../model/segment.ts';
import { placedLeavesWithin } from '../model/walk.ts';
import type { Select } from '../sql/ast.ts';
import { aggregate, binary, call, column, or, text } from '../sql/build.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { readRows } from './read-rows.ts';

interface Word {
  readonly text: string;
  readonly span: Span;
}

/** The column of a table, and the words that tests compare it with as they are. */
interface Asked {
  readonly table: Schema['customers'] | Schema['events'][number] | Schema['lookups'][number];
  readonly column: string;
  readonly words: Word[];
}

/** So many words of a column are looked for. */
const MOST = 1000;

/** A warning for each word that stands in the column with other capitals only. */
export async function wordWarnings(
  workspace: Workspace,
  segments: readonly Segment[],
): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const asked of wordsAsked(workspace.schema, segments))
    found.push(...(await unmatched(workspace, asked)));
  return found;
}

function wordsAsked(schema: Schema, segments: readonly Segment[]): readonly Asked[] {
  const asked = new Map<string, Asked>();
  for (const { leaf, span } of placedLeavesWithin(segments)) {
    if (leaf.kind !== 'comparison' || leaf.folding || !span) continue;
    const { left, operator, right } = leaf;
    if (left.kind !== 'column' || left.type !== 'text' || !['eq', 'in'].includes(operator)) continue;
    const table = tableBehind(schema, left.table, left.lookups);
    if (!table) continue;
    const key = `${table.name}.${left.name}`;
    const entry = asked.get(key) ?? { table, column: left.name, words: [] };
    asked.set(key, entry);
    for (const operand of right)
      if (operand.kind === 'literal' && entry.words.length < MOST)
        entry.words.push({ text: operand.literal.text, span });
  }
  return [...asked.values()];
}

async function unmatched(
  workspace: Workspace,
  { table, column: name, words }: Asked,
): Promise<readonly Diagnostic[]> {
  const value = column(name);
  const lower = [...new Set(words.map((word) => word.text.toLowerCase()))];
  const body: Select = {
    kind: 'select',
    items: [
      { expr: value, as: 'value' },
      { expr: aggregate('count', undefined), as: 'rows' },
    ],
    from: { relation: table.relation },
    where: or(...lower.map((each) => binary('=', call('lower', value), text(each)))),
    groupBy: [value],
  };
  const rows = (await readRows(workspace, body)).map(
    ([found, count]) => [String(found), Number(count)] as const,
  );
  const known = new Set(rows.map(([found]) => found));
  return words.flatMap((word) => {
    const near = rows.filter(([found]) => found.toLowerCase() === word.text.toLowerCase());
    return known.has(word.text) || near.length === 0 ? [] : [warning(word, table.name, name, near)];
  });
}

function warning(
  word: Word,
  table: string,
  name: string,
  near: readonly (readonly [string, number])[],
): Diagnostic {
  const whose = table === 'customers' ? 'no customer' : `no row of \`${table}\``;
  const there = near
    .toSorted(([, a], [, b]) => b - a)
    .map(([found, count]) => `\`${found}\` (${counted(count)})`)
    .join(', ');
  return caution(
    word.span,
    'other-letters',
    `${whose} has \`${word.text}\` in \`${name}\`; there is ${there}`,
    'write it so, or add `ignore_case: true` beside it',
  );
}
