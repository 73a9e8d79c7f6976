/** What `--against REV|DIR` names: the definitions of a git revision, or of a folder. */
import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { makePrivateFolder, removePrivateFolder } from '../database/private-folder.ts';
import { failure } from '../diagnostics/failure.ts';
import { findProject } from '../project/find.ts';
import type { Former } from '../workspace/former.ts';
import type { OptionValues } from './command.ts';
import type { Context } from './context.ts';
import { commitOf, formerOf, isShallow, type Repository, repositoryOf } from './git.ts';
import type { projectOptions } from './options.ts';

/** Does the work with what the words name, and removes what was laid out for it. Throws a `Failure` (2). */
export async function withFormer<Result>(
  context: Pick<Context, 'cwd' | 'env'>,
  against: string,
  options: Partial<OptionValues<typeof projectOptions>>,
  work: (former: Former) => Promise<Result>,
): Promise<Result> {
  const { cwd, env } = context;
  const found = findProject({ cwd, env, project: options.project, data: options.data });
  if (found.kind === 'folder')
    throw failure(2, 'against', '`--against` compares project files, and `--data` does without one');
  const folder = dirname(found.path);
  const isPath = /^([./~\\]|[A-Za-z]:)/.test(against);
  const named = isPath ? undefined : revision(repositoryOf(folder, env), against);
  const path = resolve(cwd, against);
  const isFolder = existsSync(path) && statSync(path).isDirectory();
  if (named && isFolder) throw ambiguous(against);
  if (isFolder) return work({ label: against, folder: path, root: path, fetch: () => undefined });
  if (!named) throw isPath ? noFolder(against) : nothing(against, repositoryOf(folder, env));
  const into = makePrivateFolder();
  try {
    return await work(formerOf(named.repository, { commit: named.commit, label: against }, folder, into));
  } finally {
    removePrivateFolder(into);
  }
}

function revision(repository: Repository | undefined, text: string) {
  const commit = repository && commitOf(repository, text);
  return repository && commit ? { repository, commit } : undefined;
}

function ambiguous(text: string) {
  return failure(2, 'against', `\`${text}\` is a revision and a folder`, [
    `write \`./${text}\` for the folder, \`refs/heads/${text}\` for the branch`,
  ]);
}

function noFolder(path: string) {
  return failure(2, 'against', `there is no folder \`${path}\``, [
    'name one with a project file, or a revision',
  ]);
}

function nothing(text: string, repository: Repository | undefined) {
  if (!repository)
    return failure(2, 'against', `there is no folder \`${text}\`, and no git repository here`, [
      'name a folder with a project file, or run it within a repository',
    ]);
  const shallow = isShallow(repository)
    ? ['this clone is shallow: `git fetch --unshallow` brings what it lacks']
    : [];
  return failure(2, 'against', `there is no revision and no folder \`${text}\``, [
    ...shallow,
    'name a branch, a tag, a commit such as `HEAD~1`, or a folder with a project file',
  ]);
}
