/** What became of the messages that customers were sent in a period, one row a customer. */
import type { Bounds } from '../model/value.ts';
import type { Planner } from '../plan/planner.ts';
import type { CommonTable, Expr, Select } from '../sql/ast.ts';
import { aggregate, ascending, call, column, integer, or, twoValued, when } from '../sql/build.ts';
import { type EmailActivity, emailRows } from './email-activity.ts';
import { type EmailEvent, emailEvents } from './email-words.ts';

/** Customers without a message may be missing. */
export interface EmailMessages {
  /** By `customer`. */
  readonly relation: string;
  /** The column of each of `emailSums`. */
  readonly columns: Readonly<Record<string, string>>;
  readonly tables: () => readonly CommonTable[];
}

const relations = { rows: 'email_rows', marked: 'email_marked', messages: 'email_messages' } as const;

/** What is summed for the table: `clicked_open` is what was both. */
export function emailSums({ tests }: EmailActivity): readonly (EmailEvent | 'clicked_open')[] {
  const found = emailEvents.filter((event) => tests[event] !== undefined);
  return [...found, ...(tests.clicked ? (['clicked_open'] as const) : [])];
}

/**
 * Of each message delivered within the bounds, whether it was opened, clicked and unsubscribed from up to the as-of.
 * A message is told by its id and counts once for each customer; without ids what a customer does belongs to the
 * delivery just before it, and to one delivery at most.
 */
export function emailMessages(activity: EmailActivity, period: Bounds, planner: Planner): EmailMessages {
  const relation = planner.relationName('email_sums');
  const table = planner.rows({ table: activity.table, bounds: [], steps: [] }, relations.rows);
  const found = emailEvents.filter((event) => activity.tests[event] !== undefined);
  const flags = found.map((event) => {
    const bounds = event === 'delivered' ? [period] : [];
    return [event, one(table.filterOf(emailRows(activity, event, bounds)))] as const;
  });
  const isEvent = found.map((event) => table.filterOf(emailRows(activity, event)));
  table.useful = or(...isEvent);
  const ordered = { partition: [table.customer], order: [ascending(table.moment.expr)] };
  const message: Expr = activity.message
    ? table.named(activity.message as Parameters<typeof table.named>[0])
    : { kind: 'window', name: 'sum', args: [one(isEvent[found.indexOf('delivered')]!)], ...ordered };
  const marked: Select = {
    kind: 'select',
    items: [
      { expr: table.customer, as: 'customer' },
      { expr: message, as: 'message' },
      ...flags.map(([event, expr]) => ({ expr, as: event })),
    ],
    from: { relation: table.relation },
  };
  const sums = emailSums(activity);
  const most = activity.message ? integer(1) : undefined;
  return {
    relation,
    columns: Object.fromEntries(sums.map((name) => [name, sumColumn(name)])),
    tables: () => [
      ...table.tables(),
      { name: relations.marked, query: marked },
      { name: relations.messages, query: messagesQuery(found, most) },
      { name: relation, query: sumsQuery(sums) },
    ],
  };
}

function one(condition: Expr): Expr {
  return when(twoValued(condition), integer(1), integer(0));
}

/** One row a message: how often it was delivered, and what was done no more often than that. */
function messagesQuery(events: readonly EmailEvent[], most: Expr | undefined): Select {
  const by = [column('customer'), column('message')];
  const rows = (event: EmailEvent): Expr => aggregate('sum', column(event));
  const delivered = most ? call('least', rows('delivered'), most) : rows('delivered');
  return {
    kind: 'select',
    items: [
      { expr: column('customer'), as: 'customer' },
      ...events.map((event) => ({
        expr: event === 'delivered' ? delivered : call('least', rows(event), delivered),
        as: event,
      })),
    ],
    from: { relation: relations.marked },
    groupBy: by,
  };
}

/** A plan has no such name. */
function sumColumn(name: string): string {
  return `e-mail: ${name}`;
}

function sumsQuery(sums: ReturnType<typeof emailSums>): Select {
  const both = call('least', column('opened'), column('clicked'));
  return {
    kind: 'select',
    items: [
      { expr: column('customer'), as: 'customer' },
      ...sums.map((name) => ({
        expr: aggregate('sum', name === 'clicked_open' ? both : column(name)),
        as: sumColumn(name),
      })),
    ],
    from: { relation: relations.messages },
    groupBy: [column('customer')],
  };
}
