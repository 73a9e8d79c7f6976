import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Failure } from '../../src/diagnostics/failure.ts';
import { findProject, readProjectFile } from '../../src/project/find.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'find-test-'));
  mkdirSync(join(folder, 'shop/deep/er'), { recursive: true });
  mkdirSync(join(folder, 'elsewhere'));
  writeFileSync(join(folder, 'shop/segment.config.yaml'), 'customers: { file: c.csv, key: id }\n');
  writeFileSync(join(folder, 'shop/other.yaml'), 'customers: { file: d.csv, key: id }\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('findProject', () => {
  it('takes the file of the nearest parent', () => {
    expect(findProject({ cwd: join(folder, 'shop/deep/er'), env: {} })).toEqual({
      kind: 'file',
      path: join(folder, 'shop/segment.config.yaml'),
      name: '../../segment.config.yaml',
    });
  });

  it('takes the file that --project names, or the one in its folder', () => {
    const cwd = join(folder, 'elsewhere');
    expect(findProject({ project: '../shop/other.yaml', cwd, env: {} }).path).toBe(
      join(folder, 'shop/other.yaml'),
    );
    expect(findProject({ project: '../shop', cwd, env: {} }).path).toBe(
      join(folder, 'shop/segment.config.yaml'),
    );
  });

  it('prefers options to SEGMENT_PROJECT, and that to the folder', () => {
    const cwd = join(folder, 'shop');
    const env = { SEGMENT_PROJECT: join(folder, 'shop/other.yaml') };
    expect(findProject({ cwd, env }).path).toBe(join(folder, 'shop/other.yaml'));
    expect(findProject({ project: 'segment.config.yaml', cwd, env }).name).toBe('segment.config.yaml');
    expect(findProject({ data: '.', cwd, env })).toEqual({ kind: 'folder', path: cwd, name: '.' });
  });

  it.each([
    [{}, 'there is no `segment.config.yaml` here or in a folder above'],
    [{ project: 'nope.yaml' }, 'there is no project file `nope.yaml` (--project)'],
    [{ data: 'nope' }, 'there is no folder `nope` (--data)'],
    [{ data: 'x', project: 'y' }, 'expected `--project` or `--data`, found both'],
  ])('refuses %j', (options, message) => {
    const find = () => findProject({ ...options, cwd: join(folder, 'elsewhere'), env: {} });
    expect(find).toThrow(expect.objectContaining({ exitCode: 2, message }) as Failure);
  });

  it('reads paths relative to the file', () => {
    const found = findProject({ project: '../shop/other.yaml', cwd: join(folder, 'elsewhere'), env: {} });
    const project = readProjectFile(found, {}, () => undefined);
    expect(project).toMatchObject({ folder: join(folder, 'shop'), file: '../shop/other.yaml' });
  });
});
