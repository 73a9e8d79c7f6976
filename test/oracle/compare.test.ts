import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareCase, describe as describeDifference, projectSeed } from './compare.ts';
import { evaluateProject } from './evaluate.ts';
import { anyCase, type GeneratedCase, generateCase, inputOf } from './generate.ts';
import { readCsv } from './in-file.ts';
import { asMap, asText, type NodeMap, readNode } from './node.ts';
import type { Product } from './product.ts';
import type { ColumnType, DataTable } from './world.ts';

/** The oracle in the product's place, with nothing but the files that were written. */
const oracleOnFiles: Product = async (folder, { asOf }) => {
  const read = (path: string) => readFileSync(join(folder, path), 'utf8');
  const project = read('segment.config.yaml');
  const config = asMap(readNode(project));
  const sources = Object.entries({
    customers: config['customers']!,
    ...asMap(config['events']),
    ...asMap(config['lookups']),
  }).filter(([, spec]) => asMap(spec)['file'] !== undefined);
  const evaluation = evaluateProject({
    project,
    tables: Object.fromEntries(
      sources.map(([name, spec]) => [name, tableOf(asMap(spec), read(asText(asMap(spec)['file'])))]),
    ),
    definitions: [read('segments/all.yaml')],
    asOf,
    zone: asText(config['timezone']),
    files: Object.fromEntries(
      readdirSync(join(folder, 'segments/lists')).map((name) => [
        `lists/${name}`,
        read(`segments/lists/${name}`),
      ]),
    ),
  });
  return { members: evaluation.members, arms: evaluation.arms };
};

function tableOf(source: NodeMap, csv: string): DataTable {
  const [header, ...rows] = readCsv(csv);
  const types = asMap(source['columns']);
  const columns = header!.map((name) => ({ name, type: asText(asMap(types[name])['type']) as ColumnType }));
  const cell = (text: string, type: ColumnType) => (type === 'list' ? text.split('|') : text);
  return {
    columns,
    rows: rows.map((row) =>
      Object.fromEntries(columns.map(({ name, type }, at) => [name, cell(row[at]!, type)])),
    ),
  };
}

/** In the one form that is read here, asked once. */
function plain({ mistake: _, ...project }: GeneratedCase): GeneratedCase {
  return { ...project, writings: {}, earlier: [] };
}

describe('generated projects', () => {
  test('are the same for the same seed', () => {
    expect(generateCase(7)).toEqual(generateCase(7));
    expect(generateCase(7)).not.toEqual(generateCase(8));
  });

  test('mean the same when read back from their files', async () => {
    const property = fc.asyncProperty(anyCase, async (project) => {
      expect(await compareCase(plain(project), oracleOnFiles)).toBeUndefined();
    });
    await fc.assert(property, { numRuns: 15, seed: 1 });
  });

  test('are mostly neither empty nor everybody', () => {
    const sizes = Array.from({ length: 12 }, (_, index) => generateCase(projectSeed(3, index))).flatMap(
      (project) => {
        const { everybody, members } = evaluateProject(inputOf(project));
        return [...members.values()].map((keys) => keys.length > 0 && keys.length < everybody.length);
      },
    );
    expect(sizes.filter(Boolean).length / sizes.length).toBeGreaterThan(0.5);
  });
});

describe('laws', () => {
  const holdsFor = (check: (project: ReturnType<typeof generateCase>) => void) =>
    fc.assert(fc.property(anyCase, check), { numRuns: 12, seed: 5 });

  test('a condition and its negation part the base', () => {
    holdsFor((project) => {
      const { everybody, members } = evaluateProject(
        inputOf({
          ...project,
          // Whoever is held out is in neither list.
          config: Object.fromEntries(Object.entries(project.config).filter(([key]) => key !== 'holdout')),
          definitions: project.definitions.flatMap((segment) => {
            const { name, where, stages } = segment;
            if (stages !== undefined) return [segment];
            return [
              segment,
              { name: `${name}-yes`, where },
              { name: `${name}-no`, where: { not: { all: [where] } } },
            ];
          }),
        }),
      );
      for (const [name, keys] of members) {
        if (!name.endsWith('-yes')) continue;
        const rest = members.get(name.replace(/yes$/, 'no'))!;
        expect([...keys, ...rest].sort()).toEqual([...everybody].sort());
      }
    });
  });

  test('the order of rows does not matter where keys tell them apart', () => {
    holdsFor((project) => {
      const events = project.config['events'] as Readonly<Record<string, Record<string, unknown>>>;
      const made = [project.config['customers'] as Record<string, unknown>, ...Object.values(events)];
      // What is made of rows takes the first of their values.
      const isOrdered = (name: string) =>
        events[name] !== undefined &&
        (events[name]['key'] === undefined || made.some(({ from }) => from === name));
      const tables = Object.fromEntries(
        Object.entries(project.tables).map(([name, table]) => [
          name,
          isOrdered(name) ? table : { ...table, rows: table.rows.toReversed() },
        ]),
      );
      expect(evaluateProject(inputOf({ ...project, tables })).members).toEqual(
        evaluateProject(inputOf(project)).members,
      );
    });
  });
});

describe('a product that is wrong', () => {
  const [project] = Array.from({ length: 20 }, (_, index) => plain(generateCase(11 + index))).filter((each) =>
    [...evaluateProject(inputOf(each)).members].some(([, keys]) => keys.length > 1),
  ) as [GeneratedCase];
  const wrong: Product = async (folder, command) => {
    const { members, arms } = await oracleOnFiles(folder, command);
    const victim = [...members].find(([, keys]) => keys.length > 1);
    const less = victim ? [[victim[0], victim[1].slice(1)] as const] : [];
    return { members: new Map([...members, ...less]), arms };
  };

  test('is found out, and the project made small', async () => {
    const difference = (await compareCase(project, wrong))!;
    expect(difference.found.length).toBe(difference.expected.length - 1);
    const text = await describeDifference(project, difference, wrong);
    expect(text).toContain(`${difference.segment}: expected`);
    expect(text.length).toBeLessThan(4000);
  });

  test('is found out when it refuses', async () => {
    const difference = await compareCase(project, async () => ({
      refused: 'error: no',
      members: new Map(),
      arms: new Map(),
    }));
    expect(difference?.refused).toBe('error: no');
  });
});
