/** Cohorts of a project in a temporary folder, or over data in another one. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type CohortWords, readCohortQuestion } from '../../src/analyses/cohort-words.ts';
import { measureCohorts } from '../../src/analyses/cohorts.ts';
import type { Cell, Table } from '../../src/model/table.ts';
import { openWorkspace } from '../../src/workspace/open.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';

export type Row = Readonly<Record<string, Cell>>;

export interface Asked {
  readonly wide: Table;
  readonly long: readonly Row[];
  readonly ignored: number;
}

export type Ask = (words?: CohortWords) => Promise<Asked>;

/** Opens the project that the files make, its as-of given, for as many questions as the work has. */
export async function withCohorts(
  files: Readonly<Record<string, string>>,
  asOf: string,
  work: (ask: Ask, workspace: Workspace) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'segment-cohorts-test-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const workspace = await openWorkspace({
      cwd: folder,
      env: {},
      now: '2026-07-01T00:00:00Z',
      project: undefined,
      data: undefined,
      asOf,
      parameters: [],
      memoryLimit: undefined,
      threads: 1,
      files: [],
    });
    try {
      await work((words = {}) => ask(workspace, words), workspace);
    } finally {
      workspace.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function ask(workspace: Workspace, words: CohortWords): Promise<Asked> {
  const answer = await measureCohorts(workspace, readCohortQuestion(workspace, words));
  return { wide: answer.wide(true), long: rowsOf(answer.long()), ignored: answer.ignored };
}

/** The rows of a table by column. */
export function rowsOf({ columns, rows }: Table): readonly Row[] {
  return rows.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index] ?? null])));
}

/** The wide table as text, a row a line: what has not passed with a `*`, what has not begun blank. */
export function picture({ columns, rows, partial = [] }: Table): readonly string[] {
  const marked = new Set(partial.map(String));
  const lines = rows.map((row, index) =>
    row
      .map((cell, place) => `${cell ?? ''}${marked.has(`${index},${place}`) ? '*' : ''}`)
      .join(' ')
      .trimEnd(),
  );
  return [columns.map(({ name }) => name).join(' '), ...lines];
}
