/** A table of e-mail activity, told by the words in it: delivered, opened, clicked, unsubscribed. */
import { type Engine, readRows } from '../evaluation/read-rows.ts';
import type { Column, EventTable } from '../model/schema.ts';
import { ascending, column } from '../sql/build.ts';

export const emailEvents = ['delivered', 'opened', 'clicked', 'unsubscribed'] as const;

export type EmailEvent = (typeof emailEvents)[number];

export interface EmailWords {
  /** The column that tells one kind of row from another. */
  readonly kind: Column;
  /** What stands in it for each event; nothing for one that the table does not have. */
  readonly words: Readonly<Record<EmailEvent, readonly string[]>>;
  /** Columns that mark what no person did. */
  readonly machines: readonly Column[];
}

const KIND_NAMES = /^(event_?)?(type|name|kind|action|event)$/i;
const MACHINE_NAMES = /^(is_)?(machine|bot|automated|prefetch(ed)?)(_?opens?)?$/i;
const patterns: Readonly<Record<EmailEvent, RegExp>> = {
  delivered: /^deliver(y|ies|ed|s)?$/i,
  opened: /^open(s|ed)?$/i,
  clicked: /^click(s|ed)?$/i,
  unsubscribed: /^unsub(scribe[sd]?)?$/i,
};
const MOST_KINDS = 100;

/** The words of the first column that has the events needed; undefined where none has. */
export async function findEmailWords(
  table: EventTable,
  needed: readonly EmailEvent[],
  engine: Engine,
): Promise<EmailWords | undefined> {
  for (const kind of table.columns.filter(({ type, name }) => type === 'text' && KIND_NAMES.test(name))) {
    const word = column(kind.name);
    const found = await readRows(engine, {
      kind: 'select',
      distinct: true,
      items: [{ expr: word, as: kind.name }],
      from: { relation: table.relation },
      orderBy: [ascending(word)],
      limit: MOST_KINDS,
    });
    const words = byEvent(found.map(([word]) => String(word)));
    if (needed.some((event) => words[event].length === 0)) continue;
    const machines = table.columns.filter(({ type, name }) => type === 'boolean' && MACHINE_NAMES.test(name));
    return { kind, words, machines };
  }
  return undefined;
}

function byEvent(found: readonly string[]): EmailWords['words'] {
  const of = (event: EmailEvent): readonly string[] => found.filter((word) => patterns[event].test(word));
  return {
    delivered: of('delivered'),
    opened: of('opened'),
    clicked: of('clicked'),
    unsubscribed: of('unsubscribed'),
  };
}
