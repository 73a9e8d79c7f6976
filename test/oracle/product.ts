/** The only door of this folder to the product: the program that is shipped, run over a project in this process. */
import { parse } from 'csv-parse/sync';
import { runBundle } from '../program/bundle.ts';

/** The members of every segment, their arms, or why there is no answer. */
export interface Answer {
  readonly refused?: string;
  readonly members: ReadonlyMap<string, readonly string[]>;
  readonly arms: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

export type Product = (folder: string, asOf: string) => Promise<Answer>;

/** Runs every definition of the folder's project together. */
export const runProduct: Product = async (folder, asOf) => {
  const words = [
    'run',
    'segments/all.yaml',
    '--as-of',
    asOf,
    '--format',
    'csv',
    '--no-cache',
    '--threads',
    '1',
  ];
  const { code, out, err } = await runBundle(words, { cwd: folder, now: '2020-01-01T00:00:00Z' });
  const members = new Map<string, string[]>();
  const arms = new Map<string, Map<string, string>>();
  if (code !== 0) return { refused: `exit ${code}\n${err}`, members, arms };
  const [header = [], ...rows] = parse(out, { bom: true }) as string[][];
  const split = header[2] === 'arm';
  for (const [segment = '', key = '', arm = ''] of rows) {
    members.set(segment, [...(members.get(segment) ?? []), key]);
    if (split && arm !== '') arms.set(segment, (arms.get(segment) ?? new Map()).set(key, arm));
  }
  return { members, arms };
};
