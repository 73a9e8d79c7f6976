/** A project and its definitions as they stand elsewhere, over the data of the project at hand. */
import { existsSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { expandPatterns } from '../definitions/asked-words.ts';
import type { DefinitionDisk } from '../definitions/definition-files.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { failure } from '../diagnostics/failure.ts';
import type { FoundProject } from '../project/find.ts';
import type { Project } from '../project/project.ts';
import { readProject } from '../project/read.ts';
import { readTextFile } from '../project/read-text.ts';
import type { Environment } from '../project/variables.ts';

export interface Former {
  /** What it is called: `main`, `../old`. */
  readonly label: string;
  /** Where the files stand that stood in the folder of the project: absolute. */
  readonly folder: string;
  /** All that may be read of it: absolute. */
  readonly root: string;
  /** Puts a file of it where it would be below `root`, where it has such a file. */
  readonly fetch: (path: string) => void;
}

/** Where a file of the project stands in the former one; the path itself where that has none. */
export function formerPath({ folder, fetch }: Former, project: string, path: string): string {
  const former = join(folder, relative(project, path));
  fetch(former);
  return existsSync(former) ? former : path;
}

/** Paths in it resolve as if it stood where the project at hand does. Throws a `Failure` (2) where there is none. */
export function readFormerProject(
  former: Former,
  found: FoundProject,
  folder: string,
  environment: Environment,
  report: Report,
): Project | undefined {
  const file = basename(found.path);
  const path = join(former.folder, file);
  if (!existsSync(path))
    throw failure(2, 'no-former-project', `there is no \`${file}\` in \`${former.label}\``);
  const name = formerName(former, file);
  return readProject({ name, text: readTextFile(path, name) }, folder, environment, report);
}

/** What messages call a file of it. */
function formerName({ label }: Former, name: string): string {
  return `${label}:${name}`;
}

/** Its definition files, by the paths that they would have in the project at hand. */
export function formerDisk(former: Former, project: string): DefinitionDisk {
  const there = (path: string): string => join(former.folder, relative(project, path));
  const here = (path: string): string => join(project, relative(former.folder, path));
  return {
    expand: (patterns, folder) => expandPatterns(patterns, there(folder)).map(here),
    read: (path, name) => {
      const called = formerName(former, name);
      return { name: called, text: readTextFile(there(path), called) };
    },
  };
}
