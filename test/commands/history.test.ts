/** The history through the program: recorded, compared, looked back to, filled from the data, forgotten. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/database.ts';
import { type Built, buildSegment, shop } from './fixture/segment.ts';

let built: Built;
beforeAll(async () => {
  built = await buildSegment();
});
afterAll(() => built.remove());

/** Who ordered in thirty days: 007 and no other at the end of May, 007, 010 and zz at the end of June. */
const recent = 'name: recent\nwhere: { orders: { last: 30d } }\n';
const files = {
  ...shop,
  'segments/recent.yaml': recent,
  'segments/lifecycle.yaml': `name: lifecycle
stages:
  - { stage: lead, where: { orders: none } }
  - { stage: new, where: { orders: { earliest: 1, last: 30d } } }
  - { stage: back }
`,
};
const run = (folder: string, asOf: string, ...words: string[]) =>
  built.segment(folder, 'run', 'segments/recent.yaml', '--as-of', asOf, ...words);
const lines = (text: string) => text.trimEnd().split('\n');
const history = join('.segment', 'history.duckdb');

describe('run --record', () => {
  it('keeps who is in, and says who entered and left since the run before', async () => {
    const folder = built.folder(files);
    const first = await run(folder, '2026-05-31', '--record', '--out', 'lists/');
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toMatch(/^segment,.*\nrecent,1,0.1666+7?,,,[\d.]+\n$/);
    const second = await run(folder, '2026-06-30', '--record', '--out', 'lists/');
    expect(second.out).toMatch(/\nrecent,3,0.5,2,0,/);
    const { out } = await built.segment(folder, 'history');
    expect(out).toBe(
      'segment,as_of,customers,entered,left\nrecent,2026-05-31,1,,\nrecent,2026-06-30,3,2,0\n',
    );
    expect(statSync(join(folder, history)).mode & 0o777).toBe(0o600);
  });

  it('replaces what was recorded at the same as-of', async () => {
    const folder = built.folder(files);
    for (const asOf of ['2026-05-31', '2026-06-30', '2026-06-30']) {
      expect(await run(folder, asOf, '--record', '--quiet')).toMatchObject({ code: 0, err: '' });
    }
    expect(lines((await built.segment(folder, 'history', 'recent')).out)).toHaveLength(3);
  });

  it('compares without recording, and leaves no history behind', async () => {
    const folder = built.folder(files);
    await run(folder, '2026-06-30', '--out', 'lists/');
    expect(existsSync(join(folder, history))).toBe(false);
    await run(folder, '2026-05-31', '--record');
    const { out } = await run(folder, '2026-06-30', '--out', 'lists/');
    expect(out).toMatch(/\nrecent,3,0.5,2,0,/);
    expect(lines((await built.segment(folder, 'history')).out)).toHaveLength(2);
  });

  it('is the rule where the project says `record: true`', async () => {
    const config = `record: true\n${shop['segment.config.yaml']}`;
    const folder = built.folder({ ...files, 'segment.config.yaml': config });
    await run(folder, '2026-06-30');
    expect((await built.segment(folder, 'history')).out).toContain('recent,2026-06-30,3,,\n');
  });

  it('is refused with 75 while another process holds the history; the lists are written', async () => {
    const folder = built.folder(files);
    await run(folder, '2026-05-31', '--record');
    const holder = await openDatabase({ path: join(folder, history) });
    const words = ['--record', '--out', 'lists/', '--lock-wait', '0.2'];
    const refused = await run(folder, '2026-06-30', ...words);
    holder.close();
    expect(refused.code).toBe(75);
    expect(refused.err).toMatch(/waiting for process \d+/);
    expect(refused.err).toMatch(/the history `.*` is held by process \d+/);
    expect(lines(readFileSync(join(folder, 'lists/recent.csv'), 'utf8'))).toHaveLength(4);
    expect(JSON.parse(readFileSync(join(folder, 'lists/run.json'), 'utf8'))).toMatchObject({
      recorded: false,
    });
    expect(await run(folder, '2026-06-30', ...words)).toMatchObject({ code: 0 });
  });

  it.runIf(process.platform === 'linux')('says in words that its disk is full', async () => {
    const folder = built.folder(files);
    const full =
      "trap '' XFSZ; ulimit -f 8; segment run segments/recent.yaml --as-of 2026-06-30 --record --no-cache";
    const { code, err } = await built.shell(folder, full);
    expect(code).toBe(3);
    expect(err).toMatch(
      /^error: the disk is full: `[^`]*history[^`]*` cannot be written\n {2}help: [^\n]+\n$/,
    );
    expect(await run(folder, '2026-06-30', '--record')).toMatchObject({ code: 0, err: '' });
    expect(lines((await built.segment(folder, 'history')).out)).toHaveLength(2);
  });

  it('removes with `--keep` what is older', async () => {
    const folder = built.folder(files);
    for (const asOf of ['2026-04-30', '2026-05-31', '2026-06-30']) await run(folder, asOf, '--record');
    await run(folder, '2026-07-01', '--record', '--keep', '31d');
    const kept = lines((await built.segment(folder, 'history')).out).slice(1);
    expect(kept.map((line) => line.split(',')[1])).toEqual(['2026-05-31', '2026-06-30', '2026-07-01']);
    const unrecorded = await run(folder, '2026-07-01', '--keep', '1d');
    expect(unrecorded).toMatchObject({ code: 2, out: '' });
    expect(unrecorded.err).toContain('`--keep` is for runs that are recorded, and this one is not');
    const wrong = await run(folder, '2026-07-01', '--record', '--keep', 'long');
    expect(wrong).toMatchObject({ code: 2 });
    expect(wrong.err).toContain('`--keep` wants a duration such as `400d` or `2y`, found `long`');
  });
});

describe('run.json', () => {
  const read = (folder: string) => JSON.parse(readFileSync(join(folder, 'lists/run.json'), 'utf8'));

  it('tells which run the lists are of, and is the same for the same run', async () => {
    const folder = built.folder(files);
    await run(folder, '2026-06-30', '--out', 'lists/');
    const first = read(folder);
    expect(first).toMatchObject({
      status: 'done',
      recorded: false,
      as_of: '2026-06-30',
      as_of_instant: '2026-06-30T22:00:00Z',
      timezone: 'Europe/Warsaw',
      customers: 6,
      segments: [{ segment: 'recent', file: 'recent.csv', customers: 3, entered: null, left: null }],
      skipped: [],
      alerts: [],
    });
    expect(first.data.map(({ table, rows }: { table: string; rows: number }) => [table, rows])).toEqual([
      ['customers', 6],
      ['orders', 4],
    ]);
    await run(folder, '2026-06-30', '--out', 'lists/');
    expect(read(folder)).toEqual(first);
  });

  it('has fingerprints that change with the meaning of a definition, and not with its title or the as-of', async () => {
    const folder = built.folder(files);
    const print = async (text: string, asOf = '2026-06-30') => {
      writeFileSync(join(folder, 'segments/recent.yaml'), text);
      await run(folder, asOf, '--out', 'lists/');
      return read(folder).segments[0].definition;
    };
    const plain = await print(recent);
    expect(await print(`# who came\n${recent}title: Recent\nalerts: { max: 100 }\n`)).toBe(plain);
    expect(await print(recent, '2026-05-31')).toBe(plain);
    expect(await print(recent.replace('30d', '31d'))).not.toBe(plain);
  });

  it('has the digest of each file as `sha256sum` gives it', async () => {
    const folder = built.folder(files);
    await run(folder, '2026-06-30', '--out', 'lists/');
    const { out } = await built.shell(folder, 'sha256sum orders.csv');
    const [file] = read(folder).data[1].files;
    expect(file).toEqual({
      file: 'orders.csv',
      bytes: statSync(join(folder, 'orders.csv')).size,
      sha256: out.slice(0, 64),
    });
  });

  it('makes way for no list of its name', async () => {
    const folder = built.folder({ ...files, 'segments/recent.yaml': recent.replace('recent', 'run') });
    const { code, err } = await run(folder, '2026-06-30', '--out', 'lists/', '--format', 'json');
    expect(code).toBe(2);
    expect(err).toContain('the list of `run` would be `run.json`');
  });
});

describe('alerts', () => {
  it('on change look at the run before', async () => {
    const folder = built.folder({ ...files, 'segments/recent.yaml': `${recent}alerts: { change: 100% }\n` });
    expect(await run(folder, '2026-05-31', '--record', '-q')).toMatchObject({ code: 0, err: '' });
    const tripped = await run(folder, '2026-06-30', '--record', '-q', '--alert-command', 'cat >&2');
    expect(tripped.code).toBe(1);
    expect(tripped.err).toContain(
      '`recent` has 3 customers after 1, a change by more than the 100% of its alert',
    );
    expect(JSON.parse(lines(tripped.err).at(-1)!)).toEqual([
      { segment: 'recent', alert: 'change', limit: 1, customers: 3, before: 1 },
    ]);
    expect((await built.segment(folder, 'history')).out).toContain('recent,2026-06-30,3,2,0');
  });

  it('tell of tables whose newest row is too old', async () => {
    const config = shop['segment.config.yaml']!.replace('value: total }', 'value: total, stale_after: 2d }');
    const folder = built.folder({ ...files, 'segment.config.yaml': config });
    expect(await run(folder, '2026-07-01', '-q')).toMatchObject({ code: 0, err: '' });
    const stale = await run(folder, '2026-07-02', '-q', '--out', 'lists/', '--alert-command', 'cat >&2');
    expect(stale.code).toBe(1);
    expect(stale.err).toContain(
      'the newest row of `orders` is from 2026-06-30T12:00:00, older than the 2d of its alert',
    );
    expect(JSON.parse(lines(stale.err).at(-1)!)).toEqual([
      { alert: 'stale', table: 'orders', limit: '2d', newest: '2026-06-30T12:00:00' },
    ]);
    expect(existsSync(join(folder, 'lists/recent.csv'))).toBe(true);
    expect(JSON.parse(readFileSync(join(folder, 'lists/run.json'), 'utf8')).status).toBe('alerts');
  });
});

describe('conditions that look back', () => {
  const movements = `segments:
  - { name: came, where: { entered: { segment: recent, last: 30d } } }
  - { name: went, where: { left: { segment: recent, last: 30d } } }
  - { name: remained, where: { stayed: { segment: recent, last: 30d } } }
  - { name: others, where: { not: { entered: { segment: recent, last: 30d } } } }
`;
  const members = async (folder: string, asOf: string) =>
    lines((await built.segment(folder, 'run', 'moved.yaml', '--as-of', asOf)).out).slice(1);

  it('find who entered, left and stayed', async () => {
    const folder = built.folder({ ...files, 'moved.yaml': movements });
    await run(folder, '2026-05-31', '--record');
    expect(await members(folder, '2026-06-30')).toEqual([
      'came,010',
      'came,zz',
      'others,007',
      'others,011',
      'others,9',
      'others,a b',
      'remained,007',
    ]);
    // At the end of July nobody is in any more: 007, 010 and zz were a month before.
    await run(folder, '2026-06-30', '--record');
    const july = await members(folder, '2026-07-31');
    expect(july.filter((line) => !line.startsWith('others'))).toEqual(['went,007', 'went,010', 'went,zz']);
  });

  it('forget in `stayed` those who were out at a run between', async () => {
    const folder = built.folder({ ...files, 'moved.yaml': movements });
    await run(folder, '2026-05-31', '--record');
    await built.shell(folder, 'sed -i s/30d/1d/ segments/recent.yaml');
    await run(folder, '2026-06-10', '--record');
    await built.shell(folder, 'sed -i s/1d/30d/ segments/recent.yaml');
    expect((await members(folder, '2026-06-30')).filter((line) => line.startsWith('remained'))).toEqual([]);
  });

  it('are refused where no run is recorded, with the way to record one', async () => {
    const folder = built.folder({ ...files, 'moved.yaml': movements });
    await run(folder, '2026-06-30', '--record');
    const { code, out, err } = await built.segment(folder, 'run', 'moved.yaml', '--as-of', '2026-06-30');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('moved.yaml:2:48: error: `entered` looks back to a recorded run');
    expect(err).toContain('none of `recent` is from 2026-05-31 or before');
    expect(err).toContain('segment backfill segments/recent.yaml --from 2026-05-31');
    await built.segment(
      folder,
      'backfill',
      'segments/recent.yaml',
      '--from',
      '2026-05-31',
      '--as-of',
      '2026-06-30',
    );
    expect((await members(folder, '2026-06-30')).slice(0, 2)).toEqual(['came,010', 'came,zz']);
  });

  it('are evaluated by `count`, `explain` and `sql` too', async () => {
    const folder = built.folder({ ...files, 'segments/moved.yaml': movements });
    await run(folder, '2026-05-31', '--record');
    const asOf = ['--as-of', '2026-06-30'];
    const counted = await built.segment(folder, 'count', 'segments/moved.yaml', ...asOf);
    expect(counted.out).toContain('came,2,');
    const explained = await built.segment(folder, 'explain', 'came', ...asOf, '--format', 'csv');
    expect(explained.out).toContain('entered recent since');
    const sql = await built.segment(folder, 'sql', 'segments/moved.yaml', ...asOf);
    expect(sql.code).toBe(0);
  });
});

describe('segment backfill', () => {
  it('records each date, and keeps what is recorded already', async () => {
    const folder = built.folder(files);
    const words = ['backfill', 'segments/recent.yaml', '--from', '2026-04-30', '--as-of', '2026-06-30'];
    const first = await built.segment(folder, ...words);
    expect(first.out).toBe(
      'segment,as_of,customers\nrecent,2026-04-30,0\nrecent,2026-05-31,1\nrecent,2026-06-30,3\n',
    );
    await built.shell(folder, "sed -i '/^4,zz/d' orders.csv");
    const again = await built.segment(folder, ...words);
    expect(again.out).toBe(first.out);
    expect(again.err).toContain('3 lists were recorded already and stay as they are');
    expect((await built.segment(folder, ...words, '--replace')).out).toContain('recent,2026-06-30,2\n');
  });

  it('leaves out the dates at which a segment looks back to nothing', async () => {
    const trigger = 'name: came\nwhere: { entered: { segment: recent, last: 7d } }\n';
    const folder = built.folder({ ...files, 'segments/came.yaml': trigger });
    const { code, out, err } = await built.segment(
      folder,
      ...['backfill', 'segments/came.yaml', 'segments/recent.yaml', '--every', 'week'],
      ...['--from', '2026-06-16', '--to', '2026-06-30'],
    );
    expect({ code, out }).toEqual({
      code: 0,
      out: 'segment,as_of,customers\ncame,2026-06-23,0\ncame,2026-06-30,2\nrecent,2026-06-16,1\nrecent,2026-06-23,1\nrecent,2026-06-30,3\n',
    });
    expect(err).toContain('`came` looks back to a run that is not recorded: it is left out of 1 date');
  });

  it.each([
    [[], '`--from` wants a date or an instant, found none'],
    [['--from', 'May'], '`--from` wants a date or an instant, found `May`'],
    [
      ['--from', '2026-06-01', '--to', '2026-05-01'],
      '`--from` is 2026-06-01, which is after `--to`, 2026-05-01',
    ],
  ])('refuses %j', async (words, message) => {
    const { code, err } = await built.segment(
      built.folder(files),
      'backfill',
      'segments/recent.yaml',
      ...words,
    );
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});

describe('segment diff', () => {
  const diff = (folder: string, ...words: string[]) =>
    built.segment(folder, 'diff', 'recent', ...words, '--as-of', '2026-06-30');
  const people = 'segment,customer_id,change\nrecent,010,entered\nrecent,zz,entered\n';

  it('compares the two newest recorded runs, without the data', async () => {
    const folder = built.folder(files);
    for (const asOf of ['2026-04-30', '2026-05-31', '2026-06-30']) await run(folder, asOf, '--record');
    await built.shell(folder, 'rm orders.csv');
    expect(await built.segment(folder, 'diff', 'recent')).toMatchObject({ code: 0, out: people });
    const longer = await built.segment(folder, 'diff', 'recent', '--from', '2026-04-30');
    expect(longer.out).toBe(`${people.slice(0, 27)}recent,007,entered\n${people.slice(27)}`);
  });

  it('computes dates that are not recorded from the data', async () => {
    const folder = built.folder(files);
    expect(await diff(folder, '--from', '2026-05-31')).toMatchObject({ code: 0, out: people });
    await run(folder, '2026-06-30', '--record');
    expect(await diff(folder, '--from', '2026-05-31', '--verbose')).toMatchObject({ code: 0, out: people });
    const back = await built.segment(folder, 'diff', 'recent', '--from', '2026-06-30', '--to', '2026-07-31');
    expect(lines(back.out).slice(1)).toEqual(['recent,007,left', 'recent,010,left', 'recent,zz,left']);
  });

  it('says no when `--fail-if` holds', async () => {
    const folder = built.folder(files);
    const test = (text: string) => diff(folder, '--from', '2026-05-31', '--fail-if', text, '-q');
    expect(await test('change>150%')).toMatchObject({ code: 1, out: people });
    expect((await test('change>150%')).err).toContain(
      '`change>150%` holds: 1 before, 3 after, 2 entered, 0 left',
    );
    for (const text of ['change>200%', 'size<3', 'entered>2', 'left>0']) {
      expect(await test(text)).toMatchObject({ code: 0, err: '' });
    }
    for (const text of ['size<4', 'size >= 3', 'entered=2', 'left<=0']) {
      expect(await test(text)).toMatchObject({ code: 1 });
    }
    for (const text of ['size<3%', 'change>1', 'big', 'size!3']) {
      expect((await test(text)).err).toContain(`\`--fail-if\` cannot read \`${text}\``);
    }
  });

  it('refuses what there is nothing to compare of', async () => {
    const folder = built.folder(files);
    const nothing = await built.segment(folder, 'diff', 'recent');
    expect(nothing.code).toBe(2);
    expect(nothing.err).toContain('of `recent` no run is recorded');
    const same = await diff(folder, '--from', '2026-06-30', '--to', '2026-06-30');
    expect(same.err).toContain('nothing lies between 2026-06-30 and 2026-06-30');
    const unknown = await built.segment(folder, 'diff', 'recnet', '--from', '2026-05-31');
    expect(unknown.err).toContain('there is no segment `recnet`');
    expect(unknown.err).toContain('did you mean `recent`?');
  });
});

describe('a segment that says `output: false`', () => {
  const block = {
    ...files,
    'segments/block.yaml': 'name: block\noutput: false\nwhere: { orders: { last: 30d } }\n',
    'segments/set.yaml':
      'name: set\noutput: false\nstages: [{ stage: some, where: { orders: any } }, { stage: none }]\n',
    'segments/back.yaml': 'name: back\nwhere: { entered: { segment: block, last: 7d } }\n',
  };
  const because = 'it says `output: false`, and what is not written is not recorded';

  it.each([
    ['diff', 'block'],
    ['diff', 'set.some'],
    ['diff', 'block', '--to', '2026-06-30'],
    ['history', 'block'],
    ['count', 'segments/back.yaml', '--as-of', '2026-07-31'],
  ])('is said not to be recorded: %s %s', async (...words) => {
    const folder = built.folder(block);
    await built.segment(
      folder,
      'run',
      'segments/block.yaml',
      'segments/recent.yaml',
      '--record',
      '--as-of',
      '2026-06-29',
    );
    const { code, out, err } = await built.segment(folder, ...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(because);
    expect(err).not.toContain('`segment run FILES --record`');
  });

  it('is compared by two dates all the same', async () => {
    const dates = ['--from', '2026-06-01', '--to', '2026-06-30'];
    const { code, out } = await built.segment(built.folder(block), 'diff', 'block', ...dates);
    expect({ code, changes: lines(out).length - 1 }).toEqual({ code: 0, changes: 2 });
  });
});

describe('segment moves', () => {
  it('counts who went from stage to stage, newcomers apart', async () => {
    const customers = lines(shop['customers.csv']!);
    const dates = ['signed_up', '2026-01-01', '2026-06-15', '', '2026-01-01', '2026-01-01', '2026-01-01'];
    const folder = built.folder({
      ...files,
      'customers.csv': `${customers.map((line, index) => `${line},${dates[index]}`).join('\n')}\n`,
      'segment.config.yaml': shop['segment.config.yaml']!.replace(
        'key: customer_id\n  columns',
        'key: customer_id\n  created: signed_up\n  columns',
      ),
    });
    const { code, out } = await built.segment(
      folder,
      ...['moves', 'lifecycle', '--from', '2026-05-31', '--to', '2026-06-30'],
    );
    expect(code).toBe(0);
    expect(lines(out)).toEqual([
      'from,to,customers,share',
      'lead,lead,3,0.75',
      'lead,new,1,0.25',
      'new,back,1,1',
      '(not yet),new,1,1',
    ]);
  });

  it.each([['table'], ['md'], ['html']])('shows people the matrix whatever asked for %s', async (format) => {
    const folder = built.folder(files);
    const words = ['moves', 'country', '--from', '2026-05-31', '--format', format];
    const { out } = await built.segment(folder, ...words);
    expect(out).toMatch(/from.*customers.*HU.*PL/s);
    expect(out).not.toContain('share');
  });

  it('takes any text field, a missing value being a part of its own', async () => {
    const folder = built.folder(files);
    const { out } = await built.segment(folder, 'moves', 'country', '--from', '2026-05-31');
    expect(lines(out).slice(1)).toEqual(['HU,HU,2,1', 'PL,PL,3,1', ',,1,1']);
  });

  it('scores both dates by the cut points of the first, and says so', async () => {
    const folder = built.folder(files);
    const words = ['moves', 'rfm.segment', '--from', '2026-06-01', '--to', '2026-06-30', '-v'];
    const first = await built.segment(folder, ...words);
    expect(first.err).toContain('both dates are scored by the RFM cut points of 2026-06-01');
    // One had bought by then: once, 7.25, twelve days ago. Less than that is 1, as much is 1, more is 5.
    expect(lines(first.out)).toEqual([
      'from,to,customers,share',
      'lost,champions,1,1',
      'prospects,potential-loyalist,1,0.2',
      'prospects,new,1,0.2',
      'prospects,prospects,3,0.6',
    ]);
    const each = await built.segment(folder, ...words, '--cuts', 'each');
    expect(each.err).not.toContain('cut points');
    const wrong = await built.segment(folder, 'moves', 'country', '--from', '2026-06-01', '--cuts', 'second');
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.err).toContain('`--cuts` is about RFM scores, and `country` is not made of any');
  });

  it('says how `ntile` is cut', async () => {
    const folder = built.folder({
      ...files,
      'segment.config.yaml': `${shop['segment.config.yaml']}rfm: { method: ntile }\n`,
    });
    const { code, err } = await built.segment(folder, 'moves', 'rfm.segment', '--from', '2026-06-21');
    expect(code).toBe(0);
    expect(err).toContain('warning: `ntile` splits equal values by key: here `rfm` keeps them together');
  });

  it.each([
    ['spend', '`spend` is decimal, and moves are between the values of a text'],
    ['cuontry', 'did you mean `country`?'],
  ])('refuses %s', async (field, message) => {
    const { code, err } = await built.segment(built.folder(files), 'moves', field, '--from', '2026-05-31');
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});

describe('segment history and forget', () => {
  it('have nothing to tell where nothing is recorded', async () => {
    const folder = built.folder(files);
    const { code, out, err } = await built.segment(folder, 'history');
    expect({ code, out }).toEqual({ code: 0, out: 'segment,as_of,customers,entered,left\n' });
    expect(err).toContain('nothing is recorded yet');
    expect((await built.segment(folder, 'history', 'recent')).err).toContain(
      'nothing is recorded of `recent`',
    );
    expect(existsSync(join(folder, history))).toBe(false);
    expect(await built.segment(folder, 'forget', '007')).toMatchObject({ code: 0 });
  });

  it('erase a customer from every list and from the file', async () => {
    const folder = built.folder(files);
    for (const asOf of ['2026-05-31', '2026-06-30']) await run(folder, asOf, '--record');
    const { code, err } = await built.segment(folder, 'forget', '010', 'stranger');
    expect(code).toBe(0);
    expect(err).toContain('forgot 1 customer');
    expect((await built.segment(folder, 'history')).out).toContain('recent,2026-06-30,2,1,0');
    expect((await built.segment(folder, 'diff', 'recent')).out).toBe(
      'segment,customer_id,change\nrecent,zz,entered\n',
    );
  });

  it('prune by age', async () => {
    const folder = built.folder(files);
    for (const asOf of ['2020-05-31', '2026-06-30']) await run(folder, asOf, '--record');
    const { out, err } = await built.segment(folder, 'history', '--keep', '5y');
    expect(err).toContain('removed 1 old list');
    expect(lines(out)).toHaveLength(2);
  });
});
