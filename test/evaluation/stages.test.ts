// Stage sets: each stage a list, the field NAME.stage, and the set wherever a segment may stand.
import { describe, expect, it } from 'vitest';
import { withShop } from '../workspace/project.ts';
import { readLists } from './read-lists.ts';

const LIFECYCLE = `name: lifecycle
stages:
  - { stage: lead, where: { orders: none } }
  - { stage: new, where: { orders: { earliest: 1, last: 60d } } }
  - { stage: lost, where: { orders: { last: 1y, count: 0 } }, action: leave them alone }
  - { stage: active }
`;
const LISTS = {
  'lifecycle.active': '2 4',
  'lifecycle.lead': '5 6',
  'lifecycle.lost': '3',
  'lifecycle.new': '1',
};

async function members(files: Readonly<Record<string, string>>, asked = ['segments']) {
  let found: unknown;
  await withShop(
    files,
    async (opened) => {
      found = opened.problems.length > 0 ? opened.problems : await opened.members();
    },
    { files: asked },
  );
  return found;
}

const definition = (files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`segments/${name}.yaml`, text]));

describe('a stage set', () => {
  it('puts everybody in exactly one list, with the action of its stage', async () => {
    expect(await members(definition({ l: LIFECYCLE }))).toEqual(LISTS);
    await withShop(definition({ l: LIFECYCLE }), async ({ workspace }) => {
      const actions = workspace.asked.flatMap(({ name, about }) =>
        about.action ? [[name, about.action]] : [],
      );
      expect(actions).toEqual([['lifecycle.lost', 'leave them alone']]);
    });
  });

  it('is a field in conditions, columns and limits, and a segment by one stage or as a whole', async () => {
    const files = definition({
      l: LIFECYCLE,
      a: 'where: { lifecycle.stage: [new, lost] }\ncolumns: [lifecycle.stage]',
      b: 'where: { segment: lifecycle.active }',
      c: 'where: { segment: lifecycle, country: PL }',
      d: 'where: { country: PL }\nexclude: { lifecycle.stage: { ne: lead } }',
      e: 'base: lifecycle\nwhere: { points: { top: { customers: 2 } } }',
      f: 'base: lifecycle.active\nwhere: { country: { set: true } }\nexclude: [ { segment: [lifecycle.new, b] } ]',
    });
    const { a, b, c, d, e, f, ...lists } = (await members(files)) as Record<string, string>;
    expect({ a, b, c, d, e, f }).toEqual({ a: '1 3', b: '2 4', c: '1 4 6', d: '6', e: '4 6', f: '' });
    expect(lists).toEqual(LISTS);
    await withShop(files, async ({ workspace }) => {
      expect((await readLists(workspace)).get('a')).toEqual([
        ['1', 'new'],
        ['3', 'lost'],
      ]);
    });
  });

  it('divides its base, and nobody else has a stage', async () => {
    const files = definition({
      polish: 'where: { country: PL }',
      l: LIFECYCLE.replace('stages:', 'base: polish\nstages:'),
      none: 'where: { lifecycle.stage: { set: false } }',
      whole: 'where: { segment: lifecycle }',
    });
    expect(await members(files, ['segments/l.yaml', 'segments/none.yaml', 'segments/whole.yaml'])).toEqual({
      'lifecycle.active': '4',
      'lifecycle.lead': '6',
      'lifecycle.lost': '',
      'lifecycle.new': '1',
      none: '2 3 5',
      whole: '1 4 6',
    });
  });

  it('is made once for each value of a parameter', async () => {
    const text = `name: l-$land
for_each: { land: [PL, HU] }
stages: [ { stage: here, where: { country: $land } }, { stage: elsewhere } ]`;
    const files = definition({ l: text, x: 'where: { l-pl.stage: here, points: { gt: 10 } }' });
    expect(await members(files)).toEqual({
      'l-hu.elsewhere': '1 3 4 5 6',
      'l-hu.here': '2',
      'l-pl.elsewhere': '2 3 5',
      'l-pl.here': '1 4 6',
      x: '4 6',
    });
  });

  it.each([
    ['a stage it has not', 'where: { lifecycle.stage: lots }', 'lots'],
    ['a list it has not', 'where: { segment: lifecycle.lots }', 'lifecycle.lots'],
    ['a movement of all stages', 'where: { entered: { segment: lifecycle, last: 7d } }', 'lifecycle'],
  ])('is an error for %s', async (_, text, pointed) => {
    const [problem] = (await members(definition({ l: LIFECYCLE, x: text }))) as string[];
    expect(problem).toContain(`: ${pointed} — `);
  });

  it('cannot lead back to itself', async () => {
    const files = definition({
      l: LIFECYCLE.replace('{ orders: none }', '{ segment: x }'),
      x: 'where: { lifecycle.stage: lead }',
    });
    const problems = (await members(files)) as string[];
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^error cycle: /);
  });
});
