// Rows whose time stands in the row that a lookup finds have no key of their own: they go by the order of their file.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runBundle } from '../program/bundle.ts';

const files = {
  'segment.config.yaml': `timezone: UTC
as_of: 2026-06-30
customers: { from: orders }
events:
  orders: { file: orders.csv, key: no, customer: who, time: at }
  items: { file: items.csv, customer: order.who, time: order.at, lookup: { order: orders } }
traits:
  first_sku: { items: { value_of_first: sku } }
  last_sku: { items: { value_of_last: sku } }
`,
  'orders.csv': 'no,who,at\n1,a,2026-01-01\n2,a,2026-02-01\n3,b,2026-01-01\n',
  'items.csv': 'no,sku\n2,y\n1,s\n1,c\n1,t\n2,z\n2,b\n3,x\n',
  'all.yaml': 'name: all\nwhere: { who: { set: true } }\ncolumns: [first_sku, last_sku]\n',
};

it.each([[['--no-cache']], [[]], [[]]])('the first and the last of rows at one time, %j', async (more) => {
  const cwd = mkdtempSync(join(tmpdir(), 'time-by-lookup-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
    const { out, err } = await runBundle(['run', 'all.yaml', '--format', 'csv', ...more], { cwd });
    expect(out, err).toBe('segment,who,first_sku,last_sku\nall,a,s,b\nall,b,x,x\n');
  } finally {
    rmSync(cwd, { recursive: true });
  }
});
