/** The model of a table of e-mail activity when the project has none: opens and clicks of people, M the clicks. */
import type { Database } from '../database/database.ts';
import { quoteIdentifier } from '../database/quote.ts';
import { alternatives } from '../diagnostics/suggest.ts';
import { type RfmModel, type RfmMonetary, usualRfmModel, usualRfmPreset } from '../features/rfm-model.ts';
import type { EventTable } from '../model/schema.ts';
import type { YamlNode } from '../yaml/node.ts';
import { readYaml } from '../yaml/read.ts';

export interface AssumedModel {
  readonly model: RfmModel;
  /** What was assumed, for whoever reads the scores. */
  readonly says: string;
}

const kindNames = /^(event_?)?(type|name|kind|action|event)$/i;
const machineNames = /^(is_)?(machine|bot|automated|prefetch(ed)?)(_?opens?)?$/i;
const opens = /^open(s|ed)?$/i;
const clicks = /^click(s|ed)?$/i;
const mostKinds = 100;

/** Undefined for a table with money, and for one without a column that tells opens or clicks from other rows. */
export async function emailModel(
  name: string,
  table: EventTable,
  database: Database,
): Promise<AssumedModel | undefined> {
  if (table.value !== undefined) return undefined;
  const texts = table.columns.filter((column) => column.type === 'text' && kindNames.test(column.name));
  for (const column of texts) {
    const found = await database.rows(
      `SELECT DISTINCT ${quoteIdentifier(column.name)} FROM ${quoteIdentifier(table.relation)} ORDER BY 1 LIMIT ${mostKinds}`,
    );
    const kinds = found.map(([kind]) => String(kind));
    const [opened, clicked] = [
      kinds.filter((kind) => opens.test(kind)),
      kinds.filter((kind) => clicks.test(kind)),
    ];
    if (opened.length > 0) return modelOf(name, table, column.name, opened, clicked);
  }
  return undefined;
}

function modelOf(
  name: string,
  table: EventTable,
  column: string,
  opened: readonly string[],
  clicked: readonly string[],
): AssumedModel {
  const marks = table.columns.filter(({ type, name: mark }) => type === 'boolean' && machineNames.test(mark));
  const where = rowTest({
    [column]: [...opened, ...clicked],
    ...Object.fromEntries(marks.map((mark) => [mark.name, { ne: true }])),
  });
  const monetary: RfmMonetary =
    clicked.length === 0 ? { kind: 'none' } : { kind: 'count', where: rowTest({ [column]: clicked }) };
  const preset = usualRfmPreset(monetary);
  const counted = alternatives([...opened, ...clicked]);
  const without = marks.length === 0 ? '' : `, without \`${marks.map((mark) => mark.name).join('`, `')}\``;
  const money =
    clicked.length === 0 ? 'and there is no M' : `and M is the number of ${alternatives(clicked)}`;
  return {
    model: { ...usualRfmModel(name, table), where, monetary, preset, levels: preset.levels },
    says: `rows whose \`${column}\` is ${counted} count${without}, ${money}`,
  };
}

/** JSON with `true` unquoted is YAML as a project file would hold it. */
function rowTest(test: Readonly<Record<string, unknown>>): YamlNode {
  const source = { name: '--on', text: JSON.stringify(test) };
  return readYaml(source, (problem) => {
    throw new Error(problem.message);
  })!;
}
