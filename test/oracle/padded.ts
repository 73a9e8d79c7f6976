/** Rows of people whom nobody knows change no list, however many there are: what is decided by size is decided twice. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectSeed } from './compare.ts';
import { type GeneratedCase, generateCase } from './generate.ts';
import { type Answer, runProduct } from './product.ts';
import type { DataTable } from './world.ts';
import { type Definition, type ProjectFiles, writeProject } from './write.ts';

/** Beyond the rows that are sampled, those looked at for their digits, and those from which values are kept. */
const SIZES: readonly number[] = [1_010, 2_100, 10_100];

export interface PaddedDifference {
  readonly seed: number;
  readonly size: number;
  readonly segment: string;
}

/** Of so many projects from a seed, each at one of the sizes in turn, or at one size. */
export async function comparePadded(
  projects: number,
  seed: number,
  sizes: readonly number[] = SIZES,
): Promise<{ readonly compared: number; readonly differing: readonly PaddedDifference[] }> {
  const differing: PaddedDifference[] = [];
  let compared = 0;
  for (let index = 0; compared < projects; index += 1) {
    const project = generateCase(projectSeed(seed, index), { segments: 12 });
    const size = sizes[compared % sizes.length]!;
    const padded = withNobodys(project, size);
    if (!padded) continue;
    compared += 1;
    const [plain, ...others] = [
      await answersOf(project, [false]),
      await answersOf(padded, [false, true, true]),
    ];
    const segment = differenceOf(plain!, others.flat());
    if (segment !== undefined) differing.push({ seed: project.seed, size, segment });
  }
  return { compared, differing };
}

/** One after the other, with values kept or not. */
async function answersOf(project: ProjectFiles, keeping: readonly boolean[]): Promise<readonly Answer[]> {
  const folder = mkdtempSync(join(tmpdir(), 'oracle-'));
  try {
    await writeProject(project, folder);
    const answers: Answer[] = [];
    for (const isKept of keeping) answers.push(await runProduct(folder, { asOf: project.asOf, isKept }));
    return answers;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function differenceOf([plain]: readonly Answer[], padded: readonly Answer[]): string | undefined {
  for (const { refused, members } of padded) {
    if (refused !== plain!.refused) return refused ?? 'refused without them';
    const names = new Set([...members.keys(), ...plain!.members.keys()]);
    const found = [...names].find((name) => String(members.get(name)) !== String(plain!.members.get(name)));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Undefined where rows of nobody make a customer or a row, or no table can have them. */
export function withNobodys(project: GeneratedCase, size: number): ProjectFiles | undefined {
  const { config, tables, mistake } = project;
  const events = Object.entries(config['events'] as Record<string, Definition>);
  if (mistake || [config['customers'] as Definition, ...events.map(([, spec]) => spec)].some(isMade))
    return undefined;
  const padded = events.flatMap(([name, spec]) => {
    const table = tables[name]!;
    const owner = spec['customer'];
    const isOwn = typeof owner === 'string' && table.columns.some((column) => column.name === owner);
    return isOwn && table.rows.length > 0 ? [[name, paddedTable(table, spec, size)] as const] : [];
  });
  return padded.length === 0
    ? undefined
    : { ...project, tables: { ...tables, ...Object.fromEntries(padded) } };
}

const isMade = (spec: Definition): boolean => spec['from'] !== undefined;

/** Rows as there are, of other customers and with keys of their own, behind all others. */
function paddedTable(table: DataTable, { customer, key }: Definition, size: number): DataTable {
  const { rows } = table;
  const unknown = (index: number) => String(900_000_000 + index);
  const keyColumn = typeof key === 'object' && key !== null ? (key as Definition)['column'] : key;
  const added = Array.from({ length: size }, (_, index) => ({
    ...rows[index % rows.length]!,
    [customer as string]: unknown(index % 97),
    ...(keyColumn === undefined ? {} : { [keyColumn as string]: unknown(index) }),
  }));
  return { ...table, rows: [...rows, ...added] };
}
