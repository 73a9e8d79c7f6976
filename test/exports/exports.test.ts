/**
 * Exports as vendors write them, each with the project file that reads it, the definitions that answer a marketer's
 * questions over it, and the facts of it. They stand beside the reference data; without those there is nothing to read.
 */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { examine } from '../../src/analyses/doctor/doctor.ts';
import { selectKeys } from '../../src/evaluation/lists.ts';
import { evaluate } from '../../src/evaluation/membership.ts';
import { duckdb } from '../../src/sql/dialects/duckdb.ts';
import { printQuery } from '../../src/sql/print.ts';
import { openWorkspace } from '../../src/workspace/open.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { accountsOf, silentCommands, unaccounted } from '../fuzz/law.ts';
import { runBundle } from '../program/bundle.ts';

const here = dirname(fileURLToPath(import.meta.url));
const exportsFolder = join(process.env['SEGMENT_REFERENCE_DATA'] ?? '', '..', 'exports');
const vendors = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const isThere = process.env['SEGMENT_REFERENCE_DATA'] !== undefined && existsSync(exportsFolder);

interface Question {
  readonly id: string;
  readonly as_of: string;
  readonly timezone: string;
  readonly answer: readonly string[];
  readonly also?: Readonly<Record<string, readonly string[]>>;
}

const made = new Map<string, Promise<string>>();
afterAll(async () => {
  for (const folder of made.values()) rmSync(await folder, { recursive: true, force: true });
});

/** A copy of the vendor's files, in which nothing is edited: the project is what `init` writes. */
async function initialised(vendor: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'exports-made-'));
  cpSync(join(exportsFolder, vendor, 'data'), folder, { recursive: true });
  const zone = questionsOf(vendor)[0]!.timezone;
  const init = await runBundle(['init', '--yes', '--timezone', zone], { cwd: folder });
  expect(init.code, init.err).toBe(0);
  const run = await runBundle(['run', 'segments', '--as-of', '2026-06-30', '--format', 'csv'], {
    cwd: folder,
  });
  expect(run.code, run.err).toBe(0);
  rmSync(join(folder, 'segments'), { recursive: true });
  rmSync(join(folder, '.segment'), { recursive: true, force: true });
  cpSync(join(here, vendor, 'segments.yaml'), join(folder, 'segments.yaml'));
  return folder;
}

/** Looks at a copy of it, so that no look leaves anything to the next. */
async function withExport(vendor: string, look: (workspace: Workspace) => Promise<void>): Promise<void> {
  const project = made.get(vendor) ?? initialised(vendor);
  made.set(vendor, project);
  const folder = mkdtempSync(join(tmpdir(), 'exports-test-'));
  try {
    cpSync(await project, folder, { recursive: true });
    const workspace = await openWorkspace({
      cwd: folder,
      env: {},
      now: '2026-07-01T00:00:00Z',
      project: undefined,
      data: undefined,
      asOf: '2026-06-30',
      parameters: [],
      memoryLimit: undefined,
      threads: 1,
      files: ['segments.yaml'],
    });
    try {
      await look(workspace);
    } finally {
      workspace.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function questionsOf(vendor: string): readonly Question[] {
  return JSON.parse(readFileSync(join(exportsFolder, vendor, 'questions.json'), 'utf8')) as Question[];
}

/** `-- name` above each query. */
function factQueries(vendor: string): readonly (readonly [string, string])[] {
  const text = readFileSync(join(here, vendor, 'facts.sql'), 'utf8');
  return text
    .split(/^-- /m)
    .slice(1)
    .map((part) => {
      const [name = '', ...lines] = part.split('\n');
      return [name.trim(), lines.join('\n')] as const;
    });
}

describe.runIf(isThere).each(vendors)('%s', (vendor) => {
  const questions = isThere ? questionsOf(vendor) : [];

  it('answers every question', () =>
    withExport(vendor, async (workspace) => {
      const errors = workspace.diagnostics.filter(({ severity }) => severity === 'error');
      expect(errors.map(({ message }) => message)).toEqual([]);
      const { asked } = workspace;
      const { segments, key } = await evaluate(workspace, asked);
      for (const { id, answer, also } of questions) {
        const name = asked.find((segment) => segment.name === id)?.name;
        expect({ id, name }).toEqual({ id, name: id });
        const list = selectKeys(key, segments.find((segment) => segment.name === id)!);
        const rows = await workspace.database.rows(printQuery({ with: [], body: list }, duckdb));
        const found = rows.map(([found]) => String(found)).sort();
        const keys = [answer, ...Object.values(also ?? {})].map((each) => [...each].sort());
        const nearest = keys.find((each) => each[0]?.slice(0, 2) === found[0]?.slice(0, 2)) ?? keys[0];
        expect({ id, keys: found }).toEqual({ id, keys: nearest });
      }
    }));

  it('has the rows and sums that are in it', () =>
    withExport(vendor, async ({ database }) => {
      const facts = JSON.parse(readFileSync(join(exportsFolder, vendor, 'facts.json'), 'utf8')) as object;
      for (const [name, query] of factQueries(vendor)) {
        const rows = await database.rows(query);
        const found =
          rows.length === 1 && rows[0]!.length === 1 ? rows[0]![0] : Object.fromEntries(rows as never);
        expect({ [name]: plain(found) }).toEqual({ [name]: plain(facts[name as keyof typeof facts]) });
      }
    }));
});

/** Of whom the file says it, counted in its rows: neither what was given back, nor what was denied or is pending. */
const bought = { paypal: 286, 'online-retail': 362, stripe: 295, klaviyo: 330 };

it.runIf(isThere).each(Object.entries(bought))('counts as bought in %s what was', async (vendor, orders) => {
  const project = made.get(vendor) ?? initialised(vendor);
  made.set(vendor, project);
  const asked = join(mkdtempSync(join(tmpdir(), 'exports-asked-')), 'bought.yaml');
  writeFileSync(asked, 'name: bought\nwhere: { times_bought: { gte: 1 } }\ncolumns: [times_bought]\n');
  const { code, out, err } = await runBundle(['run', asked, '--as-of', '2026-06-30', '--format', 'csv'], {
    cwd: await project,
  });
  rmSync(dirname(asked), { recursive: true });
  expect(code, err).toBe(0);
  const found = out.trim().split('\n').slice(1);
  expect(found.reduce((sum, line) => sum + Number(line.split(',').at(-1)), 0)).toBe(orders);
});

/** What was planted in the files, as their pages say, by table and check; what definitions hold is another matter. */
const oddities: Readonly<Record<string, readonly string[]>> = {
  'events-wide': [
    ...['events', 'orders', 'emails'].map((table) => `${table} left-out 17`),
    ...['events', 'orders', 'emails'].map((table) => `${table} rows-of-nobody 73`),
  ],
  hubspot: [
    'deals unknown-customers 22',
    'orders unknown-customers 22',
    'deals rows-of-nobody 1',
    'orders rows-of-nobody 1',
    'deals without-money 1',
  ],
  klaviyo: [],
  magento: ['orders rows-of-nobody 1', 'every_order rows-of-nobody 1'],
  mailchimp: [],
  monthly: ['orders silence 31', 'orders left-out 6', 'orders rows-of-nobody 1'],
  olist: [],
  'online-retail': ['lines rows-of-nobody 20', 'lines negative-money 30', 'invoices negative-money 30'],
  paypal: [
    'activity mixed-currencies 6',
    'orders mixed-currencies 5',
    'activity rows-of-nobody 23',
    'activity negative-money 39',
  ],
  'polish-excel': ['orders left-out 1', 'orders rows-of-nobody 1', 'customers two-spellings 20'],
  prestashop: ['orders customers-apart 88'],
  retailrocket: [],
  'russian-1c': ['orders rows-of-nobody 1', 'orders negative-money 16'],
  shopify: ['lines unknown-customers 4', 'lines left-out 9', 'lines rows-of-nobody 2'],
  stripe: ['payments rows-of-nobody 4'],
  woocommerce: [
    'orders left-out 1',
    'every_order left-out 1',
    'orders rows-of-nobody 1',
    'every_order rows-of-nobody 1',
  ],
};

describe.runIf(isThere).each(vendors)('%s', (vendor) => {
  it('has for `doctor` what is odd in it, and nothing else', () =>
    withExport(vendor, async (workspace) => {
      const found = (await examine(workspace)).filter(({ table }) => !table.endsWith('.yaml'));
      const said = found.map(({ table, check, rows }) => `${table} ${check} ${rows}`);
      expect(said).toEqual(oddities[vendor]);
    }));
});

const commands = [
  ['run', 'segments.yaml', '--format', 'csv', '--no-cache'],
  ['count', 'segments.yaml'],
  ['check'],
];

interface Account {
  readonly table: string;
  readonly file: string | null;
  readonly read: number | null;
  readonly keys: number | null;
  readonly value: number | null;
}

describe.runIf(isThere).each(vendors)('%s', (vendor) => {
  it('has in `sources` the rows of its files, its people and its sums', () =>
    withExport(vendor, async ({ project, schema }) => {
      const facts = JSON.parse(readFileSync(join(exportsFolder, vendor, 'facts.json'), 'utf8'));
      const world = { cwd: project.folder, env: { SEGMENT_AS_OF: '2026-06-30' } };
      const { accounts: all, losses } = await accountsOf(world);
      expect(unaccounted(all)).toEqual([]);
      expect(await silentCommands(commands, losses, world)).toEqual([]);
      const accounts = all as unknown as Account[];
      const rowsOf: Record<string, number> = facts.rows ?? {};
      for (const { table, file, read } of accounts) {
        const files = (file ?? '').split(', ').map((name) => rowsOf[name]);
        if (files.some((rows) => rows === undefined)) continue;
        expect({ table, read }).toEqual({ table, read: files.reduce((sum, rows) => sum! + rows!, 0) });
      }
      for (const [name, query] of factQueries(vendor)) {
        const [, sum, of, where] =
          /^SELECT (?:sum\("?(.+?)"?\)|count\(\*\)) FROM (\w+)\s*(WHERE [^;]*)?$/.exec(query) ?? [];
        const account = accounts.find(({ table }) => table === of);
        const hasWhere = project.events.some((entry) => entry.name.name === of && entry.where !== undefined);
        const isValue =
          schema.events.some(({ name, value }) => name === of && value === sum) &&
          hasWhere === (where !== undefined);
        if (account && sum !== undefined && isValue)
          expect([name, account.value]).toEqual([name, Number(facts[name])]);
        const isWhole = !(project.customers.source && project.customers.from);
        if (name === 'people' && of === 'customers' && where === undefined && isWhole)
          expect(account?.keys).toBe(facts.people);
      }
    }));
});

function plain(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) return value;
  const text = String(value).replace(' ', 'T');
  return /^-?\d+[.]\d+$/.test(text) ? text.replace(/0+$/, '') : text;
}

it.skipIf(isThere)('has nothing to read here', () => expect(vendors.length).toBeGreaterThan(0));
