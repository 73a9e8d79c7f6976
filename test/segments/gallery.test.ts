/** The definitions of `segments/`: nothing to complain of, and each holds whom a query by hand holds. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { readField } from '../../src/analyses/measured-field.ts';
import { signsAsked } from '../../src/analyses/prediction-question.ts';
import { learnCustomers } from '../../src/evaluation/predictions.ts';
import { customerItems, makeRelation } from '../../src/evaluation/relation.ts';
import { column } from '../../src/sql/build.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { learnByHand } from '../commands/fixture/likeness-by-hand.ts';
import { readLists } from '../evaluation/read-lists.ts';
import { membersByHand } from '../samples/segments.ts';
import { openSamples } from '../workspace/samples.ts';

const ROOT = join(import.meta.dirname, '../..');
const SEGMENTS = join(ROOT, 'segments');
const STARTERS = join(ROOT, 'test/samples/segments.sql');
const GALLERY = join(import.meta.dirname, 'gallery.sql');
const FILES = readdirSync(SEGMENTS, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml') && !name.endsWith('.test.yaml'))
  .sort();

/** Whom a model tells by what it has learned, from which chance on: nobody can count them by hand. */
const LEARNED: Readonly<
  Record<string, readonly [model: string, from: (chances: readonly number[]) => number]>
> = {
  'likely-vips': ['vip', () => 0.15],
  // As `top: 5%` counts.
  'ready-to-buy': [
    'ready_to_buy',
    (chances) => chances[chances.length - Math.ceil(0.95 * (chances.length - 1)) - 1]!,
  ],
};

/** Whom likeness to a list tells, which is learned anew by plain loops: of which list, by which signs, and how many. */
const ALIKE = {
  'like-big-spenders': {
    of: 'big-spenders',
    from: ['order_count', 'average_order', 'visit_days_30d', 'opened_90d'],
    count: 100,
  },
} as const;

const byHand = await membersByHand([STARTERS, GALLERY]);

let workspace: Workspace;
let lists: ReadonlyMap<string, readonly (readonly unknown[])[]>;

beforeAll(async () => {
  workspace = await openSamples();
  lists = await readLists(workspace);
});

afterAll(() => workspace.close());

describe('the definitions', () => {
  it('have neither errors nor warnings', () => {
    expect(workspace.diagnostics.filter(({ severity }) => severity !== 'note')).toEqual([]);
  });

  it('have a query by hand each, and no more', () => {
    expect([...byHand.keys(), ...Object.keys(LEARNED), ...Object.keys(ALIKE)].sort()).toEqual(
      workspace.asked.map(({ name }) => name).sort(),
    );
  });

  it.each(FILES)('%s says what each of its segments is and what for, in one line', (file) => {
    const document = parseDocument(readFileSync(join(SEGMENTS, file), 'utf8')).toJS();
    for (const segment of document.segments ?? [document]) {
      expect(segment.title).toMatch(/^\S.+$/);
      expect(segment.description).toMatch(/^\S.{20,}$/);
      expect(segment.tags.length).toBeGreaterThan(0);
    }
  });
});

describe('the members', () => {
  it.each([...byHand.keys()])('of %s are those found by hand', (name) => {
    const keys = lists.get(name)!.map(([key]) => key);
    expect(keys).toEqual(byHand.get(name));
  });

  it.each(Object.entries(LEARNED))('of %s are the likeliest of its model', async (name, [model, from]) => {
    const { relation } = await learnCustomers(workspace, signsAsked(workspace, model)!);
    const rows = await workspace.database.rows(`SELECT customer, probability FROM "${relation}" ORDER BY 1`);
    const least = from(rows.map(([, chance]) => Number(chance)).sort((a, b) => b - a));
    const expected = rows.filter(([, chance]) => Number(chance) >= least).map(([key]) => key);
    expect(lists.get(name)!.map(([key]) => key)).toEqual(expected);
    expect(expected.length).toBeGreaterThan(0);
  });

  it.each(Object.entries(ALIKE))(
    'of %s are the likest by a model fitted by hand',
    async (name, { of, from, count }) => {
      const columns = from.map((sign) => `sign: ${sign}`);
      await makeRelation(workspace, 'signs_by_hand', (planner) => ({
        items: customerItems(
          planner.key,
          Object.fromEntries(
            from.map((sign, i) => [
              columns[i]!,
              column(planner.value(readField(workspace, 'fields', sign).value, sign)),
            ]),
          ),
        ),
      }));
      const names = columns.map((sign) => `CAST("${sign}" AS DOUBLE)`);
      const rows = await workspace.database.rows(`SELECT customer, ${names.join(', ')} FROM signs_by_hand`);
      const members = new Set(byHand.get(of));
      const { chances } = learnByHand(
        rows.map(([id, ...signs]) => ({
          id: String(id),
          inside: members.has(String(id)),
          signs: signs.map((sign) => (sign === null ? Number.NaN : Number(sign))),
        })),
      );
      const likest = [...chances].toSorted((a, b) => b[1] - a[1]).slice(0, count);
      expect(lists.get(name)!.map(([key]) => key)).toEqual(likest.map(([id]) => id).toSorted());
    },
  );

  it('are somebody, and not everybody, in every segment', () => {
    const sizes = [...byHand].map(([name, keys]) => [name, keys.length > 0 && keys.length < 3000]);
    expect(sizes.filter(([, is]) => !is)).toEqual([]);
  });

  it('of stages are everybody once', () => {
    for (const set of ['age-band', 'activity', 'lifecycle']) {
      const keys = [...byHand].flatMap(([name, members]) => (name.startsWith(`${set}.`) ? members : []));
      expect([set, keys.length, new Set(keys).size]).toEqual([set, 3000, 3000]);
    }
  });
});
