import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { type FolderColumn, type FolderTable, projectOfFolder } from '../../src/project/convention.ts';

/** `name: column column…`; a column ending in `@` looks like times, in `#` like numbers. */
function table(text: string): FolderTable {
  const [name, columns] = text.split(': ');
  return {
    name: name!,
    path: `/data/${name}.csv`,
    columns: columns!.split(' ').map((column): FolderColumn => {
      const looks = column.endsWith('@') ? 'time' : column.endsWith('#') ? 'number' : 'text';
      return { name: column.replace(/[@#]$/, ''), looks };
    }),
  };
}

function read(...tables: readonly string[]) {
  const diagnostics: Diagnostic[] = [];
  const project = projectOfFolder(tables.map(table), 'data', '/here', (diagnostic) =>
    diagnostics.push(diagnostic),
  );
  return { project, diagnostics };
}

describe('a folder without a project file', () => {
  it('has customers, orders, emails, other events and lookups', () => {
    const { project, diagnostics } = read(
      'customers: customer_id email email_consent signed_up_at@',
      'orders: order_id customer_id ordered_at@ total# product_id',
      'email_activity: message_id customer_id occurred_at@ type',
      'Returns: Customer-ID Date@ reason',
      'products: product_id name price#',
    );
    expect(diagnostics).toEqual([]);
    expect(project).toMatchObject({
      zone: 'UTC',
      zoneGiven: false,
      history: '/here/.segment/history.duckdb',
      customers: {
        source: { files: [{ name: '/data/customers.csv' }] },
        key: { name: 'customer_id' },
        created: { name: 'signed_up_at' },
        channels: [
          { name: 'email', contact: { name: 'email' }, consent: { field: { name: 'email_consent' } } },
        ],
      },
      events: [
        {
          name: { name: 'orders' },
          key: { name: 'order_id' },
          customer: { column: { name: 'customer_id' } },
          time: { name: 'ordered_at' },
          value: { name: 'total' },
          lookups: [{ name: { name: 'product' }, table: { name: 'products' }, by: { name: 'product_id' } }],
        },
        { name: { name: 'emails' }, time: { name: 'occurred_at' } },
        { name: { name: 'Returns' }, customer: { column: { name: 'Customer-ID' } }, time: { name: 'Date' } },
      ],
      lookups: [{ name: { name: 'products' }, key: { name: 'product_id' } }],
    });
    expect(project.events[1]).not.toHaveProperty('key');
  });

  it('joins lookups whose key is a bare id', () => {
    const { project } = read('customers: id', 'orders: id customer_id at@ product_id', 'products: id name');
    expect(project.customers.key?.name).toBe('id');
    expect(project.events).toMatchObject([
      { key: { name: 'id' }, lookups: [{ by: { name: 'product_id' } }] },
    ]);
    expect(project.lookups).toMatchObject([{ key: { name: 'id' } }]);
  });

  it('takes customers from orders when there is no customers file', () => {
    const { project } = read('orders: client_id at@ amount#');
    expect(project.customers).toMatchObject({ from: { name: 'orders' } });
    expect(project.events).toMatchObject([{ value: { name: 'amount' }, time: { name: 'at' } }]);
  });

  it('says which table it leaves out', () => {
    const { project, diagnostics } = read('customers: customer_id', 'weather: day@ rain#');
    expect(project.events).toEqual([]);
    expect(diagnostics).toMatchObject([{ severity: 'note', code: 'table-left-out' }]);
  });

  it('says where a column that is called a time is none', () => {
    const { project, diagnostics } = read('customers: customer_id', 'orders: customer_id ordered_at total#');
    expect(project.events[0]).not.toHaveProperty('time');
    expect(diagnostics).toMatchObject([
      {
        severity: 'warning',
        code: 'table-without-time',
        message: expect.stringContaining('`orders` has no time: too few cells of `ordered_at`'),
      },
    ]);
    expect(read('customers: customer_id', 'tags: customer_id tag').diagnostics).toEqual([]);
  });

  it('gives a table another name than a word of the language', () => {
    expect(read('customers: customer_id', 'last: customer_id at@').project.events[0]?.name.name).toBe(
      'last_table',
    );
  });

  it('is refused without customers', () => {
    expect(() => read('weather: day@ rain#')).toThrow(expect.objectContaining({ exitCode: 2 }));
  });

  it('is refused with two files of one table', () => {
    expect(() =>
      read('customers: customer_id', 'emails: customer_id', 'email_activity: customer_id'),
    ).toThrow('two files are the table `emails`');
  });
});
