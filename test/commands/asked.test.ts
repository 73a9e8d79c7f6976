/** What a command is asked about: files, names, tags, owners, standard input, a condition; one reading for all commands. */
import { afterAll, describe, expect, it } from 'vitest';
import { folderOf } from '../program/folder.ts';
import { shop } from './fixture/segment.ts';

const files = {
  ...shop,
  'segment.config.yaml': `${shop['segment.config.yaml']}as_of: 2026-06-30\n`,
  'segments/pl.yaml': 'name: pl\ntags: [country, east]\nowner: Ann\nwhere: { country: PL }\n',
  'segments/hu.yaml': 'name: hu\ntags: [country]\nowner: Ben\nwhere: { country: HU }\n',
  'segments/two.yaml':
    'segments:\n  - { name: old, tags: east, where: { customer.segment: old } }\n  - { name: off, enabled: false, where: { country: PL } }\n',
  'segments/life.yaml':
    'name: life\nstages:\n  - { stage: buyer, where: { orders: any } }\n  - { stage: rest }\n',
  'segments/in.yaml':
    'name: in-$country\nparams: { country: { type: text } }\nfor_each: { country: { distinct: country } }\nwhere: { country: $country }\n',
  'other/more.yaml': 'name: more\nwhere: { country: { in: [PL, HU] } }\n',
  'pl/list.csv': 'customer_id\n007\n',
};

const folder = folderOf(files);
afterAll(() => folder.remove());

const names = async (...words: readonly string[]): Promise<string> => {
  const { code, out, err } = await folder.segment(['count', ...words, '--format', 'csv']);
  expect(err).toBe('');
  expect(code).toBe(0);
  return out
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').slice(0, 2).join(' '))
    .join(', ');
};

describe('what is counted', () => {
  it.each([
    ['a segment by its name, beside a folder of its name', ['pl'], 'pl 3'],
    ['several, each once', ['pl', 'hu', 'pl'], 'hu 2, pl 3'],
    ['one of the segments of a file', ['old'], 'old 2'],
    ['the stages of a set', ['life'], 'life.buyer 3, life.rest 3'],
    ['one stage', ['life.buyer'], 'life.buyer 3'],
    ['what a definition makes of a value', ['in-pl'], 'in-pl 3'],
    ['names by a pattern', ['in-*'], 'in-hu 2, in-pl 3'],
    ['a file beside a name', ['other/more.yaml', 'hu'], 'hu 2, more 5'],
    ['a tag', ['--select', 'tag:country'], 'hu 2, pl 3'],
    ['an owner', ['--select', 'owner:Ben'], 'hu 2'],
    ['a tag and an owner', ['--select', 'tag:country,owner:Ann'], 'pl 3'],
    ['a tag, and another one', ['--select', 'owner:Ben', '--select', 'tag:east'], 'hu 2, old 2, pl 3'],
    ['a tag among what is named', ['pl', 'segments/two.yaml', '--select', 'tag:east'], 'old 2, pl 3'],
    ['a condition', ['--where', '{ country: PL, orders: any }'], 'where 2'],
    ['a condition as a block', ['--where', 'all:\n  - country: PL\n  - customer.segment: old'], 'where 2'],
    ['a condition that names a segment', ['--where', 'not: { segment: pl }', 'hu'], 'hu 2, where 3'],
  ])('%s', async (_what, words, expected) => {
    expect(await names(...words)).toBe(expected);
  });

  it('a definition on standard input, with its own name or none', async () => {
    const asked = ['count', '-', 'hu', '--format', 'csv'];
    const one = await folder.segment(asked, { stdin: 'where: { country: PL }\n' });
    expect(one.out).toBe('segment,customers,share\nhu,2,0.3333333333333333\nstdin,3,0.5\n');
    const two = await folder.segment(asked, {
      stdin:
        'traits: { order_count: { orders: { count: true } } }\nname: mine\nwhere: { order_count: { eq: 2 } }\n',
    });
    expect(two.out).toContain('mine,1,');
  });
});

describe('what is refused, in words', () => {
  it.each([
    [
      ['count', 'pll'],
      'there is no segment `pll`, and no definition file of that name\n  help: did you mean `pl`?',
    ],
    [['count', 'in-se'], 'there is no segment `in-se`'],
    [['count', 'pl.yaml'], 'there is no definition file `pl.yaml`'],
    [['count', 'lists/pl'], 'there is no definition file `lists/pl`'],
    [['count', '--select', 'tag:contry'], 'no segment is `tag:contry`\n  help: did you mean `tag:country`'],
    [['count', '--select', 'country'], '`--select` wants `tag:NAME` or `owner:NAME`, found `country`'],
    [['count', '-', '--params', '-'], '`-` and `--params -` both read standard input'],
    [['count', '--where', '{ contry: PL }'], '<--where>:1:3: error: a customer has no field `contry`'],
    [['count', '--where', '{ country: '], '<--where>:1:'],
    [['count'], 'missing FILES'],
    [['explain'], 'missing SEGMENT'],
    [['explain', 'life'], '`life` is a stage set, and each stage is a segment'],
    [['explain', '--select', 'tag:country'], 'what is asked for holds 2 segments: `hu`, `pl`'],
    [['kpis', 'off', '--format', 'csv', '--on', 'nothing'], 'nothing'],
  ])('%j', async (words, message) => {
    const { code, out, err } = await folder.segment(words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });

  it('what is wrong elsewhere keeps nobody from a segment that is named', async () => {
    folder.write({
      'segments/bad.yaml': 'name: bad\nwhere: { contry: PL }\n',
      'segments/worse.yaml': 'name: [',
    });
    expect(await names('pl')).toBe('pl 3');
    expect(await names('--select', 'owner:Ben')).toBe('hu 2');
    const bad = await folder.segment(['count', 'bad']);
    expect(bad.err).toContain('segments/bad.yaml:2:10: error: a customer has no field `contry`');
    const worse = await folder.segment(['count', 'worse']);
    expect(worse.code).toBe(2);
    expect(worse.err).toContain('there is no segment `worse`');
    expect(worse.err).toContain('segments/worse.yaml:1:');
    folder.write({
      'segments/bad.yaml': '{ name: bad, where: { country: SE } }',
      'segments/worse.yaml': 'traits: {}',
    });
  });
});

describe('every command that names segments', () => {
  const by = { name: ['pl'], select: ['--select', 'owner:Ann'] };
  it.each([
    ['run', ['--format', 'csv'], 'pl,007'],
    ['count', [], 'pl,3'],
    ['sql', [], "'pl' AS segment"],
    ['list', [], 'pl,,"country, east",'],
    ['check', [], ''],
    ['explain', [], 'country is PL'],
    ['kpis', ['--from', '2026-01-01'], 'pl,aov,39.9'],
    ['export', ['--to', 'csv', '--channel', 'none'], '007'],
    ['split', ['--arms', 'a=50%,b=50%', '--seed', 's'], 'pl,007'],
    ['lift', ['--arms', 'customer.segment', '--control', 'old', '--from', '2026-01-01'], ''],
    ['backfill', ['--from', '2026-06-30'], 'pl,2026-06-30,3'],
  ])('%s takes a name, a tag, a file, standard input and a condition', async (command, options, expected) => {
    const run = (words: readonly string[], stdin?: string) =>
      folder.segment([command, ...words, ...options], stdin === undefined ? {} : { stdin });
    const named = await run(by.name);
    expect(named.err).not.toContain('error:');
    expect(named.out).toContain(expected);
    expect((await run(by.select)).out).toBe(named.out);
    if (command === 'list' || command === 'backfill') return;
    expect((await run(['segments/pl.yaml'])).out).toBe(named.out);
    const text = files['segments/pl.yaml'].replace('name: pl', 'name: same');
    const given = await run(['-'], text);
    expect(given.err).not.toContain('error:');
    expect(given.out.replaceAll('same', 'pl').replaceAll('<stdin>', 'segments/pl.yaml')).toBe(named.out);
    const condition = await run(['--where', '{ country: PL }']);
    expect(condition.err).not.toContain('error:');
    expect(condition.out.split('\n')).toHaveLength(named.out.split('\n').length);
  });
});
