/** A project in a temporary folder, opened as a command would. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sortDiagnostics } from '../../src/diagnostics/collect.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { openWorkspace } from '../../src/workspace/open.ts';
import type { WorkspaceOptions } from '../../src/workspace/options.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { readLists } from '../evaluation/read-lists.ts';

/** Six customers, their orders, and the products they ordered. */
const SHOP: Readonly<Record<string, string>> = {
  'customers.csv': `customer_id,email,country,points,rate,born,active,signed_up_at
1,ann@x.pl,PL,10,1.50,1990-02-28,true,2026-01-05T10:00:00Z
2,ben@x.hu,HU,20,2.50,1985-07-01,true,2026-02-05T10:00:00Z
3,cid@x.de,DE,30,0.10,1970-12-31,false,2025-03-05T10:00:00Z
4,dee@x.pl,PL,40,10.00,2000-01-01,true,2026-06-05T10:00:00Z
5,,,,,,,2026-06-25T10:00:00Z
6,fay@x.pl,PL,60,3.00,1999-09-09,false,2026-06-28T10:00:00Z
`,
  'products.csv': `product_id,category
p1,Shoes
p2,Home & Garden
p3,Żółte
`,
  'orders.csv': `order_id,customer_id,ordered_at,total,product_id
o1,1,2026-06-20T12:00:00Z,50.00,p1
o2,2,2026-05-01T12:00:00Z,20.00,p2
o3,3,2024-05-01T12:00:00Z,20.00,p3
o4,4,2026-06-10T12:00:00Z,99.90,p1
o5,4,2025-12-10T12:00:00Z,5.10,p2
`,
  'segment.config.yaml': `timezone: UTC
as_of: 2026-06-30
segments: segments/*.yaml
customers: { file: customers.csv, key: customer_id }
events:
  orders:
    { file: orders.csv, key: order_id, customer: customer_id, time: ordered_at, value: total, lookup: { product: products } }
lookups:
  products: { file: products.csv, key: product_id }
traits:
  spend: { orders: { sum: total } }
  mean: { ratio: [ spend, { orders: { count: true } } ] }
`,
};

export interface Opened {
  /** Errors and warnings as `code: what they point at — message`, in order. */
  readonly problems: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  readonly workspace: Workspace;
  /** Keys of the members of each asked segment, joined by blanks. */
  members(): Promise<Readonly<Record<string, string>>>;
}

/** Opens the shop with more files, the definitions in `segments/` asked for unless others are named; runs the test and removes it. */
export async function withShop(
  files: Readonly<Record<string, string>>,
  test: (opened: Opened) => Promise<void>,
  options: Partial<WorkspaceOptions> = {},
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'segment-workspace-test-'));
  try {
    for (const [name, text] of Object.entries({ ...SHOP, ...files })) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const workspace = await openWorkspace({
      cwd: folder,
      env: {},
      now: '2026-07-01T00:00:00Z',
      project: undefined,
      data: undefined,
      asOf: undefined,
      parameters: [],
      memoryLimit: undefined,
      threads: 1,
      files: ['segments'],
      ...options,
    });
    try {
      await test(opened(workspace));
    } finally {
      workspace.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function opened(workspace: Workspace): Opened {
  const diagnostics = sortDiagnostics(workspace.diagnostics).filter(({ severity }) => severity !== 'note');
  return {
    workspace,
    diagnostics,
    problems: diagnostics.map(describe),
    async members() {
      const lists = [...(await readLists(workspace))];
      return Object.fromEntries(lists.map(([name, rows]) => [name, rows.map(([key]) => key).join(' ')]));
    },
  };
}

function describe({ code, message, span, severity }: Diagnostic): string {
  const pointed = span ? span.source.text.slice(span.start, span.end) : '';
  return `${severity} ${code}: ${pointed} — ${message}`;
}
