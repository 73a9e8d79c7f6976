/** Segments to start from: the questions that are asked first, over what a project has. */
import type { EventTable, Schema } from '../model/schema.ts';
import { speaksOf } from './role-words.ts';
import { scalar } from './yaml-text.ts';

export interface Starter {
  /** The segment's, and its file's. */
  readonly name: string;
  readonly text: string;
}

/** What the starters have to know of a project. */
export interface Startable {
  readonly schema: Schema;
  readonly channels: readonly string[];
}

/** Those whose data is there, in the order in which people ask. */
export function starterSegments({ schema, channels }: Startable): readonly Starter[] {
  const orders = ordersTable(schema);
  const emails = schema.events.find(({ name }) => /mail|opens|clicks/i.test(name));
  const channel = channels.includes('email') ? ['channel: email'] : [];
  return [
    ...(orders ? orderStarters(orders, channel) : []),
    ...(emails?.time === undefined ? [] : [readers(emails.name, channel)]),
    ...(channel.length > 0 ? [starter('reachable', 'Who agreed to e-mail', channel)] : []),
  ];
}

/** The table of what people bought: with money, called so; the one made of lines where there is one. */
export function ordersTable({ events }: Schema): EventTable | undefined {
  const timed = events.filter(({ time }) => time !== undefined);
  const named = timed.filter(({ name }) => speaksOf(name, 'order'));
  return (
    named.find(({ key, value }) => key !== undefined && value !== undefined) ??
    named.find(({ value }) => value !== undefined) ??
    timed.find(({ value }) => value !== undefined) ??
    named[0]
  );
}

function orderStarters({ name, value }: EventTable, channel: readonly string[]): readonly Starter[] {
  const table = scalar(name);
  return [
    starter('new-customers', 'First bought in the last 30 days', [
      `where: { ${table}: { earliest: 1, last: 30d } }`,
    ]),
    starter('good-and-quiet', 'Bought twice or more in a year, and nothing for 90 days', [
      'where:',
      '  all:',
      `    - ${table}: { last: 1y, count: { gte: 2 } }`,
      `    - ${table}: { last: 90d, count: 0 }`,
      ...channel,
    ]),
    starter('bought-once', 'Bought once, at least 30 days ago', [
      'where:',
      '  all:',
      `    - ${table}: { count: 1 }`,
      `    - ${table}: { last: 30d, count: 0 }`,
      ...channel,
    ]),
    starter('never-bought', 'Nothing bought yet', [`where: { ${table}: none }`, ...channel]),
    ...(value === undefined
      ? []
      : [
          starter('big-spenders', 'The tenth that spent most in a year', [
            `where: { spend_1y: { top: 10% } }`,
            'columns: [spend_1y]',
            'traits:',
            `  spend_1y: { ${table}: { sum: ${scalar(value)}, last: 1y } }`,
          ]),
        ]),
  ];
}

function readers(table: string, channel: readonly string[]): Starter {
  return starter('readers', 'Read or clicked something in the last 30 days', [
    `where: { ${scalar(table)}: { last: 30d } }`,
    ...channel,
  ]);
}

function starter(name: string, title: string, lines: readonly string[]): Starter {
  return { name, text: `name: ${name}\ntitle: ${scalar(title)}\n${lines.join('\n')}\n` };
}
