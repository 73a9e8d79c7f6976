/** What has been read becomes a workspace: tables made, parameters put in, everything checked. */
import { contextOf } from '../check/check.ts';
import { expandTemplates } from '../definitions/expand.ts';
import { type Collector, collector } from '../diagnostics/collect.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { refuseMade } from '../engines/tables.ts';
import type { AsOf } from '../model/calendar.ts';
import { leavesWithin, placedLeavesWithin } from '../model/walk.ts';
import { duckdb } from '../sql/dialects/duckdb.ts';
import { refuseUnmade, weigh } from './asked.ts';
import { bindOrThrow, type Checkable, type Checked, channelsOf, checkAt, checkRecipes } from './checked.ts';
import { consentFindings } from './consent-words.ts';
import { editing } from './edited.ts';
import { type Former, formerPath } from './former.ts';
import { createMadeTables } from './made-tables.ts';
import { loadMovements } from './movements.ts';
import type { WorkspaceOptions } from './options.ts';
import { checkPatterns } from './patterns.ts';
import { loadLists } from './value-lists.ts';
import { checkVerbatim } from './verbatim.ts';
import type { Read, Workspace } from './workspace.ts';

/** Makes the tables that no file holds, puts parameters in, and checks all of it. */
export async function completed(read: Read, options: WorkspaceOptions, found: Collector): Promise<Workspace> {
  const { asOf, ...kept } = read;
  const { project, database, own, files } = read;
  const { facts, openFiles, orders, stamps } = own;
  const { schema } = bindOrThrow({ project, schema: own.schema, orders, asOf }, found.diagnostics);
  if (read.engine) refuseMade(project, read.engine);
  await createMadeTables(schema, checkRecipes({ project, schema, own, asOf }), asOf, {
    database,
    dialect: duckdb,
  });
  const held = heldPathOf(options.former, project.folder);
  const segments = await expandTemplates(files, options, { database, schema, report: found.report, held });
  const select = options.asked?.select ?? [];
  const loaded = { ...kept, dialect: duckdb, schema, facts, openFiles, stamps, select, segments };
  const first = checkAt(loaded, asOf, found.report);
  refuseUnmade(files, first.definitions, found.diagnostics);
  const placed = placedLeavesWithin([first.definitions, first.bound]);
  await checkPatterns(placed, loaded, found.report);
  const leaves = placed.map(({ leaf }) => leaf);
  if (!read.engine) {
    await checkVerbatim(leaves, schema, database, found.report);
    for (const finding of await consentFindings(channelsOf(first), loaded)) found.report(finding);
  }
  const wanted = leavesWithin([first.reached, first.bound]);
  const lists = await loadLists(wanted, schema, { database, dialect: duckdb, held }, found.report);
  const lockWait = options.lockWait ?? { lockWaitSeconds: PATIENCE_SECONDS };
  const variant = variantsOf(read, options);
  const edited = editing(
    (file, report) =>
      expandTemplates([file], { ...options, parameterFile: undefined }, { database, schema, report, held }),
    (files, segments, report) => checkAt({ ...loaded, files, segments }, asOf, report),
  );
  const around = { lists, lockWait, heldPath: held, variant, edited };
  return workspaceOf({ ...loaded, ...around }, asOf, first, found.diagnostics);
}

/** Where the file that a definition names is read. */
function heldPathOf(former: Former | undefined, project: string): (path: string) => string {
  return (path) => (former ? formerPath(former, project, path) : path);
}

function variantsOf(read: Read, options: WorkspaceOptions): Workspace['variant'] {
  return ({ asOf, parameters, files = read.files, data }) => {
    const { asked: _, ...rest } = options;
    // Nothing of it is asked for: other parameters make segments of other names.
    const plain = files.map(({ only, ...file }) => ({ ...file, asked: false }));
    const own = { ...rest, parameters, parameterFile: undefined };
    // Nothing is kept of data that is not the project's own.
    const keeping = data ? undefined : read.keeping;
    return completed({ ...read, ...data, keeping, files: plain, asOf }, own, collector());
  };
}

/** Waiting for another run to let go of the history. */
const PATIENCE_SECONDS = 60;

/** What is the same at every as-of. */
type Loaded = Checkable &
  Pick<
    Workspace,
    | 'database'
    | 'dialect'
    | 'engine'
    | 'facts'
    | 'openFiles'
    | 'stamps'
    | 'cacheFolder'
    | 'keeping'
    | 'asOfFrom'
  >;

function workspaceOf(
  loaded: Loaded & Pick<Workspace, 'lists' | 'lockWait' | 'heldPath' | 'variant' | 'edited'>,
  asOf: AsOf,
  { written, models, definitions, asked, reached }: Checked,
  diagnostics: readonly Diagnostic[],
): Workspace {
  const { segments: _, own: __, select: ___, ...rest } = loaded;
  const { project, database, schema, files, lockWait } = loaded;
  let recorded: ReturnType<Workspace['recorded']> | undefined;
  return {
    ...rest,
    fileSchema: loaded.own.schema,
    written: loaded.segments,
    asOf,
    definitions,
    models,
    names: (report) => contextOf(written, report),
    recorded: () => {
      const input = { database, schema, asOf, definitions, history: project.history, lockWait };
      recorded ??= loadMovements(leavesWithin(reached), input);
      return recorded;
    },
    diagnostics: weigh(diagnostics, asked, { project, files, definitions }),
    asked,
    at: (other) => {
      const found = collector();
      const checked = checkAt(loaded, other, found.report);
      return workspaceOf(loaded, other, checked, found.diagnostics);
    },
    close: () => {
      void rest.engine?.close().catch(() => undefined);
      database.close();
    },
  };
}
