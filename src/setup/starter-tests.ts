/** Tests of the starter segments: of every number somebody who just meets it, and somebody who just does not. */
import type { EventTable } from '../model/schema.ts';
import type { CustomersEntry } from '../project/project.ts';
import { scalar } from './yaml-text.ts';

/** What rows have to say, so that somebody is a customer and may be written to. */
export interface TestableShop {
  readonly customers: Pick<CustomersEntry, 'channels'> & { readonly key: string };
  readonly orders?: EventTable;
  /** What the row of an order has to say, so that somebody bought by it. */
  readonly bought?: Readonly<Record<string, string>>;
  readonly emails?: EventTable;
}

export interface StarterTest {
  /** The segment that it is about, which is its name in the file too. */
  readonly segment: string;
  /** An item of `tests:`. */
  readonly text: string;
}

type Days = readonly (string | readonly [day: string, value: number])[];

interface Case {
  readonly segment: string;
  readonly says: string;
  readonly table: 'orders' | 'emails' | undefined;
  /** Whether rows have to say what they are worth. */
  readonly isOfMoney?: true;
  /** By customer the days of rows; who is in stands first. */
  readonly rows: Readonly<Record<string, Days>>;
  readonly members: readonly string[];
}

const AS_OF = '2026-06-30';

/** The rich one and ten others, of whom the tenth is one or two. */
const spenders: Readonly<Record<string, Days>> = {
  rich: [['2025-07-01', 1000]],
  early: [
    ['2025-06-30', 5000],
    ['2026-01-01', 1],
  ],
  ...Object.fromEntries(
    Array.from({ length: 9 }, (_, index) => [`other-${index + 1}`, [['2026-01-01', 10 + index]]]),
  ),
};

const cases: readonly Case[] = [
  {
    segment: 'new-customers',
    says: 'the first order within 30 days, however many came before the next',
    table: 'orders',
    rows: { new: ['2026-06-01'], old: ['2026-05-31', '2026-06-10'] },
    members: ['new'],
  },
  {
    segment: 'good-and-quiet',
    says: 'two orders in a year, and none for 90 days',
    table: 'orders',
    rows: {
      quiet: ['2025-07-01', '2026-04-01'],
      once: ['2026-01-10'],
      early: ['2025-06-30', '2026-01-10'],
      lately: ['2026-01-10', '2026-04-02'],
    },
    members: ['quiet'],
  },
  {
    segment: 'bought-once',
    says: 'one order, 30 days ago or longer',
    table: 'orders',
    rows: { once: ['2026-05-31'], lately: ['2026-06-01'], twice: ['2026-01-10', '2026-02-10'], never: [] },
    members: ['once'],
  },
  {
    segment: 'never-bought',
    says: 'no order of any time',
    table: 'orders',
    rows: { never: [], once: ['2020-01-01'] },
    members: ['never'],
  },
  {
    segment: 'big-spenders',
    says: 'the tenth of eleven, by what they spent in a year',
    table: 'orders',
    isOfMoney: true,
    rows: spenders,
    members: ['other-9', 'rich'],
  },
  {
    segment: 'readers',
    says: 'something in the last 30 days',
    table: 'emails',
    rows: { reads: ['2026-06-01'], before: ['2026-05-31'] },
    members: ['reads'],
  },
];

/** For the starters that there are, over the tables that there are. */
export function starterTests(shop: TestableShop, segments: readonly string[]): readonly StarterTest[] {
  return cases.flatMap((each) => {
    const table = each.table && shop[each.table];
    const isThere = segments.includes(each.segment) && table !== undefined;
    return isThere && !(each.isOfMoney && table.value === undefined)
      ? [{ segment: each.segment, text: testText(each, table, shop) }]
      : [];
  });
}

/** The file of the tests. */
export function starterTestsText(tests: readonly StarterTest[]): string {
  return `tests:\n${tests.map(({ text }) => text).join('\n')}`;
}

function testText(
  { segment, says, rows, members }: Case,
  table: EventTable,
  { customers, orders, bought = {} }: TestableShop,
): string {
  const { key, channels } = customers;
  const own = table === orders ? bought : {};
  const email = channels.find(({ name }) => name === 'email');
  const consent = email?.consent?.kind === 'field' ? email.consent : undefined;
  const people = Object.keys(rows).map((name) =>
    row({
      [key]: name,
      ...(email?.contact ? { [email.contact.name]: `${name}@shop.example` } : {}),
      ...(consent ? { [consent.field.name]: consent.yes?.[0] ?? 'yes' } : {}),
    }),
  );
  const events = Object.entries(rows).flatMap(([name, days]) =>
    days.map((each) => {
      const [day, value] = typeof each === 'string' ? [each, 10] : each;
      return row({
        [table.customer]: name,
        [table.time!]: day,
        ...(table.value === undefined ? {} : { [table.value]: String(value) }),
        ...own,
      });
    }),
  );
  const lines = [
    `  - test: ${scalar(says)}`,
    `    as_of: ${AS_OF}`,
    '    given:',
    '      customers:',
    ...people,
    `      ${scalar(table.name)}:${events.length > 0 ? '' : ' []'}`,
    ...events,
    `    expect: { ${scalar(segment)}: [${members.join(', ')}] }`,
  ];
  return `${lines.join('\n')}\n`;
}

function row(cells: Readonly<Record<string, string>>): string {
  const parts = Object.entries(cells).map(([name, value]) => `${scalar(name)}: ${scalar(value)}`);
  return `        - { ${parts.join(', ')} }`;
}
