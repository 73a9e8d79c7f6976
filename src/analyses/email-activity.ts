/** Which rows of an event table are messages delivered, opened, clicked and unsubscribed from. */
import type { Database } from '../database/database.ts';
import { quoteIdentifier } from '../database/quote.ts';
import type { Logic } from '../model/logic.ts';
import type { Column, EventTable } from '../model/schema.ts';
import type { ColumnValue, Leaf, Rows, Value } from '../model/value.ts';

export const emailEvents = ['delivered', 'opened', 'clicked', 'unsubscribed'] as const;

export type EmailEvent = (typeof emailEvents)[number];

export interface EmailActivity {
  readonly table: string;
  /** What tells one message from another; rows are messages where nothing does. */
  readonly message?: Value;
  /** Row tests; an event that the table does not have is absent. */
  readonly tests: Readonly<Partial<Record<EmailEvent, Logic<Leaf>>>>;
}

const kindNames = /^(event_?)?(type|name|kind|action|event)$/i;
const messageNames = /^(message|email|mail|send)_?id$/i;
const machineNames = /^(is_)?(machine|bot|automated|prefetch(ed)?)(_?opens?)?$/i;
const words: Readonly<Record<EmailEvent, RegExp>> = {
  delivered: /^deliver(y|ies|ed|s)?$/i,
  opened: /^open(s|ed)?$/i,
  clicked: /^click(s|ed)?$/i,
  unsubscribed: /^unsub(scribe[sd]?)?$/i,
};
const mostKinds = 100;

/** The first table that has deliveries and opens, told by the words in it. */
export async function findEmailActivity(
  tables: readonly EventTable[],
  database: Database,
): Promise<EmailActivity | undefined> {
  for (const table of tables.filter(({ time }) => time !== undefined)) {
    for (const kind of table.columns.filter(({ type, name }) => type === 'text' && kindNames.test(name))) {
      const found = await database.rows(
        `SELECT DISTINCT ${quoteIdentifier(kind.name)} FROM ${quoteIdentifier(table.relation)} ORDER BY 1 LIMIT ${mostKinds}`,
      );
      const kinds = found.map(([word]) => String(word));
      const has = (event: EmailEvent): boolean => kinds.some((word) => words[event].test(word));
      if (has('delivered') && has('opened')) return activityOf(table, kind, kinds);
    }
  }
  return undefined;
}

function activityOf(table: EventTable, kind: Column, kinds: readonly string[]): EmailActivity {
  const message = table.columns.find(({ name }) => messageNames.test(name));
  const machines = table.columns.filter(({ type, name }) => type === 'boolean' && machineNames.test(name));
  const byPeople = machines.map((mark) => notTrueTest(columnValue(table, mark)));
  const tests = emailEvents.flatMap((event) => {
    const own = kinds.filter((word) => words[event].test(word));
    if (own.length === 0) return [];
    const test = oneOfTest(columnValue(table, kind), own);
    return [[event, { kind: 'all', items: [test, ...byPeople] }] as const];
  });
  return {
    table: table.name,
    ...(message ? { message: columnValue(table, message) } : {}),
    tests: Object.fromEntries(tests),
  };
}

/** The rows of the event within the bounds. */
export function emailRows(activity: EmailActivity, event: EmailEvent, bounds: Rows['bounds']): Rows {
  return { table: activity.table, where: activity.tests[event]!, bounds, steps: [] };
}

/** A column of the table's rows. */
export function columnValue(table: EventTable, column: Column): ColumnValue {
  return {
    kind: 'column',
    table: table.name,
    lookups: [],
    name: column.name,
    type: column.type,
    ...(column.scale === undefined ? {} : { scale: column.scale }),
    ...(column.clock === undefined ? {} : { clock: column.clock }),
    nullable: column.nullable,
  };
}

function oneOfTest(left: Value, texts: readonly string[]): Logic<Leaf> {
  const right = texts.map((text) => ({ kind: 'literal', literal: { type: 'text', text } as const }) as const);
  return { kind: 'leaf', leaf: { kind: 'comparison', operator: 'in', left, right } };
}

function notTrueTest(left: Value): Logic<Leaf> {
  const right = [{ kind: 'literal', literal: { type: 'boolean', text: 'true' } } as const];
  return { kind: 'leaf', leaf: { kind: 'comparison', operator: 'ne', left, right } };
}
