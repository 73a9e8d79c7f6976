/** Where the project is: a file that names everything, or a folder read by convention. */
import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Report } from '../diagnostics/diagnostic.ts';
import { Failure, failure } from '../diagnostics/failure.ts';
import type { Project } from './project.ts';
import { readProject } from './read.ts';
import { readTextFile } from './read-text.ts';
import type { Environment } from './variables.ts';

export const PROJECT_FILE_NAME = 'segment.config.yaml';

export interface FindOptions {
  /** `--project FILE`. */
  readonly project?: string | undefined;
  /** `--data DIR`. */
  readonly data?: string | undefined;
  readonly cwd: string;
  readonly env: Environment;
}

/** `path` is absolute; `name` is what messages show, as the user knows it. */
export interface FoundProject {
  readonly kind: 'file' | 'folder';
  readonly path: string;
  readonly name: string;
}

/**
 * `--project`, `--data`, `SEGMENT_PROJECT`, else the file in the working directory or the nearest parent.
 * Throws a `Failure` with exit code 2 when there is none.
 */
export function findProject(options: FindOptions): FoundProject {
  const { project, data, cwd, env } = options;
  if (project !== undefined && data !== undefined) {
    throw failure(2, 'project-and-data', 'expected `--project` or `--data`, found both', ['leave one out']);
  }
  if (project !== undefined) return namedFile(project, cwd, '--project');
  if (data !== undefined) return namedFolder(data, cwd);
  if (env['SEGMENT_PROJECT']) return namedFile(env['SEGMENT_PROJECT'], cwd, 'SEGMENT_PROJECT');
  return nearestFile(cwd);
}

/** Reads the project file that was found, reporting everything that is wrong with it. */
export function readProjectFile(found: FoundProject, env: Environment, report: Report): Project | undefined {
  const text = readText(found);
  return readProject({ name: found.name, text }, dirname(found.path), env, report);
}

function readText({ path, name }: FoundProject): string {
  try {
    return readTextFile(path, name);
  } catch (error) {
    if (error instanceof Failure) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw missing(`the project file \`${name}\` cannot be read${code === 'EACCES' ? ': no permission' : ''}`);
  }
}

function namedFile(name: string, cwd: string, given: string): FoundProject {
  const path = resolve(cwd, name);
  if (!existsSync(path)) throw missing(`there is no project file \`${name}\` (${given})`);
  if (!statSync(path).isDirectory()) return { kind: 'file', path, name };
  const inside = join(path, PROJECT_FILE_NAME);
  if (existsSync(inside)) return { kind: 'file', path: inside, name: join(name, PROJECT_FILE_NAME) };
  throw missing(`\`${name}\` is a folder without \`${PROJECT_FILE_NAME}\` (${given})`);
}

function namedFolder(name: string, cwd: string): FoundProject {
  const path = resolve(cwd, name);
  if (!existsSync(path)) throw missing(`there is no folder \`${name}\` (--data)`);
  if (!statSync(path).isDirectory())
    throw missing(`expected a folder for \`--data\`, found the file \`${name}\``);
  return { kind: 'folder', path, name };
}

function nearestFile(cwd: string): FoundProject {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const path = join(folder, PROJECT_FILE_NAME);
    if (existsSync(path)) return { kind: 'file', path, name: relative(cwd, path) };
    if (folder === dirname(folder)) break;
  }
  throw failure(2, 'no-project', `there is no \`${PROJECT_FILE_NAME}\` here or in a folder above`, [
    'make one from the files of a folder: `segment init`',
    'or read a folder as it is: `--data DIR`',
  ]);
}

function missing(message: string): Failure {
  return failure(2, 'missing-file', message);
}
