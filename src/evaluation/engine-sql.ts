/** A query as the engine that has the tables is asked it. */
import { failure } from '../diagnostics/failure.ts';
import type { Query } from '../sql/ast.ts';
import { printQuery } from '../sql/print.ts';
import { relationsRead } from '../sql/walk.ts';
import type { OpenEngine, Workspace } from '../workspace/workspace.ts';
import { readThrough } from './read-tables.ts';

/** Throws a `Failure` (2) for what the engine cannot say, and for tables that stand here. */
export function engineSql(
  { fileSchema }: Pick<Workspace, 'fileSchema'>,
  engine: OpenEngine,
  query: Query,
): string {
  refuseHere(query, engine);
  return printQuery(readThrough(query, fileSchema, engine.dialect, engine.paths), engine.dialect);
}

/** Throws a `Failure` (2) for tables that the query reads and that stand here. */
export function refuseHere(query: Query, engine: OpenEngine): void {
  const here = relationsRead(query).filter((name) => !engine.paths.has(name));
  if (here.length > 0) {
    const names = here.map((name) => `\`${name}\``).join(', ');
    throw failure(2, 'not-on-engine', `${engine.place} cannot read ${names}, which stands here`, [
      'lists in files, recorded runs and what models find do not go to an engine',
    ]);
  }
}
