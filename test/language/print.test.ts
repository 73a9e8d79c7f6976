/** What is printed reads back to the same syntax: generated definitions, every case, and any text. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collector } from '../../src/diagnostics/collect.ts';
import { parsingWith } from '../../src/language/condition.ts';
import { readDocument } from '../../src/language/document.ts';
import { printDefinitions } from '../../src/language/print.ts';
import { parseSegment, type SegmentSyntax } from '../../src/language/segment.ts';
import { substitute } from '../../src/language/substitute.ts';
import type { TraitSyntax } from '../../src/language/syntax.ts';
import { PROJECT_FILE_NAME } from '../../src/project/find.ts';
import { readProject } from '../../src/project/read.ts';
import { definitionFiles, listCases } from '../cases/case.ts';
import { generateCase } from '../oracle/generate.ts';
import { toYaml } from '../oracle/write.ts';

interface Definitions {
  readonly segments: readonly SegmentSyntax[];
  readonly traits: readonly TraitSyntax[];
  readonly errors: readonly string[];
}

/** The definitions of a text in which parameters stand for themselves. */
function read(text: string, tables: readonly string[]): Definitions {
  const { report, diagnostics } = collector();
  const parsing = parsingWith(tables, report);
  const { templates, traits } = readDocument({ name: 'x.yaml', text }, 'x', parsing);
  const segments = templates.map((template) => parseSegment(substitute(template, new Map()), {}, parsing));
  const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  return { segments, traits, errors };
}

/** Syntax without places. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, item) => (key === 'span' ? undefined : item)));
}

function expectSame(text: string, tables: readonly string[]): void {
  const first = read(text, tables);
  if (first.errors.length > 0) throw new Error(`${first.errors.join('\n')}\n${text}`);
  const printed = printDefinitions(first.segments, first.traits);
  const second = read(printed, tables);
  expect(second.errors, printed).toEqual([]);
  expect(plain(second.segments), printed).toEqual(plain(first.segments));
  expect(plain(second.traits), printed).toEqual(plain(first.traits));
  expect(printDefinitions(second.segments, second.traits)).toBe(printed);
}

describe('printed definitions read back to the same syntax', () => {
  it('generated ones', () => {
    const makes = Array.from({ length: 30 }, (_, index) => generateCase(7_000 + index));
    let segments = 0;
    for (const { config, traits, definitions } of makes) {
      const tables = Object.keys((config as { readonly events?: object }).events ?? {});
      segments += definitions.length;
      expectSame(toYaml({ traits, segments: definitions }), tables);
    }
    expect(segments).toBeGreaterThan(300);
  });

  const cases = listCases(join(dirname(fileURLToPath(import.meta.url)), '../cases'));
  const good = cases.filter(({ name }) => !name.startsWith('mistakes/'));
  it.each(good.map(({ name, folder }) => [name, folder]))('%s', (_name, folder) => {
    const tables = tablesOf(folder!);
    for (const file of definitionFiles(folder!)) {
      const text = readFileSync(join(folder!, file), 'utf8');
      const { errors } = read(text, tables);
      if (errors.length === 0) expectSame(text, tables);
    }
  });

  it('any text, quoted and not, as a value, a name and in a list', () => {
    const texts = fc.string({ unit: 'binary', maxLength: 12 }).map((text) => text.normalize('NFC'));
    fc.assert(
      fc.property(texts, fc.boolean(), (text, quoted) => {
        const value = quoted || !isPlain(text) ? JSON.stringify(text) : text;
        const place = read(`where: { a: 1 }\ncolumns:\n  - ${value}\n`, []);
        if (place.errors.length > 0) return;
        expectSame(`title: ${value}\nwhere:\n  city: ${value}\ncolumns:\n  - ${value}\n`, []);
      }),
      { seed: 11, numRuns: 2_000 },
    );
  });

  it('short ones stand on a line, long ones on several', () => {
    const { segments } = read(
      'name: vips\nwhere:\n  all:\n    - country: [PL, HU]\n    - orders: { count: { gte: 2 }, last: 90d }\n',
      ['orders'],
    );
    expect(printDefinitions(segments)).toBe(
      'name: vips\nwhere: { country: [PL, HU], orders: { count: { gte: 2 }, last: 90d } }\n',
    );
  });
});

/** The event tables of the case's project. */
function tablesOf(folder: string): readonly string[] {
  const own = join(folder, PROJECT_FILE_NAME);
  const path = existsSync(own) ? own : join(folder, '../../_project', PROJECT_FILE_NAME);
  const project = readProject(
    { name: PROJECT_FILE_NAME, text: readFileSync(path, 'utf8') },
    folder,
    {},
    () => {},
  );
  return project!.events.map(({ name }) => name.name);
}

function isPlain(text: string): boolean {
  return /^[\p{L}\p{N}][^\p{C}\p{Z}:#,[\]{}]*$/u.test(text);
}
