/** What another command finds of tables that one has read: the same, and it reads none of them. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Database, openDatabase } from '../../src/database/database.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { Project } from '../../src/project/project.ts';
import { loadSources } from '../../src/sources/load.ts';

/** Loads the project into a cache and out of it, without an engine the second time. */
export async function loadTwice(project: Project): Promise<void> {
  const cache = mkdtempSync(join(tmpdir(), 'second-load-'));
  try {
    const engine = await openDatabase({ threads: 2 });
    const first = await seenBy(engine, project, cache);
    engine.close();
    // Views of files that have just been written are described anew, which reads little.
    if (entriesIn(cache).every(({ entry }) => entry.made))
      expect(await seenBy(noEngine, project, cache)).toEqual(first);
    for (const { path, entry } of entriesIn(cache))
      writeFileSync(path, JSON.stringify({ ...entry, settled: true }));
    expect(await seenBy(noEngine, project, cache)).toEqual(first);
  } finally {
    rmSync(cache, { recursive: true });
  }
}

async function seenBy(database: Database, project: Project, cache: string) {
  const said: Diagnostic[] = [];
  const { schema, facts, orders } = await loadSources(
    project,
    database,
    (diagnostic) => void said.push(diagnostic),
    { caching: { folder: cache, detail: () => undefined } },
  );
  // The file of a table is written once it is read, and not everything is kept as a file.
  return { schema, facts: facts.map(({ cachedBytes: _, ...fact }) => fact), orders, said };
}

interface Kept {
  readonly path: string;
  readonly entry: { readonly made?: unknown };
}

function entriesIn(cache: string): readonly Kept[] {
  return readdirSync(cache, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('table.json'))
    .map((name) => join(cache, name))
    .map((path) => ({ path, entry: JSON.parse(readFileSync(path, 'utf8')) }));
}

function refuse(sql: unknown): never {
  throw new Error(`the engine was asked: ${String(sql)}`);
}

const noEngine: Database = {
  run: refuse,
  attempt: refuse,
  rows: refuse,
  objects: refuse,
  batches: refuse,
  numbers: refuse,
  load: refuse,
  columns: refuse,
  copy: refuse,
  progress: () => undefined,
  interrupt: () => undefined,
  whenOpen: async () => undefined,
  lockDown: async () => undefined,
  folder: 'nowhere',
  whenClosed: () => undefined,
  close: () => undefined,
};
