/** `segment sweep` as people run it, and over the gallery: its sizes are those of definitions edited by hand. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Span } from '../../src/diagnostics/source.ts';
import { sweepableNumbers } from '../../src/evaluation/sweep.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { root } from '../architecture/source-files.ts';
import { runBundle } from '../program/bundle.ts';
import { openSamples } from '../workspace/samples.ts';
import { shop } from './fixture/segment.ts';

const folders = mkdtempSync(join(tmpdir(), '.tmp-segment-'));
afterAll(() => rmSync(folders, { recursive: true, force: true }));

function folderOf(files: Readonly<Record<string, string>>): string {
  const cwd = mkdtempSync(join(folders, 'shop-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  return cwd;
}

const sweep = (definition: string, ...words: readonly string[]) =>
  runBundle(['sweep', 'x', ...words], {
    cwd: folderOf({ ...shop, 'segments/x.yaml': definition }),
    now: '2026-06-30T20:00:00Z',
  });

describe('segment sweep', () => {
  it('moves each number, share and duration by itself, in steps around what is written', async () => {
    const { code, out, err } = await sweep(
      'where: { any: [ { orders: { last: 10d, count: { gte: 1 } } }, { spend: { bottom: 50% } } ] }\n',
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(`test,value,customers,change
where.1.last,5d,5,0
where.1.last,8d,5,0
where.1.last,10d,5,0
where.1.last,13d,6,1
where.1.last,15d,6,1
where.1.gte,0,6,1
where.1.gte,1,5,0
where.1.gte,2,3,-2
where.1.gte,3,3,-2
where.2.bottom,25%,5,0
where.2.bottom,37.5%,5,0
where.2.bottom,50%,5,0
where.2.bottom,62.5%,5,0
where.2.bottom,75%,5,0
`);
  });

  it('moves one over the values that are asked for, by its node or with its key', async () => {
    const definition = 'where: { orders: { last: 10d, count: { gte: 1 } } }\n';
    const rows = async (vary: string) =>
      (await sweep(definition, '--vary', vary)).out.split('\n').slice(1, -1);
    expect(await rows('where=1d,50d')).toEqual(['where.last,1d,1,-1', 'where.last,50d,3,1']);
    expect(await rows('where.gte=2')).toEqual(['where.gte,2,0,-2']);
  });

  it('moves a parameter wherever it stands, and the numbers of a stage, a sample and a limit', async () => {
    const names = async (definition: string, name = 'x') => {
      const cwd = folderOf({ ...shop, 'segments/x.yaml': definition });
      const { out } = await runBundle(['sweep', name, '--steps', '2'], { cwd, now: '2026-06-30T20:00:00Z' });
      return [
        ...new Set(
          out
            .split('\n')
            .slice(1, -1)
            .map((row) => row.split(',')[0]),
        ),
      ];
    };
    expect(
      await names(
        'params: { days: { type: duration, default: 10d } }\nwhere: { any: [ { orders: { last: $days } }, { orders: { before_last: $days } } ] }\n',
      ),
    ).toEqual(['where.1.$days']);
    expect(
      await names('stages: [ { stage: new, where: { orders: { last: 30d } } }, { stage: old } ]\n', 'x.new'),
    ).toEqual(['where.1.last']);
    expect(
      await names(
        'where: { orders: any }\nsample: { share: 50% }\nlimit: { customers: 2 }\nsplit: { arms: { a: 50%, b: 50% } }\n',
      ),
    ).toEqual(['sample.share', 'limit.customers']);
  });

  it('leaves alone what is no number: texts, dates, periods, names', async () => {
    const { code, err } = await sweep(
      'where: { all: [ { customer_id: 007 }, { orders: { since: 2026-01-01 } }, { orders: { during: 2026 } } ] }\n',
    );
    expect(code).toBe(2);
    expect(err).toContain('`x` has no number, share or duration of its own');
  });

  it.each([
    ['where.9=1', 'the segment has no number at `where.9`'],
    ['where=a', '`--vary` wants `NODE=30d,60d,90d`, found `a`'],
    ['where=10%', 'no number at `where` can be `10%`'],
  ])('refuses --vary %s', async (vary, message) => {
    const { code, err } = await sweep(
      'where: { orders: { last: 10d, count: { gte: 1 } } }\n',
      '--vary',
      vary,
    );
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(message) });
  });

  it('marks on a terminal what is written, and where the size falls off', async () => {
    const { out } = await sweep(
      'where: { orders: { last: 10d } }\n',
      '--vary',
      'where=1d,10d',
      '--format',
      'table',
    );
    expect(out).toMatch(/ 1d {2}1 {4}█{16} ← falls off, by 50%\n10d {2}2 {4}█{32} ← as written\n$/);
  });
});

/** Every fifth definition of the gallery in CI, all of them with `SWEEP=all`. */
const STRIDE = process.env['SWEEP'] === 'all' ? 1 : 5;

interface Edit {
  readonly segment: string;
  readonly test: string;
  readonly value: string;
}

describe('over the gallery', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await openSamples();
  });
  afterAll(() => workspace.close());

  /** Where the number stands in its file; nowhere for parameters, and for shares and limits, which are read already. */
  function spanOf(name: string, place: readonly (string | number)[]): Span | undefined {
    const written = workspace.written.find((each) => each.name === name.split('.')[0]);
    const scalar = place.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], written);
    const { span, parameter } = scalar as { readonly span?: Span; readonly parameter?: string };
    return parameter === undefined ? span : undefined;
  }

  it('sizes are those of runs with the numbers edited by hand', async () => {
    const chosen = workspace.asked.filter((_, index) => index % STRIDE === 2 % STRIDE);
    const edited: Record<string, string> = {};
    const expected = new Map<string, Edit & { readonly customers: number }>();
    for (const segment of chosen) {
      const [, stage] = segment.name.split('.');
      const numbers = sweepableNumbers(workspace, segment);
      if (/^name: |^segments:|^params:|^traits:/m.test(segment.span.source.text) || numbers.length === 0)
        continue;
      const { out } = await runBundle(['sweep', segment.name, '--steps', '3', '--format', 'json'], {
        cwd: root,
      });
      const rows = JSON.parse(out) as readonly (Edit & { readonly customers: number })[];
      for (const { name, places } of numbers) {
        const span = spanOf(segment.name, places[0]!);
        if (!span) continue;
        for (const { test, value, customers } of rows.filter((row) => row.test === name)) {
          const file = `edited-${expected.size}`;
          const { text } = span.source;
          edited[`${file}.yaml`] = text.slice(0, span.start) + value + text.slice(span.end);
          const list = stage === undefined ? file : `${file}.${stage}`;
          expected.set(list, { segment: segment.name, test, value, customers });
        }
      }
    }
    const cwd = folderOf(edited);
    const { out } = await runBundle(['count', `${cwd}/*.yaml`, '--format', 'json'], { cwd: root });
    const rows = JSON.parse(out) as readonly { segment: string; customers: number }[];
    const sizes = new Map(rows.map((row) => [row.segment, row.customers]));
    const found = [...expected].map(([list, edit]) => ({ ...edit, customers: sizes.get(list) }));
    expect(expected.size).toBeGreaterThan(STRIDE === 1 ? 200 : 40);
    expect([...expected.values()]).toEqual(found);
  });
});
