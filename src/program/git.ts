/** The files of a git revision. Nothing of a repository runs: three commands that only read, fixed words, no shell, no network. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { failure } from '../diagnostics/failure.ts';
import type { Former } from '../workspace/former.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A repository, by the folder that holds `.git`. */
export interface Repository {
  readonly root: string;
  readonly env: Environment;
}

/** The repository that the folder is in. */
export function repositoryOf(folder: string, env: Environment): Repository | undefined {
  for (let root = realpathSync(folder); ; root = dirname(root)) {
    if (existsSync(join(root, '.git'))) return { root, env };
    if (root === dirname(root)) return undefined;
  }
}

/** The commit that the words name; undefined where they name none. Throws a `Failure` (2) where git does not answer. */
export function commitOf(repository: Repository, revision: string): string | undefined {
  const { status, out, err } = git(repository, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${revision}^{commit}`,
  ]);
  if (status === 0) return out.toString('utf8').trim();
  if (/dubious ownership/.test(err))
    throw failure(
      2,
      'git',
      `the repository \`${repository.root}\` is another user's, and git does not read it`,
      [`if you trust it: \`git config --global --add safe.directory ${repository.root}\``],
    );
  return undefined;
}

/** Where a shallow clone ends, git knows no more of the past. */
export function isShallow({ root }: Repository): boolean {
  return existsSync(join(root, '.git', 'shallow'));
}

/**
 * The files of the commit below a private folder: those of YAML at once, others when they are asked for. `folder` is that
 * of the project at hand.
 */
export function formerOf(
  repository: Repository,
  { commit, label }: { readonly commit: string; readonly label: string },
  folder: string,
  into: string,
): Former {
  const blobs = blobsOf(repository, commit, into);
  const fetch = (paths: readonly string[]): void => {
    const wanted = paths.flatMap((path) => {
      const id = blobs.get(path);
      return id === undefined || existsSync(path) ? [] : [[path, id] as const];
    });
    writeBlobs(repository, wanted);
  };
  fetch([...blobs.keys()].filter((path) => /\.ya?ml$/i.test(path)));
  const within = relative(repository.root, realpathSync(folder));
  return { label, folder: join(into, within), root: into, fetch: (path) => fetch([path]) };
}

/** Regular files by the path where they would stand; what leads out of the folder is left out. */
function blobsOf(repository: Repository, commit: string, into: string): ReadonlyMap<string, string> {
  const { out } = answered(repository, ['ls-tree', '-r', '-z', '--full-tree', commit]);
  const entries = out.toString('utf8').split('\0');
  return new Map(
    entries.flatMap((entry) => {
      const [, id, name] = /^100\d{3} blob ([0-9a-f]+)\t(.+)$/s.exec(entry) ?? [];
      const path = name === undefined ? undefined : resolve(into, name);
      const isInside = path?.startsWith(`${into}/`) && !name!.split(/[\\/]/).includes('..');
      return isInside ? [[path!, id!] as const] : [];
    }),
  );
}

function writeBlobs(repository: Repository, wanted: readonly (readonly [string, string])[]): void {
  if (wanted.length === 0) return;
  const { out } = answered(repository, ['cat-file', '--batch'], `${wanted.map(([, id]) => id).join('\n')}\n`);
  let at = 0;
  for (const [path] of wanted) {
    const end = out.indexOf(0x0a, at);
    const bytes = Number(/ blob (\d+)$/.exec(out.toString('latin1', at, end))?.[1]);
    if (!Number.isInteger(bytes)) throw lacking(repository, out.toString('utf8', at, end));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, out.subarray(end + 1, end + 1 + bytes), { mode: 0o600 });
    at = end + bytes + 2;
  }
}

function answered(repository: Repository, words: readonly string[], input?: string) {
  const answer = git(repository, words, input);
  if (answer.status === 0) return answer;
  throw lacking(repository, answer.err.trim().split('\n')[0] ?? '');
}

/** A clone without all of its objects has them elsewhere, and nobody asks there. */
function lacking(repository: Repository, said: string) {
  return failure(2, 'git', `git cannot read the revision in \`${repository.root}\`: ${said}`, [
    'a clone that is not whole lacks it: `git fetch`, or clone without `--filter` and `--depth`',
  ]);
}

function git({ root, env }: Repository, words: readonly string[], input?: string) {
  const { status, stdout, stderr, error } = spawnSync('git', ['--no-pager', '-C', root, ...words], {
    env: environmentOf(env),
    input: input ?? '',
    maxBuffer: Number.POSITIVE_INFINITY,
    windowsHide: true,
  });
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT')
    throw failure(2, 'git', '`git` is not installed here', ['compare with a folder: `--against ./DIR`']);
  if (error) throw failure(2, 'git', `git did not answer: ${error.message}`);
  return { status, out: stdout, err: stderr.toString('utf8') };
}

/** Nothing else of the environment: it could name another repository, or a program. */
function environmentOf(env: Environment): NodeJS.ProcessEnv {
  const kept = ['PATH', 'HOME', 'USERPROFILE', 'XDG_CONFIG_HOME', 'SYSTEMROOT', 'LANG'];
  const own = kept.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]] as const]));
  return {
    ...Object.fromEntries(own),
    LC_ALL: 'C',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_PAGER: 'cat',
  };
}
