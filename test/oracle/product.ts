/** The only door of this folder to the product: the program that is shipped, run over a project in this process. */
import { parse } from 'csv-parse/sync';
import { runBundle } from '../program/bundle.ts';

/** The members of every segment, their arms, or why there is no answer. */
export interface Answer {
  readonly refused?: string;
  /** What the column with the customers is called. */
  readonly key?: string;
  /** How many values an earlier command had kept. */
  readonly hits?: number;
  readonly members: ReadonlyMap<string, readonly string[]>;
  readonly arms: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

export interface Command {
  readonly asOf: string;
  /** The segments that are asked for, of every file; all of `segments/all.yaml` where absent. */
  readonly names?: readonly string[];
  /** Whether what is computed is kept for the next command. */
  readonly isKept?: boolean;
}

export type Product = (folder: string, command: Command) => Promise<Answer>;

/** Runs definitions of the folder's project together. */
export const runProduct: Product = productOf(runBundle);

export function productOf(run: typeof runBundle): Product {
  return (folder, command) => answerOf(run, folder, command);
}

async function answerOf(
  run: typeof runBundle,
  folder: string,
  { asOf, names = ['segments/all.yaml'], isKept = false }: Command,
): Promise<Answer> {
  const keeping = isKept ? ['--verbose'] : ['--no-cache'];
  const words = ['run', ...names, '--as-of', asOf, '--format', 'csv', ...keeping, '--threads', '1'];
  const { code, out, err } = await run(words, { cwd: folder, now: '2020-01-01T00:00:00Z' });
  const members = new Map<string, string[]>();
  const arms = new Map<string, Map<string, string>>();
  if (code !== 0) return { refused: `exit ${code}\n${err}`, members, arms };
  const [header = [], ...rows] = parse(out, { bom: true }) as string[][];
  const split = header[2] === 'arm';
  for (const [segment = '', key = '', arm = ''] of rows) {
    members.set(segment, [...(members.get(segment) ?? []), key]);
    if (split && arm !== '') arms.set(segment, (arms.get(segment) ?? new Map()).set(key, arm));
  }
  const hits = Number(/cache: (\d+) of \d+ values/.exec(err)?.[1] ?? 0);
  return { key: header[1] ?? '', hits, members, arms };
}
