/** The product under test: the built command, as a user types it. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readCsv } from './in-file.ts';

/** The members of every segment that has any, their arms, or why nothing was written. */
export interface Answer {
  readonly refused?: string;
  readonly members: ReadonlyMap<string, readonly string[]>;
  readonly arms: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

export type Product = (folder: string, asOf: string) => Promise<Answer>;

const command = join(
  import.meta.dirname.replace(/(test\/oracle|node_modules\/\.cache)$/, ''),
  'bin/segment.js',
);

/** Runs every definition of the folder's project. */
export const runProduct: Product = async (folder, asOf) => {
  const args = [command, 'run', 'segments/all.yaml', '--format', 'csv', '--as-of', asOf];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 26 });
    return readMembership(stdout);
  } catch (error) {
    const { stderr, code } = error as { stderr?: string; code?: number };
    return { refused: `exit ${code}\n${stderr}`, members: new Map(), arms: new Map() };
  }
};

/** `segment,<customer key>[,arm]` with a header. */
export function readMembership(csv: string): Answer {
  const [header, ...rows] = readCsv(csv);
  const arm = header!.indexOf('arm');
  const members = new Map<string, string[]>();
  const arms = new Map<string, Map<string, string>>();
  for (const row of rows) {
    const [segment, key] = row as [string, string];
    members.set(segment, [...(members.get(segment) ?? []), key]);
    const value = arm < 0 ? '' : row[arm]!;
    if (value !== '') arms.set(segment, (arms.get(segment) ?? new Map<string, string>()).set(key, value));
  }
  return { members, arms };
}
