/** The law of nothing lost: rows in are rows used and rows named, and every command sees the same. */
import { runBundle, type Surroundings } from '../program/bundle.ts';

export interface Account {
  readonly table: string;
  readonly rows: number;
  readonly read: number | null;
  readonly of_nobody: number;
  readonly keys: number | null;
  readonly [reason: string]: number | string | null;
}

export const reasons = [
  'unreadable',
  'wrong_value',
  'no_key',
  'no_customer',
  'no_time',
  'repeated',
  'superseded',
] as const;

export interface Accounted {
  readonly accounts: readonly Account[];
  /** What is said of rows that are left out or count for nobody. */
  readonly losses: readonly string[];
}

/** What `sources` says. Throws where it cannot. */
export async function accountsOf(world: Surroundings): Promise<Accounted> {
  const { code, out, err } = await runBundle(['sources', '--format', 'json'], world);
  if (code !== 0) throw new Error(`sources: exit ${code}\n${err}`);
  const said = err.split('\n').filter((line) => line.startsWith('{'));
  const losses = said
    .map((line) => JSON.parse(line) as { severity: string; code: string; message: string })
    .filter(({ severity, code }) => severity === 'warning' && /^rows-/.test(code));
  return { accounts: JSON.parse(out) as Account[], losses: losses.map(({ message }) => message) };
}

/** Tables whose rows in are not rows used and rows named; those made of others have no file. */
export function unaccounted(accounts: readonly Account[]): readonly Account[] {
  return accounts.filter(({ read, rows, ...left }) => {
    const named = reasons.reduce((sum, reason) => sum + Number(left[reason]), 0);
    return read !== null && read !== rows + named;
  });
}

/** Commands that do not say what `sources` says. */
export async function silentCommands(
  commands: readonly (readonly string[])[],
  losses: readonly string[],
  world: Surroundings,
): Promise<readonly string[]> {
  const silent: string[] = [];
  for (const words of commands) {
    const { code, out, err } = await runBundle(words, world);
    const unsaid = losses.filter((loss) => !`${out}${err}`.replaceAll('\\"', '"').includes(loss));
    if (code > 1) silent.push(`${words.join(' ')}: exit ${code}: ${err}`);
    for (const loss of unsaid) silent.push(`${words.join(' ')} does not say: ${loss}`);
  }
  return silent;
}
