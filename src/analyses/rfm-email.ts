/** The model of a table of e-mail activity when the project has none: opens and clicks of people, M the clicks. */
import { alternatives } from '../diagnostics/suggest.ts';
import type { Engine } from '../evaluation/read-rows.ts';
import { type RfmModel, type RfmMonetary, usualRfmModel, usualRfmPreset } from '../features/rfm-model.ts';
import { parsingWith } from '../language/condition.ts';
import { readRowTest } from '../language/events.ts';
import type { ConditionSyntax } from '../language/syntax.ts';
import type { EventTable } from '../model/schema.ts';
import { type EmailWords, findEmailWords } from './email-words.ts';

export interface AssumedModel {
  readonly model: RfmModel;
  /** What was assumed, for whoever reads the scores. */
  readonly says: string;
}

/** Undefined for a table with money, and for one without a column that tells opens or clicks from other rows. */
export async function emailModel(
  name: string,
  table: EventTable,
  engine: Engine,
): Promise<AssumedModel | undefined> {
  if (table.value !== undefined) return undefined;
  const found = await findEmailWords(table, ['opened'], engine);
  return found && modelOf(name, table, found);
}

function modelOf(name: string, table: EventTable, { kind, words, machines }: EmailWords): AssumedModel {
  const column = kind.name;
  const { opened, clicked } = words;
  const where = rowTest({
    [column]: [...opened, ...clicked],
    ...Object.fromEntries(machines.map((mark) => [mark.name, { ne: true }])),
  });
  const monetary: RfmMonetary =
    clicked.length === 0 ? { kind: 'none' } : { kind: 'count', where: rowTest({ [column]: clicked }) };
  const preset = usualRfmPreset(monetary);
  const counted = alternatives([...opened, ...clicked]);
  const without =
    machines.length === 0 ? '' : `, without \`${machines.map((mark) => mark.name).join('`, `')}\``;
  const money =
    clicked.length === 0 ? 'and there is no M' : `and M is the number of ${alternatives(clicked)}`;
  return {
    model: { ...usualRfmModel(name, table), where, monetary, preset, levels: preset.levels },
    says: `rows whose \`${column}\` is ${counted} count${without}, ${money}`,
  };
}

/** JSON with `true` unquoted is YAML as a project file would hold it. */
function rowTest(test: Readonly<Record<string, unknown>>): ConditionSyntax {
  const source = { name: '--on', text: JSON.stringify(test) };
  const parsing = parsingWith([], (problem) => {
    throw new Error(problem.message);
  });
  return readRowTest(source, parsing)!;
}
