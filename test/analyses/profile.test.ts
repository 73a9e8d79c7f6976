/** Profiles against counting the rows, what could be read of few people, and how often luck is taken for a difference. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { measureProfile, type Profile } from '../../src/analyses/profile.ts';
import { valueTable } from '../../src/analyses/profile-answer.ts';
import { profileFields } from '../../src/analyses/profile-fields.ts';
import { personaOf } from '../../src/analyses/profile-persona.ts';
import { type Random, randomFrom } from '../oracle/random.ts';
import { withShop } from '../workspace/project.ts';
import { listsThatDiffer, randomSegments } from './random-lists.ts';

type Customer = Readonly<Record<string, string>>;

/** Countries of which some are rare, lists, numbers with many zeros, and values that are missing. */
function makeCustomers(random: Random, count: number): readonly Customer[] {
  return Array.from({ length: count }, (_, i): Customer => {
    const country = random.pick([
      'PL',
      'PL',
      'PL',
      'HU',
      'HU',
      'DE',
      '',
      random.pick(['IS', 'MT', 'LI', 'CY']),
    ]);
    const tastes = ['tea', 'coffee', 'juice', random.chance(0.03) ? 'mate' : 'water'];
    return {
      id: `c${i}`,
      email: `c${i}@example.com`,
      nickname: `n${random.int(1, count * 3)}`,
      country,
      drinks: random.chance(0.15) ? '' : random.some(tastes, 1, 3).join('|'),
      children: String(random.pick([0, 0, 0, 1, 1, 2, 3, random.chance(0.1) ? 9 : 2])),
      spent: random.chance(0.4)
        ? '0.00'
        : random.int(0, 90_000) === 0
          ? ''
          : (random.int(1, 99_999) / 100).toFixed(2),
      member: String(random.chance(0.3)),
      joined: `${random.int(2019, 2022)}-0${random.int(1, 9)}-10`,
      picked: String(random.chance(country === 'HU' ? 0.4 : 0.15)),
      other: String(random.chance(0.3)),
    };
  });
}

function shopOf(customers: readonly Customer[]): Readonly<Record<string, string>> {
  const names = Object.keys(customers[0]!);
  const rows = [names, ...customers.map((customer) => names.map((name) => customer[name]!))];
  return {
    'customers.csv': rows.map((row) => row.join(',')).join('\n'),
    'segment.config.yaml': `timezone: UTC
as_of: 2026-06-30
segments: segments/*.yaml
customers:
  { file: customers.csv, key: id, columns: { drinks: { type: list, separator: "|" } }, contact: { email: email }, consent: { email: { field: member, yes: ["true"] } } }
`,
    'segments/lists.yaml':
      'segments:\n  - { name: picked, where: { picked: true } }\n  - { name: other, where: { other: true } }\n',
  };
}

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

/** Whether a customer has the value that a row names, by what its label says and nothing else. */
function hasValue(customer: Customer, field: string, label: string | null): boolean {
  const cell = customer[field]!;
  if (label === null) return cell === '';
  if (cell === '') return false;
  if (field === 'drinks') return cell.split('|').includes(label);
  if (field === 'joined') return cell.startsWith(label);
  if (cell === label) return true;
  const number = Number(cell);
  const [, above, from, below, to] = /^(>?)([\d.]+) to (<?)([\d.]+)$/.exec(label) ?? [];
  if (to !== undefined) {
    const isOver = above ? number > Number(from) : number >= Number(from);
    return isOver && (below ? number < Number(to) : number <= Number(to));
  }
  if (/ or more$/.test(label)) return number >= Number.parseFloat(label);
  if (/^up to /.test(label)) return number <= Number(label.slice(6));
  if (/^</.test(label)) return number < Number(label.slice(1));
  return label === String(number);
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

/** What a reader can work out of the people with a value: of the list, the base, and the base beside the list. */
function readable(profile: Profile) {
  const { totals } = profile;
  const whole = [totals.list, totals.base, totals.base - totals.both];
  return profile.fields.flatMap(({ field, rows }) => {
    const cells = rows.map(({ cell }) => [cell.list, cell.base, cell.base - cell.both]);
    const left = whole.map((all, i) => all - cells.reduce((sum, cell) => sum + cell[i]!, 0));
    const missing = rows.find(({ cell }) => cell.kind === 'missing');
    const without = cells.map((cell) => whole.map((all, i) => all - cell[i]!));
    const known = missing && [missing.cell.list, missing.cell.base, missing.cell.base - missing.cell.both];
    const others = known
      ? cells
          .filter((cell) => `${cell}` !== `${known}`)
          .map((cell) => whole.map((all, i) => all - cell[i]! - known[i]!))
      : [];
    const isList = field.type === 'list';
    return [...cells, ...without, ...(isList ? others : [left])].flatMap((cell) =>
      cell.map((people) => ({ field: field.name, people })),
    );
  });
}

describe('nobody can be told from a profile', () => {
  const cases = seeds.flatMap((seed) => [5, 12].map((least) => [seed, least] as const));
  it.each(cases)('by reading or by subtracting, seed %i, %i people at least', async (seed, leastPeople) => {
    const customers = makeCustomers(randomFrom(100 + seed), 150);
    let cells = 0;
    for (const versus of [{}, { versus: 'other' }]) {
      const profile = await profileOf(shopOf(customers), 'picked', { ...versus, leastPeople });
      const found = readable(profile);
      cells += found.length;
      expect(found.filter(({ people }) => people !== 0 && people < leastPeople)).toEqual([]);
    }
    expect(cells).toBeGreaterThan(10);
  });
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
