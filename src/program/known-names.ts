/** The names of a project, for completion: nothing is loaded, so they are approximate, and none where nothing can be read. */
import { closeSync, openSync, readSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { readDefinitionFiles } from '../definitions/definition-files.ts';
import { isStageSet, type Template, textsOfTemplate } from '../language/template.ts';
import { findProject, readProjectFile } from '../project/find.ts';
import type { Project } from '../project/project.ts';
import { DEFAULT_SEGMENTS } from '../project/read.ts';
import type { Completes } from './command.ts';
import type { Context } from './context.ts';

type NamedKind = Exclude<Completes, 'files' | 'folders' | 'zones' | readonly string[]>;

/** Names of that kind, sorted. `file` is what `--project` says. */
export function knownNames(
  kind: NamedKind,
  { cwd, env }: Pick<Context, 'cwd' | 'env'>,
  file: string | undefined,
): readonly string[] {
  try {
    const found = findProject({ cwd, env, project: file });
    const project = found.kind === 'file' ? readProjectFile(found, env, () => undefined) : undefined;
    if (project) return sorted(namesOf(kind, project, cwd));
    // A project file that is wrong, or half written, still has its segments beside it.
    const usual = { segments: [{ name: DEFAULT_SEGMENTS }], folder: dirname(found.path), events: [] };
    return kind === 'segments' ? sorted(segmentNames(usual, cwd)) : [];
  } catch {
    return [];
  }
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

type Defining = Pick<Project, 'segments' | 'folder' | 'events'>;

function segmentNames(project: Defining, cwd: string): readonly string[] {
  return definitionsOf(project, cwd).flatMap(({ templates }) => templates.map(({ name }) => name));
}

function namesOf(kind: NamedKind, project: Project, cwd: string): readonly string[] {
  switch (kind) {
    case 'selectors':
      return definitionsOf(project, cwd).flatMap(({ templates }) => templates.flatMap(selectorsOf));
    case 'tables':
      return project.events.map(({ name }) => name.name);
    case 'channels':
      return project.customers.channels.map(({ name }) => name);
    case 'segments':
      return segmentNames(project, cwd);
    case 'partitions':
      return [
        ...namesOf('fields', project, cwd),
        ...definitionsOf(project, cwd).flatMap(({ templates }) =>
          templates.filter(isStageSet).map(({ name }) => name),
        ),
      ];
    case 'fields':
      return [
        ...headerOf(project),
        ...project.traits.map(({ name }) => name.text),
        ...definitionsOf(project, cwd).flatMap(({ traits }) => traits.map(({ name }) => name.text)),
        'rfm.segment',
        'cohort.month',
      ];
  }
}

function selectorsOf(template: Template): readonly string[] {
  return [
    ...textsOfTemplate(template, 'tags').map((tag) => `tag:${tag}`),
    ...textsOfTemplate(template, 'owner').map((owner) => `owner:${owner}`),
  ];
}

/** Bytes that hold the header of most files. */
const HEAD = 64 * 1024;

/** The columns of a customers file that is text. */
function headerOf({ customers: { source }, folder }: Project): readonly string[] {
  const name = source?.files[0]?.name;
  if (name === undefined || !/\.(csv|tsv|txt)$/i.test(name)) return [];
  const [line = ''] = readHead(resolve(folder, name)).split(/\r?\n/);
  return line.split(/[,;\t|]/).map((column) => column.trim().replace(/^"(.*)"$/, '$1'));
}

function readHead(path: string): string {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(HEAD);
    return bytes.toString('utf8', 0, readSync(file, bytes, 0, HEAD, 0)).replace(/^\ufeff/, '');
  } finally {
    closeSync(file);
  }
}

function definitionsOf(project: Defining, cwd: string) {
  return readDefinitionFiles(project, { words: [] }, cwd, () => undefined).map(({ document }) => document);
}
