/** Warnings that fail, messages where nobody watches, and beside the lines of a pull request; whom a channel reaches. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, it } from 'vitest';
import { folderOf } from '../program/folder.ts';

const folder = folderOf({
  'segment.config.yaml': `timezone: UTC
as_of: 2026-06-30
customers:
  file: customers.csv
  key: customer_id
  contact: { email: email, sms: phone }
  consent: { email: email_consent, sms: sms_consent }
suppress: [blocked]
holdout: { share: 30%, seed: s }
`,
  'customers.csv': `customer_id,country,email,email_consent,phone,sms_consent
${Array.from({ length: 40 }, (_, index) =>
  [
    `c${index}`,
    index % 3 === 0 ? '' : index % 2 === 0 ? 'PL' : 'HU',
    index % 5 === 0 ? '' : `c${index}@x.pl`,
    index % 4 === 0 ? 'no' : 'yes',
    index % 7 === 0 ? '' : `+48${index}`,
    index % 2 === 0 ? 'yes' : 'no',
  ].join(','),
).join('\n')}
`,
  'segments/pl.yaml': 'name: pl\nwhere: { country: PL }\n',
  'segments/not-pl.yaml': 'name: not-pl\nwhere: { country: { ne: PL } }\n',
  'segments/blocked.yaml': 'name: blocked\noutput: false\nwhere: { customer_id: [c1, c2, c13, c26] }\n',
  'broken/a,b.yaml': 'name: broken\nwhere: { contry: PL }\n',
});
afterAll(() => folder.remove());

describe('check', () => {
  it('writes messages with their codes in a pipe, and rows where they are asked for', async () => {
    const { code, out } = await folder.segment(['check', 'broken']);
    expect(code).toBe(1);
    expect(out).toBe(
      'broken/a,b.yaml:2:10: error: a customer has no field `contry` [unknown-field]\n  2 | where: { contry: PL }\n    |          ^^^^^^\n  help: did you mean `country`?\n\n',
    );
    const rows = await folder.segment(['check', 'broken', '--format', 'csv']);
    expect(parse(rows.out, { columns: true })).toMatchObject([
      { severity: 'error', code: 'unknown-field', file: 'broken/a,b.yaml', line: '2', column: '10' },
    ]);
  });

  it('writes annotations for GitHub, paths from the root of the repository', async () => {
    const words = ['check', 'a,b.yaml', '--project', '../segment.config.yaml', '--format', 'github'];
    const { code, out } = await folder.segment(words, {
      cwd: join(folder.path, 'broken'),
      env: { GITHUB_WORKSPACE: folder.path },
    });
    expect(code).toBe(1);
    expect(out).toBe(
      '::error file=broken/a%2Cb.yaml,line=2,endLine=2,col=10,endColumn=16,title=unknown-field::a customer has no field `contry`%0Ahelp: did you mean `country`?\n',
    );
  });

  it('fails for warnings when it is strict', async () => {
    const asked = ['check', 'not-pl'];
    expect((await folder.segment(asked)).code).toBe(0);
    const { code, out } = await folder.segment([...asked, '--strict']);
    expect(code).toBe(1);
    expect(out).toContain('[missing-sways]');
    expect((await folder.segment(['check', 'pl', '--strict'])).code).toBe(0);
  });
});

describe('strictness', () => {
  it.each([['run'], ['count'], ['sql'], ['explain'], ['export']])(
    'of %s refuses what has warnings before anything is written, and nothing else',
    async (command) => {
      const out = ['--out', 'out.csv'].map((word) => word.replace('out.csv', `${command}.csv`));
      const more = command === 'export' ? ['--channel', 'email'] : [];
      const refused = await folder.segment([command, 'not-pl', '--strict', ...out, ...more]);
      expect(refused.code).toBe(2);
      expect(refused.err).toContain('`country` may be missing');
      expect(refused.err).toContain('error: 1 warning, and `--strict` takes none');
      expect(existsSync(join(folder.path, `${command}.csv`))).toBe(false);
      expect((await folder.segment([command, 'pl', '--strict', ...out, ...more])).code).toBe(0);
      expect(existsSync(join(folder.path, `${command}.csv`))).toBe(true);
    },
  );
});

describe('whom a channel reaches', () => {
  /** Of the members that `run` lists, those whom it lists for the channel as well. */
  async function both(name: string, channel: string): Promise<number> {
    const where = `{ all: [ { country: ${name === 'pl' ? 'PL' : '{ ne: PL }'} } ] }`;
    const given = `segments:\n  - { name: all, where: ${where} }\n  - { name: through, channel: ${channel}, where: ${where} }\n`;
    const { out } = await folder.segment(['run', '-', '--format', 'csv'], { stdin: given });
    const rows: readonly { segment: string; customer_id: string }[] = parse(out, { columns: true });
    const of = (segment: string) =>
      rows.filter((row) => row.segment === segment).map((row) => row.customer_id);
    return of('through').filter((key) => of('all').includes(key)).length;
  }

  it.each([['pl'], ['not-pl']])('of %s is told as lists for it would tell', async (name) => {
    const { out } = await folder.segment(['count', name, '--reach', '--format', 'csv']);
    const [row] = parse(out, { columns: true }) as readonly Record<string, string>[];
    expect(Object.keys(row!)).toEqual(['segment', 'customers', 'share', 'by_email', 'by_sms']);
    expect(Number(row!['by_email'])).toBe(await both(name, 'email'));
    expect(Number(row!['by_sms'])).toBe(await both(name, 'sms'));
    expect(Number(row!['by_email'])).toBeGreaterThan(0);
  });

  it('is shown to people, and to programs that ask', async () => {
    expect((await folder.segment(['count', 'pl', '--format', 'table'])).out).toContain('by_email');
    expect((await folder.segment(['count', 'pl', '--format', 'csv'])).out).toMatch(
      /^segment,customers,share\n/,
    );
  });
});
