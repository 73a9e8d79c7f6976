/** Whether each spelling of a dialect put wrong is seen: by a list that differs, or by a query that fails. */
import { rmSync } from 'node:fs';
import type { Dialect } from '../../src/sql/dialect.ts';
import { dialectOf, type Engine } from './engine.ts';
import { differenceOn, type Loaded, unloadable } from './lists.ts';
import { type Mutation, mutationsOf } from './mutations.ts';
import { membersOf, type Opened, withProject } from './product.ts';
import type { GivenProject } from './projects.ts';

/** What is left of the mutations of one dialect, and what was done for it. */
export interface Mutated {
  readonly dialect: Dialect;
  readonly all: number;
  left: readonly Mutation[];
  /** Those that changed the SQL of a segment. */
  readonly named: Set<string>;
  queries: number;
}

interface Looking {
  readonly engine: Engine;
  readonly opened: Opened;
  /** `segment,key` of each member. */
  readonly expected: readonly string[];
  readonly mutated: Mutated;
}

/** A query that finds what it has to, and what that is. */
interface Piece {
  readonly names: readonly string[];
  readonly sql: string;
  readonly expected: readonly string[];
}

/**
 * Of the first project each segment is asked alone too, since most mutations are seen by a short query that names them;
 * of the others all at once, for those that are still not seen.
 */
export async function mutate(
  engines: readonly Engine[],
  projects: Iterable<GivenProject>,
  loaded: Loaded,
): Promise<readonly Mutated[]> {
  const found = new Map([...new Set(engines.map(dialectOf))].map((dialect) => [dialect, begun(dialect)]));
  let isFirst = true;
  for (const project of projects) {
    const expected = await membersOf(project);
    const isLeft = [...found.values()].some(({ left }) => left.length > 0);
    if (expected && isLeft)
      await withProject(project, async (opened) => {
        for (const engine of engines) {
          const looking = { engine, opened, expected, mutated: found.get(dialectOf(engine))! };
          const pieces = await piecesOf(looking, isFirst);
          if (pieces.length > 0 && !(await isUnloadable(looking, pieces, loaded)))
            await look(looking, pieces);
        }
      });
    rmSync(project.folder, { recursive: true, force: true });
    isFirst = false;
    const counts = [...found.values()].map(({ dialect, left }) => `${dialect.name} ${left.length}`);
    console.error(`not seen after ${project.name}: ${counts.join(', ')}`);
  }
  return [...found.values()];
}

function begun(dialect: Dialect): Mutated {
  const left = mutationsOf(dialect);
  return { dialect, all: left.length, left, named: new Set(), queries: 0 };
}

/** The shortest queries first. */
async function piecesOf({ engine, opened, expected }: Looking, isApart: boolean): Promise<readonly Piece[]> {
  const { segments, sqlOf } = opened;
  const pieces: Piece[] = [];
  for (const names of isApart ? [...segments.map((name) => [name]), segments] : [segments]) {
    // A copy: of DuckDB's own dialect the head does not say how it was verified.
    const { sql, segments: said } = await sqlOf({ ...dialectOf(engine) }, names);
    if (sql === undefined) continue;
    const rows = expected.filter((row) => said.has(row.slice(0, row.indexOf(','))));
    pieces.push({ names: [...said], sql, expected: rows });
  }
  return pieces.sort((a, b) => a.sql.length - b.sql.length);
}

async function isUnloadable(
  { engine, opened }: Looking,
  pieces: readonly Piece[],
  loaded: Loaded,
): Promise<boolean> {
  const read = opened.tables.filter(({ name }) => pieces.some(({ sql }) => sql.includes(name)));
  return (await unloadable(engine, read, loaded)) !== undefined;
}

async function look(looking: Looking, pieces: readonly Piece[]): Promise<void> {
  const { mutated } = looking;
  const right = new Set<Piece>();
  const left: Mutation[] = [];
  for (const mutation of mutated.left)
    if (!(await isSeen(mutation, looking, pieces, right))) left.push(mutation);
  mutated.left = left;
}

async function isSeen(
  mutation: Mutation,
  { engine, opened, mutated }: Looking,
  pieces: readonly Piece[],
  right: Set<Piece>,
): Promise<boolean> {
  for (const piece of pieces) {
    const { sql } = await opened.sqlOf(mutation.dialect, piece.names);
    if (sql === piece.sql) continue;
    mutated.named.add(mutation.name);
    if (sql === undefined) continue;
    if (!right.has(piece)) await hold(engine, piece);
    right.add(piece);
    mutated.queries += 1;
    if ((await differenceOn(engine, sql, piece.expected)) !== undefined) return true;
  }
  return false;
}

/** Throws where a query that is right finds something else. */
async function hold(engine: Engine, { names, sql, expected }: Piece): Promise<void> {
  const difference = await differenceOn(engine, sql, expected);
  if (difference !== undefined) throw new Error(`${engine.name}: ${names.join(', ')}: ${difference}`);
}
