/** Which rows of an event table are messages delivered, opened, clicked and unsubscribed from. */
import type { Engine } from '../evaluation/read-rows.ts';
import { columnValue } from '../model/column-value.ts';
import type { Logic } from '../model/logic.ts';
import type { EventTable } from '../model/schema.ts';
import type { Leaf, Rows, Value } from '../model/value.ts';
import { type EmailEvent, type EmailWords, emailEvents, findEmailWords } from './email-words.ts';

export interface EmailActivity {
  readonly table: string;
  /** What tells one message from another; rows are messages where nothing does. */
  readonly message?: Value;
  /** Row tests; an event that the table does not have is absent. */
  readonly tests: Readonly<Partial<Record<EmailEvent, Logic<Leaf>>>>;
}

const MESSAGE_NAMES = /^(message|email|mail|send)_?id$/i;

/** The first table that has deliveries and opens, told by the words in it. */
export async function findEmailActivity(
  tables: readonly EventTable[],
  engine: Engine,
): Promise<EmailActivity | undefined> {
  for (const table of tables.filter(({ time }) => time !== undefined)) {
    const found = await findEmailWords(table, ['delivered', 'opened'], engine);
    if (found) return activityOf(table, found);
  }
  return undefined;
}

function activityOf(table: EventTable, { kind, words, machines }: EmailWords): EmailActivity {
  const message = table.columns.find(({ name }) => MESSAGE_NAMES.test(name));
  const byPeople = machines.map((mark) => notTrueTest(columnValue(table.name, mark)));
  const tests = emailEvents.flatMap((event) => {
    if (words[event].length === 0) return [];
    const test = oneOfTest(columnValue(table.name, kind), words[event]);
    return [[event, { kind: 'all', items: [test, ...byPeople] }] as const];
  });
  return {
    table: table.name,
    ...(message ? { message: columnValue(table.name, message) } : {}),
    tests: Object.fromEntries(tests),
  };
}

/** The rows of the event within the bounds; all before the as-of without. */
export function emailRows(activity: EmailActivity, event: EmailEvent, bounds: Rows['bounds'] = []): Rows {
  return { table: activity.table, where: activity.tests[event]!, bounds, steps: [] };
}

function oneOfTest(left: Value, texts: readonly string[]): Logic<Leaf> {
  const right = texts.map((text) => ({ kind: 'literal', literal: { type: 'text', text } as const }) as const);
  return { kind: 'leaf', leaf: { kind: 'comparison', operator: 'in', left, right } };
}

function notTrueTest(left: Value): Logic<Leaf> {
  const right = [{ kind: 'literal', literal: { type: 'boolean', text: 'true' } } as const];
  return { kind: 'leaf', leaf: { kind: 'comparison', operator: 'ne', left, right } };
}
