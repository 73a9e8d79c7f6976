/** The reference is current, and what it shows works on the samples. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkTargets } from '../../src/analyses/kpi-targets.ts';
import { collector } from '../../src/diagnostics/collect.ts';
import { plain, renderDiagnostic } from '../../src/diagnostics/render.ts';
import { measures } from '../../src/language/measures/index.ts';
import { operators } from '../../src/language/operators/index.ts';
import { readProject } from '../../src/project/read.ts';
import { openWorkspace } from '../../src/workspace/open.ts';
import { root } from '../architecture/source-files.ts';
import { runBundle } from '../program/bundle.ts';
import { projectBlocks, referenceText, yamlBlocks } from './reference.ts';

const file = join(root, 'segments/README.md');
const text = referenceText();

/** What is wrong with definitions over the samples, each file by its name. */
async function errorsOf(definitions: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'segment-reference-'));
  try {
    const files = Object.entries(definitions).map(([name, yaml]) => {
      const path = join(folder, `${name}.yaml`);
      writeFileSync(path, yaml);
      return path;
    });
    const workspace = await openWorkspace({
      cwd: root,
      env: {},
      now: '2026-07-01T12:00:00Z',
      project: undefined,
      data: undefined,
      asOf: undefined,
      parameters: [],
      memoryLimit: undefined,
      threads: 1,
      files,
    });
    try {
      return workspace.diagnostics
        .filter(({ severity }) => severity === 'error')
        .map((diagnostic) => renderDiagnostic(diagnostic, plain));
    } finally {
      workspace.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

it('segments/README.md says what the registries say: `npm run docs` writes it', () => {
  if (process.env['SEGMENT_TEST_UPDATE'] === '1') writeFileSync(file, text);
  expect(readFileSync(file, 'utf8')).toBe(text);
});

it('every section of the project file that it shows is right, with every key that it names', async () => {
  const blocks = [...text.matchAll(/^```yaml project\n([\s\S]*?)^```$/gm)].map(([, block]) => block!);
  expect(blocks.length).toBeGreaterThan(2);
  const config = readFileSync(join(root, 'segment.config.yaml'), 'utf8').replaceAll(
    'samples/',
    `${root}/samples/`,
  );
  const found = collector();
  const project = readProject(
    { name: 'segment.config.yaml', text: `${config}\n${blocks.join('')}` },
    root,
    {},
    found.report,
  );
  expect(found.diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, plain))).toEqual([]);
  expect(Object.keys(project!.models)).toEqual(expect.arrayContaining(['rfm', 'cohorts']));
  checkTargets(project!.targets, ['quiet-regulars'], found.report);
  expect(found.diagnostics).toEqual([]);
});

it('every definition in it is right', async () => {
  const blocks = yamlBlocks(text);
  expect(blocks.length).toBeGreaterThan(8);
  const named = Object.fromEntries(blocks.map((block, index) => [`reference-${index + 1}`, block]));
  expect(await errorsOf(named)).toEqual([]);
});

it('every test of definitions in it passes', async () => {
  const blocks = [...text.matchAll(/^```yaml tests\n([\s\S]*?)^```$/gm)].map(([, block]) => block!);
  const folder = mkdtempSync(join(tmpdir(), '.tmp-reference-'));
  const files = blocks.map((block, index) => {
    const file = join(folder, `${index}.test.yaml`);
    writeFileSync(file, block);
    return file;
  });
  const { code, out } = await runBundle(['test', ...files], { cwd: root });
  rmSync(folder, { recursive: true, force: true });
  expect({ code, out, blocks: blocks.length }).toMatchObject({ code: 0, blocks: 1 });
});

it('every example of an operator and of a measure is right', async () => {
  const fields: Readonly<Record<string, string>> = {
    list: 'interests',
    text: 'country',
    number: 'spend_total',
  };
  const tests = operators.map(({ name, example, types }) => {
    const isNumber = /\d/.test(example) && types.includes('integer');
    const field = fields[types[0] === 'list' ? 'list' : isNumber ? 'number' : 'text'];
    return `  - { name: test-${name.replaceAll('_', '-')}, where: { ${field}: ${example} } }`;
  });
  const traits = measures.map(({ name, example }) => `  example_${name}: ${example}`);
  const yaml = ['traits:', ...traits, 'segments:', ...tests].join('\n');
  expect(await errorsOf({ examples: yaml })).toEqual([]);
});

it.each(projectBlocks(referenceText()))('a project file of the page is one: %#', (text) => {
  const found: string[] = [];
  const project = readProject({ name: 'segment.config.yaml', text }, '/shop', {}, ({ message }) => {
    found.push(message);
  });
  expect(found).toEqual([]);
  expect(project?.events.length).toBeGreaterThan(0);
});
