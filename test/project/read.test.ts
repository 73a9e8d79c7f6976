import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { readProject } from '../../src/project/read.ts';

const full = `
timezone: Europe/Warsaw
as_of: 2026-06-30
currency: EUR
segments: [segments/**/*.yaml, more/*.yaml]
customers:
  file: samples/customers.csv
  key: customer_id
  created: signed_up_at
  contact: { email: email, sms: phone }
  consent: { email: email_consent, sms: { field: sms_status, yes: [subscribed] } }
  lookup: { company: companies }
events:
  orders:
    file: samples/orders.parquet
    key: order_id
    customer: customer_id
    time: ordered_at
    value: total
    where: { status: { not_in: [cancelled, refunded] } }
    lookup: { product: products }
    newest: updated_at
  emails:
    file: ["\${DATA}/emails/*.csv", extra.csv]
    customer: customer_id
    columns: { total: { from: "Wartość", type: decimal }, at: time, nick: name, tags: { type: list, separator: ";" } }
    delimiter: ";"
    encoding: windows-1250
    decimal: ","
    date_format: "%d.%m.%Y"
    null_values: ["n/a", "-"]
    source_timezone: UTC
    on_error: skip
lookups:
  products: { file: samples/products.csv, key: product_id, lookup: { brand: { table: brands, by: brand_code } } }
  brands: { file: samples/brands.csv, key: brand_code }
  companies: { file: samples/companies.csv, key: company_id }
traits: { spend_1y: { orders: { sum: total, last: 1y } } }
suppress: [ hard-bounced ]
holdout: { share: 5%, seed: global }
history: .segment/history.duckdb
record: true
`;

const small = 'customers: { file: c.csv, key: id }\n';

function read(text: string, env: Record<string, string> = { DATA: '/data' }) {
  const diagnostics: Diagnostic[] = [];
  const source = { name: 'segment.config.yaml', text };
  const project = readProject(source, '/shop', env, (diagnostic) => diagnostics.push(diagnostic));
  return { project, diagnostics };
}

/** Each diagnostic as the text it points at and what it says. */
function problems(text: string): readonly string[] {
  return read(text).diagnostics.map(({ message, span }) => {
    return `${span ? text.slice(span.start, span.end) : ''} | ${message}`;
  });
}

describe('a project file', () => {
  it('is read whole', () => {
    const { project, diagnostics } = read(full);
    expect(diagnostics).toEqual([]);
    expect(project).toMatchObject({
      file: 'segment.config.yaml',
      folder: '/shop',
      zone: 'Europe/Warsaw',
      zoneGiven: true,
      asOf: { text: '2026-06-30' },
      currency: 'EUR',
      segments: [{ name: 'segments/**/*.yaml' }, { name: 'more/*.yaml' }],
      customers: {
        key: { name: 'customer_id' },
        created: { name: 'signed_up_at' },
        channels: [
          { name: 'email', contact: { name: 'email' }, consent: { field: { name: 'email_consent' } } },
          {
            name: 'sms',
            contact: { name: 'phone' },
            consent: { field: { name: 'sms_status' }, yes: ['subscribed'] },
          },
        ],
        lookups: [{ name: { name: 'company' }, table: { name: 'companies' } }],
      },
      events: [
        {
          name: { name: 'orders' },
          key: { name: 'order_id' },
          customer: { column: { name: 'customer_id' } },
          time: { name: 'ordered_at' },
          value: { name: 'total' },
          where: { kind: 'leaf', leaf: { kind: 'test', field: { text: 'status' } } },
          source: {
            newest: { name: 'updated_at' },
            onError: 'stop',
            files: [{ name: 'samples/orders.parquet' }],
          },
        },
        {
          name: { name: 'emails' },
          source: {
            files: [{ name: '/data/emails/*.csv' }, { name: 'extra.csv' }],
            columns: [
              { name: { name: 'total' }, from: ['Wartość'], type: 'decimal' },
              { name: { name: 'at' }, from: ['at'], type: 'time' },
              { name: { name: 'nick' }, from: ['name'] },
              { name: { name: 'tags' }, from: ['tags'], type: 'list', separator: ';' },
            ],
            delimiter: ';',
            encoding: 'windows-1250',
            decimal: ',',
            dateFormats: [{ name: '%d.%m.%Y' }],
            nullValues: ['n/a', '-'],
            zone: 'UTC',
            onError: 'skip',
          },
        },
      ],
      lookups: [
        { name: { name: 'products' }, lookups: [{ table: { name: 'brands' }, by: { name: 'brand_code' } }] },
        { name: { name: 'brands' } },
        { name: { name: 'companies' } },
      ],
      suppress: [{ text: 'hard-bounced' }],
      history: '/shop/.segment/history.duckdb',
      record: true,
      traits: [{ name: { text: 'spend_1y' }, value: { kind: 'block' } }],
      holdout: { share: '0.05', seed: 'global' },
    });
  });

  it('may be short', () => {
    const { project, diagnostics } = read(small);
    expect(diagnostics).toEqual([]);
    expect(project).toMatchObject({
      zone: 'UTC',
      zoneGiven: false,
      segments: [{ name: 'segments/**/*.yaml' }],
      history: '/shop/.segment/history.duckdb',
      events: [],
      record: false,
    });
  });

  it('may take customers from an event table', () => {
    const { project, diagnostics } = read(
      'customers: { from: orders }\nevents: { orders: { file: o.csv, customer: who } }',
    );
    expect(diagnostics).toEqual([]);
    expect(project?.customers).toMatchObject({ from: { name: 'orders' } });
  });

  it('reads a quoted type as the name of a column', () => {
    const { project } = read('customers: { file: c.csv, key: id, columns: { day: "date", when: date } }');
    expect(project?.customers.source?.columns).toMatchObject([
      { from: ['date'] },
      { name: { name: 'when' }, from: ['when'], type: 'date' },
    ]);
  });

  it.each([
    ['delimiter: tab', '\t'],
    ['delimiter: "\\t"', '\t'],
    ['delimiter: "|"', '|'],
    ['delimiter: semicolon', ';'],
  ])('understands %s', (option, delimiter) => {
    const { project, diagnostics } = read(`customers: { file: c.csv, key: id, ${option} }`);
    expect(diagnostics).toEqual([]);
    expect(project?.customers.source?.delimiter).toBe(delimiter);
  });
});

describe('what was meant in a project file', () => {
  it.each([
    ['timezone: Warsaw', 'write `Europe/Warsaw`'],
    ['timezone: EST', 'for the clock of the place write `America/New_York`'],
    ['timezone: Etc/GMT+2', 'write `+02:00` for the other side'],
    ['as_of: today', 'leave it out: today is what a run looks from'],
    ['as_of: 30.06.2026', 'write year-month-day: `2026-06-30`'],
    ['currency: €', 'write `EUR`'],
    ['currency: pln', 'write `PLN`'],
    ['holdout: 0.05', 'write `holdout: { share: 5% }`'],
    ['holdout: 5', 'write `holdout: { share: 5% }`'],
    ['customers: { file: c.csv, id: id }', 'write `key`'],
    ['customers: { file: c.csv, key: id, contact: email }', 'write `contact: { email: COLUMN }`, by channel'],
    ['customers: { file: c.csv, key: id, on_error: ignore }', 'write `skip`'],
    [
      'customers: { file: c.csv, key: id, columns: [a] }',
      'columns of the file are there by themselves; a type is said so: `columns: { spent: decimal }`',
    ],
    ['events: [o.csv]', 'tables stand by name: `events: { orders: { file: … } }`'],
  ])('is said of %s', (text, help) => {
    const { diagnostics } = read(text.startsWith('customers') ? text : `${small}${text}`);
    expect(diagnostics.map((each) => each.help)).toEqual([[help]]);
  });
});

describe('what is wrong with a project file', () => {
  it('is all said in one go', () => {
    expect(
      problems(`
timezone: Europe/Warszawa
curency: EUR
customers: { file: c.csv, created: at }
events:
  orders: { file: o.csv, time: at, on_eror: skip }
`),
    ).toEqual([
      'curency | `curency` is no key of the project file',
      'Europe/Warszawa | expected a time zone such as `Europe/Warsaw` or `UTC` for `timezone`, found `Europe/Warszawa`',
      'file | `customers` needs `key`',
      'on_eror | `on_eror` is no key of `orders`',
    ]);
  });

  it.each([
    ['timezone: UTC', '| the project file needs `customers`'],
    ['customers: { key: id }', '| `customers` needs `file`'],
    [
      `${small}as_of: 2026-06-31`,
      '2026-06-31 | expected a date or a time such as `2026-06-30` for `as_of`, found `2026-06-31`',
    ],
    [
      `${small}currency: euro`,
      'euro | expected a currency of three letters such as `EUR` for `currency`, found `euro`',
    ],
    [
      `${small}events: { last: { file: o.csv, customer: c } }`,
      'last | `last` is a word of the language and cannot name an event table',
    ],
    [
      `${small}events: { "2024": { file: o.csv, customer: c } }`,
      '"2024" | `2024` cannot name an event table',
    ],
    [
      `${small}events: { orders: { file: o.csv, customer: c } }\nlookups: { Orders: { file: l.csv, key: id } }`,
      'Orders | `Orders` cannot name a lookup table: it is an event table already',
    ],
    [
      `${small}events: { orders: { file: o.csv, customer: c, lookup: { product: produkts } } }\nlookups: { products: { file: p.csv, key: id } }`,
      'produkts | there is no lookup table `produkts`',
    ],
    [
      `${small}events: { orders: { file: o.csv, customer: c, lookup: { x: orders } } }`,
      'orders | `orders` has no `key`, by which a lookup finds its rows',
    ],
    [
      `${small}lookups: { a: { file: a.csv, key: id, lookup: { x: b } }, b: { file: b.csv, key: id, lookup: { y: a } } }`,
      'b | lookups lead in a circle: `b` → `a` → `b`',
    ],
    [
      'customers: { from: order }\nevents: { orders: { file: o.csv, customer: c } }',
      'order | there is no event table `order` to take customers from',
    ],
    [
      'customers: { from: orders, encoding: utf-8 }\nevents: { orders: { file: o.csv, customer: c } }',
      'encoding | `encoding` has no place beside `from`: such customers are made of the rows of another table',
    ],
    [
      'customers: { file: "${NOWHERE}/c.csv", key: id }',
      '"${NOWHERE}/c.csv" | the environment variable `NOWHERE` is not set',
    ],
    [
      'customers: { file: c.csv, key: id, delimiter: ";;" }',
      '";;" | expected one character such as `";"`, or `tab` for `delimiter`, found the text `";;"`',
    ],
    [
      'customers: { file: c.csv, key: id, columns: { a: { type: money } } }',
      'money | expected one of `text`, `integer`, `decimal`, `float`, `boolean`, `date`, `time`, `list`, `month_day` for `type`, found `money`',
    ],
    [
      'customers: { file: c.csv, key: id, columns: { a: { type: text, separator: "|" } } }',
      'separator | `separator` of `a` has no use without `type: list`',
    ],
  ])('%s', (text, problem) => {
    expect(problems(text).join('\n')).toContain(problem);
  });

  it('comes with the nearest name', () => {
    const { diagnostics } = read('custmers: { file: c.csv, key: id }');
    expect(diagnostics[0]?.help).toEqual(['did you mean `customers`?']);
  });
});

it('is no project where a table has no name, of which the engine can make no relation', () => {
  const text = `${small}events: { "": { file: o.csv, customer: c } }`;
  expect(problems(text)).toEqual(['"" | `` cannot name an event table']);
  expect(read(text).project).toBeUndefined();
});

describe('an engine', () => {
  const read = (engine: string, environment: Record<string, string> = {}) => {
    const found: Diagnostic[] = [];
    const text = `engine: ${engine}\ncustomers: { table: people, key: id }\n`;
    const project = readProject({ name: 'p.yaml', text }, '/', environment, (each) => found.push(each));
    return { engine: project?.engine, said: found.map(({ message }) => message) };
  };

  it('on BigQuery is a project and a dataset, from the environment too, and needs no address', () => {
    const { engine, said } = read('{ type: bigquery, project: "${P}", database: shop, location: EU }', {
      P: 'p-1',
    });
    expect(said).toEqual([]);
    expect(engine).toMatchObject({ type: 'bigquery', project: 'p-1', database: 'shop', location: 'EU' });
    expect(engine).not.toHaveProperty('url');
  });

  it('elsewhere has an address, and nothing of BigQuery', () => {
    expect(read('{ type: postgres }').said).toEqual(['`engine` needs `url`']);
    expect(read('{ type: clickhouse, url: "http://c", project: p }').said).toEqual([
      '`project` is no key of `engine`',
    ]);
    const { engine, said } = read('{ type: bigquery, url: "http://u:secret@b" }');
    expect([engine, said]).toEqual([undefined, ['a password stands in the project file']]);
  });
});
