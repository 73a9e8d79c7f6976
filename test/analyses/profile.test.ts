/** Profiles against counting the rows, what could be read of few people, and how often luck is taken for a difference. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { measureProfile, type Profile, type ProfileRow } from '../../src/analyses/profile.ts';
import { valueTable } from '../../src/analyses/profile-answer.ts';
import { type ProfileField, profileFields } from '../../src/analyses/profile-fields.ts';
import { personaOf, valueText } from '../../src/analyses/profile-persona.ts';
import { randomFrom } from '../oracle/random.ts';
import { withShop } from '../workspace/project.ts';
import { exposed } from './profile-attack.ts';
import { type Customer, hasValue, makeCustomers, shopOf, withNearCopies } from './profiled-customers.ts';
import { listsThatDiffer, randomSegments } from './random-lists.ts';

async function profileOf(
  files: Readonly<Record<string, string>>,
  segment: string,
  { versus, leastPeople = 5 }: { readonly versus?: string; readonly leastPeople?: number } = {},
): Promise<Profile> {
  const found: Profile[] = [];
  await withShop(files, async ({ workspace }) => {
    const fields = profileFields(workspace, undefined);
    found.push(await measureProfile(workspace, { segment, versus, fields, leastPeople }));
  });
  return found[0]!;
}

const seeds = [1, 2, 3];

describe('a profile', () => {
  it.each(seeds)('counts what its labels say, seed %i', async (seed) => {
    const customers = makeCustomers(randomFrom(seed), 600);
    const picked = customers.filter(({ picked: is }) => is === 'true');
    const other = customers.filter(({ other: is }) => is === 'true');
    for (const versus of [undefined, 'other']) {
      const base = versus === undefined ? customers : other;
      const profile = await profileOf(shopOf(customers), 'picked', versus === undefined ? {} : { versus });
      const { rows } = valueTable(profile);
      expect(rows.length).toBeGreaterThan(15);
      for (const [field, value, count, share, baseShare, index] of rows) {
        if (value === '(other)') continue;
        const label = value as string | null;
        const found = picked.filter((customer) => hasValue(customer, String(field), label)).length;
        const inBase = base.filter((customer) => hasValue(customer, String(field), label)).length;
        expect([field, value, count, share, baseShare]).toEqual([
          field,
          value,
          found,
          found / picked.length,
          inBase / base.length,
        ]);
        if (inBase === 0) expect(index).toBe(null);
        else expect(index).toBeCloseTo((100 * found * base.length) / (picked.length * inBase), 9);
      }
    }
  });

  it('leaves out keys, addresses and what nearly everybody has one of their own of, and finds what was planted', async () => {
    const profile = await profileOf(shopOf(makeCustomers(randomFrom(7), 600)), 'picked');
    const names = profile.fields.map(({ field }) => field.name);
    expect(names).not.toContain('id');
    expect(names).not.toContain('email');
    expect(names).not.toContain('nickname');
    expect(profile.unique).toEqual(['nickname']);
    expect(names.slice(0, 2)).toEqual(['picked', 'country']);
    expect(personaOf(profile, new Set(['picked'])).text).toMatch(
      /^`picked` is \d+ customers of 600\. (Many|Most) have `country` HU \(\d+% against \d+% of everybody\)\.$/,
    );
  });

  it('writes large numbers with their thousands apart where people read, years as they are, and files plainly', () => {
    const row = (from: number, to: number) => {
      const counts = { list: 0, base: 0, both: 0 };
      const cell = { ...counts, kind: 'band' as const, from, to, parts: [] };
      return { cell, value: `${from} to <${to}` } as unknown as ProfileRow;
    };
    const field = (type: string) => ({ name: 'x', type }) as ProfileField;
    expect(valueText(field('decimal'), row(1000, 100_000))).toBe('1,000 to <100,000');
    expect(valueText(field('integer'), row(1950, 1960))).toBe('1950 to <1960');
    expect(valueText(field('integer'), row(20_000, 1_000_000))).toBe('20,000 to <1,000,000');
    expect(valueText(field('date'), row(1950, 1960))).toBe('1950 to <1960');
  });

  it('calls joined values by a name that no value has', async () => {
    const customers = makeCustomers(randomFrom(5), 600).map((one) => ({
      ...one,
      country: one['country'] === 'DE' ? '(other)' : one['country']!,
    }));
    const { fields } = await profileOf(shopOf(customers), 'picked');
    const { rows } = fields.find(({ field }) => field.name === 'country')!;
    const named = rows.filter(({ cell }) => cell.kind === 'other').map(({ value }) => value);
    expect(named).toEqual(['((other))']);
    expect(rows.filter(({ value }) => value === '(other)').map(({ cell }) => cell.kind)).toEqual(['value']);
  });

  it('says that nothing is told where all are too few', async () => {
    const customers = makeCustomers(randomFrom(3), 600).map((one, i) => ({ ...one, picked: String(i < 3) }));
    expect((await profileOf(shopOf(customers), 'picked')).fields).toEqual([]);
  });
});

describe('nobody can be told from a profile', () => {
  const shops = process.env['SHOPS']
    ? Array.from({ length: Number(process.env['SHOPS']) }, (_, at) => at + 1)
    : [...seeds, 65];
  const cases = shops.flatMap((seed) => [5, 12].map((least) => [seed, least] as const));
  it.each(cases)('by reading or by subtracting, seed %i, %i people at least', async (seed, leastPeople) => {
    const customers = withNearCopies(
      randomFrom(200 + seed),
      makeCustomers(randomFrom(100 + seed), 150 + 20 * (seed % 9)),
    );
    let cells = 0;
    for (const versus of [undefined, 'other']) {
      const profile = await profileOf(shopOf(customers), 'picked', {
        ...(versus ? { versus } : {}),
        leastPeople,
      });
      const found = exposed(profile, customers, versus);
      cells += found.told;
      expect(found.few).toEqual([]);
    }
    expect(cells).toBeGreaterThan(5);
  });

  /** Of so many a look is not enough, and fields that it cannot tell of are counted. */
  it.each([400, 9000])(
    'from fields that one of %i tells apart: one is told, and the other named',
    async (count) => {
      const customers = withNearCopies(randomFrom(2), makeCustomers(randomFrom(1), count));
      const profile = await profileOf(shopOf(customers), 'picked');
      const names = profile.copies.map(({ name, of }) => `${name} of ${of}`);
      expect(names).toEqual(expect.arrayContaining(['country_then of country']));
      expect(profile.fields.map(({ field }) => field.name)).not.toContain('country_then');
      expect(exposed(profile, customers, undefined).few).toEqual([]);
    },
  );
});

it('takes luck for a difference in about one list of twenty', async () => {
  const customers = makeCustomers(randomFrom(18), 500);
  const files = { ...shopOf(customers), 'segments/random.yaml': randomSegments(60, 1) };
  await withShop(files, async ({ workspace }) => {
    const differ = await listsThatDiffer(workspace, 60);
    expect(differ).toBeLessThanOrEqual(7);
  });
});

const data = process.env['SEGMENT_REFERENCE_DATA'] ?? '';

function readCustomers(path: string): { readonly text: string; readonly rows: readonly Customer[] } {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return { text, rows: parse(text, { columns: true }) };
}

const real = [
  [
    'completejourney/customers.csv',
    { age: '65+' },
    ['income', 'home_ownership', 'marital_status', 'household_comp'],
  ],
  ['hillstrom/customers.csv.gz', { channel: 'Web' }, ['zip_code', 'history_segment', 'newbie', 'mens']],
] as const;

describe.skipIf(!existsSync(join(data, 'completejourney')))('on real data', () => {
  it.each(real)('%s', async (file, where, fields) => {
    const { text, rows } = readCustomers(join(data, file));
    const [[column, value] = ['', '']] = Object.entries(where);
    const files = {
      'customers.csv': text,
      'segment.config.yaml':
        'timezone: UTC\nas_of: 2018-01-01\nsegments: segments/*.yaml\ncustomers: { file: customers.csv, key: customer_id }\n',
      'segments/them.yaml': `name: them\nwhere: { ${column}: "${value}" }\n`,
    };
    const them = rows.filter((row) => row[column] === value);
    const profile = await profileOf(files, 'them');
    for (const name of fields) {
      const told = profile.fields.find(({ field }) => field.name === name)!;
      for (const row of told.rows.filter(({ cell }) => cell.kind !== 'other')) {
        const has = (customer: Customer): boolean => customer[name] === (row.value ?? '');
        const [found, inBase] = [them.filter(has).length, rows.filter(has).length];
        expect([name, row.value, row.cell.list, row.cell.base]).toEqual([name, row.value, found, inBase]);
        expect(row.share).toBe(found / them.length);
      }
      const joined = told.rows.reduce((sum, { cell }) => sum + cell.list, 0);
      expect(joined).toBe(them.length);
    }
  });
});
