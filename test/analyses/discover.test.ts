/** Planted groups are found, written and run; the figures said of them are those of counting by hand. */
import { describe, expect, it } from 'vitest';
import type { Discovery } from '../../src/analyses/discover.ts';
import { answerDiscover } from '../../src/analyses/discover-answer.ts';
import { discoverTraits } from '../../src/analyses/discover-traits.ts';
import { adjustedRand } from '../../src/stats/adjusted-rand.ts';
import { nearest } from '../../src/stats/k-means.ts';
import { seededNumbers } from '../../src/stats/seeded-numbers.ts';
import { withShop } from '../workspace/project.ts';

interface Customer {
  readonly id: string;
  readonly group: number;
  readonly visits: number;
  readonly spent: string;
  readonly rating: string;
}

const kinds = [
  { visits: 3, spent: 20, rating: 4.5 },
  { visits: 40, spent: 60, rating: 3 },
  { visits: 12, spent: 2000, rating: 4 },
  { visits: 4, spent: 300, rating: 1.2 },
];

/** Four kinds, money by a factor around the typical; every tenth without a rating, and of no kind. */
function makeCustomers(count: number, seed: number): readonly Customer[] {
  const next = seededNumbers(seed);
  const about = (): number => next() + next() + next() - 1.5;
  return Array.from({ length: count }, (_, i) => {
    const group = Math.floor(next() * kinds.length);
    const kind = kinds[group]!;
    const isRated = next() >= 0.1;
    return {
      id: `c${i}`,
      group: isRated ? group : -1,
      visits: Math.max(0, Math.round(kind.visits * Math.exp(about() * 0.3))),
      spent: (kind.spent * Math.exp(about() * 0.6)).toFixed(2),
      rating: isRated ? Math.min(5, Math.max(0, kind.rating + about() * 0.6)).toFixed(1) : '',
    };
  });
}

function shopOf(customers: readonly Customer[], more: Readonly<Record<string, string>> = {}) {
  const rows = customers.map(({ id, visits, spent, rating }) => [id, visits, spent, rating].join(','));
  return {
    'customers.csv': ['id,visits,spent,rating', ...rows].join('\n'),
    'segment.config.yaml':
      'timezone: UTC\nas_of: 2026-06-30\nsegments: segments/*.yaml\ncustomers: { file: customers.csv, key: id }\n',
    'segments/all.yaml': 'name: all\nwhere: { spent: { gte: 0 } }\n',
    ...more,
  };
}

interface Found {
  readonly discovery: Discovery;
  readonly text: string | undefined;
}

async function discover(files: Readonly<Record<string, string>>, threads = 1): Promise<Found> {
  const found: Found[] = [];
  await withShop(
    files,
    async ({ workspace }) => {
      const traits = discoverTraits(workspace, ['visits', 'spent', 'rating']);
      const question = { traits, segment: undefined, clusters: undefined };
      const { discovery, definitions } = await answerDiscover(workspace, question, 'groups');
      found.push({ discovery, text: definitions });
    },
    { threads },
  );
  return found[0]!;
}

/** The stage of every customer, as `run` writes it. */
async function stagesOf(
  files: Readonly<Record<string, string>>,
  text: string,
): Promise<ReadonlyMap<string, string>> {
  const stages = new Map<string, string>();
  await withShop({ ...files, 'segments/groups.yaml': text }, async ({ problems, members }) => {
    expect(problems).toEqual([]);
    for (const [name, keys] of Object.entries(await members())) {
      const [set, stage] = name.split('.');
      if (set === 'groups' && stage) for (const key of keys.split(' ')) stages.set(key, stage);
    }
  });
  return stages;
}

/** The nearest centre, by the scale that is said, computed here. */
function clusterOf({ visits, spent, rating }: Customer, { traits, found }: Discovery): number {
  const raw: Readonly<Record<string, number>> = { visits, spent: Number(spent), rating: Number(rating) };
  const point = traits.map(({ name, logarithm, cap, centre, spread }) => {
    const value = Math.min(raw[name]!, cap);
    return ((logarithm ? Math.log(1 + value) : value) - centre) / spread;
  });
  return nearest(point, found!.centres);
}

describe('planted groups', () => {
  const customers = makeCustomers(1500, 7);
  const rated = customers.filter(({ group }) => group >= 0);

  it('are found, and the file puts everybody where the figures say', async () => {
    const files = shopOf(customers);
    const { discovery, text } = await discover(files);
    const { found } = discovery;
    expect(found!.centres.length).toBe(kinds.length);
    expect(discovery.missing).toBe(customers.length - rated.length);
    const stages = await stagesOf(files, text!);
    expect(stages.size).toBe(customers.length);
    const ruled = rated.map(({ id }) => stages.get(id)!);
    expect(
      adjustedRand(
        rated.map(({ group }) => group),
        ruled,
      ),
    ).toBeGreaterThan(0.9);
    expect(customers.filter(({ id }) => stages.get(id) === 'unknown').length).toBe(discovery.missing);
    const sizes = found!.groups.map(({ customers: size }) => size).toSorted((a, b) => a - b);
    const counted = new Map<string, number>();
    for (const stage of ruled) counted.set(stage, (counted.get(stage) ?? 0) + 1);
    expect([...counted.values()].toSorted((a, b) => a - b)).toEqual(sizes);
    // Which stage is of which centre is told by whom most of it is nearest to.
    const nearestOf = rated.map((customer) => clusterOf(customer, discovery));
    const pairs = new Map<string, Map<number, number>>();
    for (const [i, stage] of ruled.entries()) {
      const own = pairs.get(stage) ?? new Map<number, number>();
      pairs.set(stage, own.set(nearestOf[i]!, (own.get(nearestOf[i]!) ?? 0) + 1));
    }
    const agree = [...pairs.values()].map((own) => Math.max(...own.values())).toSorted((a, b) => a - b);
    expect(found!.groups.map((group) => group.agree).toSorted((a, b) => a - b)).toEqual(agree);
  });

  it('give one file for two runs, any order of the rows, and any number of threads', async () => {
    const next = seededNumbers(3);
    const shuffled = customers
      .map((customer) => ({ customer, at: next() }))
      .toSorted((a, b) => a.at - b.at)
      .map(({ customer }) => customer);
    const { text } = await discover(shopOf(customers));
    expect((await discover(shopOf(shuffled), 2)).text).toBe(text);
  });
});

it('there are none in a uniform cloud, and nothing is written', async () => {
  const next = seededNumbers(11);
  const customers = Array.from({ length: 600 }, (_, i) => ({
    id: `c${i}`,
    group: 0,
    visits: Math.floor(next() * 100),
    spent: (next() * 100).toFixed(2),
    rating: (next() * 5).toFixed(1),
  }));
  const { discovery, text } = await discover(shopOf(customers));
  expect(discovery.found).toBeUndefined();
  expect(text).toBeUndefined();
});
