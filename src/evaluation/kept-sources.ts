/** Whether values that were kept are of the rows as they are: by relation, so that new orders leave what is of e-mails alone. */
import { createHash } from 'node:crypto';
import { digestFiles } from '../sources/digests.ts';
import { type Stamp, sameSizes, sameStamps, stampsOf } from '../sources/stamp.ts';
import type { KeptSource, ValuesEntry } from '../sources/values-folder.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Of which relations the entry has values of the rows as they are. */
export async function currentIn(
  { sources }: ValuesEntry,
  workspace: Workspace,
): Promise<(relation: string) => boolean> {
  const current = new Set<string>();
  for (const [relation, source] of Object.entries(sources)) {
    if (await isCurrent(source, relation, workspace)) current.add(relation);
  }
  return (relation) => current.has(relation);
}

async function isCurrent(
  { stamps, digest }: KeptSource,
  relation: string,
  workspace: Workspace,
): Promise<boolean> {
  const now = workspace.stamps.get(relation);
  if (!now) return false;
  if (digest === undefined) return sameStamps(stamps, now);
  return sameSizes(stamps, now) && digest === (await contentOf(relation, workspace));
}

/** By the stamps: the files are read for it once. */
const contents = new WeakMap<readonly Stamp[], Promise<string | undefined>>();

/** One digest of the content of the relation's files; undefined where it is no longer what was loaded. */
export function contentOf(relation: string, { stamps, cacheFolder }: Workspace): Promise<string | undefined> {
  const ofRelation = stamps.get(relation)!;
  const known = contents.get(ofRelation) ?? readContent(ofRelation, cacheFolder);
  contents.set(ofRelation, known);
  return known;
}

async function readContent(
  stamps: readonly Stamp[],
  cacheFolder: string | undefined,
): Promise<string | undefined> {
  const paths = stamps.map(({ path }) => path);
  const digests = await digestFiles(paths, cacheFolder);
  if (!sameStamps(stamps, stampsOf(paths))) return undefined;
  const text = JSON.stringify([...digests].map(([path, { sha256 }]) => [path, sha256]));
  return createHash('sha256').update(text).digest('hex');
}
