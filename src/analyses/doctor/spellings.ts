import type { ColumnValue, Leaf } from '../../model/value.ts';
import { leavesWithin } from '../../model/walk.ts';
import { otherSpellings } from '../../sources/oddities.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Check, Finding } from './finding.ts';

interface Asked {
  readonly column: ColumnValue;
  readonly words: readonly string[];
}

/** Words that a test wants to be equal to a column of text, letter by letter. */
function askedOf(leaf: Leaf): Asked | undefined {
  if (leaf.kind !== 'comparison' || leaf.folding || !['eq', 'in'].includes(leaf.operator)) return undefined;
  const { left, right } = leaf;
  if (left.kind !== 'column' || left.type !== 'text' || left.lookups.length > 0) return undefined;
  const words = right.flatMap((operand) => (operand.kind === 'literal' ? [operand.literal.text] : []));
  return { column: left, words };
}

async function findingsOf(
  name: string,
  { column, words }: Asked,
  { schema, database }: Workspace,
): Promise<readonly Finding[]> {
  const table = [schema.customers, ...schema.events].find((each) => each.name === column.table);
  if (!table || words.length === 0) return [];
  const others = await otherSpellings(table.relation, column.name, words, database);
  return others.map(({ asked, written, rows }) => ({
    severity: 'warning',
    table: table.name,
    check: 'other-spelling',
    rows,
    example: `${asked} ${written}`,
    says: `\`${name}\` asks for \`${asked}\` in \`${column.name}\`, where \`${written}\` is written`,
    help: [`write \`${written}\`, or add \`ignore_case: true\` to the test`],
  }));
}

export const spellings: Check = {
  name: 'other-spelling',
  summary: 'values that a test asks for and that are written otherwise',
  find: async (workspace) => {
    const found: Finding[] = [];
    for (const segment of workspace.definitions.segments) {
      const parts = [segment.where, ...segment.exclude];
      for (const leaf of leavesWithin(parts)) {
        const asked = askedOf(leaf);
        if (asked) found.push(...(await findingsOf(segment.name, asked, workspace)));
      }
    }
    return found;
  },
};
