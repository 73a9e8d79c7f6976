/** Every command over every kind of broken project: a refusal in words, or an answer, and never a bug. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { runBundle } from '../program/bundle.ts';
import { brokenProjects } from './broken-projects.ts';
import { commandLines, everyLine } from './commands.ts';
import { dataFiles, wholeProject } from './project.ts';
import { unsound } from './sound.ts';

const root = mkdtempSync(join(tmpdir(), 'broken-projects-'));
afterAll(() => rmSync(root, { recursive: true }));

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(root, 'project-'));
  for (const [name, text] of Object.entries({ ...files, 'out/.keep': '' })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

it('every command has its line', () => {
  expect(Object.keys(commandLines).sort()).toEqual(commands.map(({ name }) => name).sort());
});

it('every line works on the whole project', async () => {
  const cwd = folderOf(wholeProject);
  const failed: string[] = [];
  for (const words of everyLine) {
    const answered = await runBundle(words, { cwd });
    const why = unsound(answered) ?? (answered.code > 1 ? answered.err : undefined);
    // Nothing is recorded twice yet, and there is a project already.
    if (why && !words.includes('--fail-if') && words[0] !== 'init') failed.push(`${words.join(' ')}: ${why}`);
  }
  expect(failed).toEqual([]);
});

describe('of every command', () => {
  it.each(Object.entries(brokenProjects))(
    '%s',
    async (_what, files) => {
      const cwd = folderOf(files);
      const failed: string[] = [];
      for (const [name, lines] of Object.entries(commandLines)) {
        for (const words of lines.slice(0, 1)) {
          const why = unsound(await runBundle([name, ...words], { cwd }));
          if (why) failed.push(`${name} ${words.join(' ')}: ${why}`);
        }
      }
      expect(failed).toEqual([]);
      for (const [name, text] of Object.entries(dataFiles)) {
        if (files[name] === text) expect(readFileSync(join(cwd, name), 'utf8')).toBe(text);
      }
    },
    120_000,
  );
});
