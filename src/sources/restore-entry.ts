/** Takes a table from the cache, where what is kept there is still of its files and is what was kept. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type Answers, answering, Unanswered } from './answers.ts';
import { attempt } from './attempt.ts';
import { belongsToUs, foreignCache, ROWS_FILE, TABLE_FILE, writeKept } from './cache-folder.ts';
import { type CacheSetting, entryFolder, type Load } from './cache-setting.ts';
import { type KeptRows, keptTable, type Pins, rowsOf, viewStatement } from './kept.ts';
import { type Entry, readEntry } from './kept-entry.ts';
import type { LoadedTable, TablePlan } from './load-table.ts';
import { areSettled, digestOf, type Stamp, sameSizes, sameStamps, stampsOf, timeOf } from './stamp.ts';

export async function restore(
  plan: TablePlan,
  paths: readonly string[],
  load: Load,
  made: string[],
  pins: Pins,
  setting: CacheSetting,
): Promise<LoadedTable | undefined> {
  const { report, detail } = setting;
  const place = entryFolder(plan, setting);
  const text = attempt(() => readFileSync(join(place, TABLE_FILE), 'utf8'));
  const damaged = (): undefined => detail(`cache: what was kept of \`${plan.name}\` is damaged`) as undefined;
  if (text === undefined) return undefined;
  const isOurs = [place, join(place, TABLE_FILE), join(place, ROWS_FILE)].every(belongsToUs);
  // Whoever else may write here could put anything in the place of what we kept.
  if (!isOurs) return report(foreignCache(place)) as undefined;
  const entry = attempt(() => readEntry(text), damaged);
  if (!entry) return undefined;
  const stamps = attempt(() => stampsOf(paths));
  if (!stamps || !(await holds(entry, stamps, place))) {
    detail(`cache: the files of \`${plan.name}\` have changed`);
    return undefined;
  }
  if (entry.answers) return (await answer(entry.answers, load, made, setting)) ?? damaged();
  const { table, rows, said } = entry.made!;
  const path = pins.pin(plan.name, place);
  if (!(await isWhole(rows, path))) return damaged();
  made.push(viewStatement(plan.name, path, rows));
  for (const diagnostic of said) report(diagnostic);
  return { ...keptTable(table, rows, path), stamps };
}

/** A view of files is made by the same code from the same answers. */
async function answer(
  answers: Answers,
  load: Load,
  made: string[],
  { database, report }: CacheSetting,
): Promise<LoadedTable | undefined> {
  const statements: string[] = [];
  const said: Diagnostic[] = [];
  try {
    const table = await load(
      answering(database, answers, statements),
      (diagnostic) => void said.push(diagnostic),
    );
    if (!table) return undefined;
    made.push(...statements);
    for (const diagnostic of said) report(diagnostic);
    return table;
  } catch (error) {
    if (error instanceof Unanswered) return undefined;
    throw error;
  }
}

/** Whether the files are still those of the entry; one whose times alone have changed is brought up to date. */
async function holds(entry: Entry, stamps: readonly Stamp[], place: string): Promise<boolean> {
  if (entry.settled && sameStamps(entry.stamps, stamps)) return true;
  if (entry.digest === undefined || !sameSizes(entry.stamps, stamps)) return false;
  const paths = stamps.map(({ path }) => path);
  const begun = attempt(() => timeOf(place)) ?? 0n;
  if ((await digestOf(paths)) !== entry.digest || !sameStamps(stampsOf(paths), stamps)) return false;
  const renewed = { ...entry, stamps, settled: areSettled(stamps, begun) };
  attempt(() => writeKept(dirname(place), join(place, TABLE_FILE), renewed));
  return true;
}

/** Bits change on their own, and files are cut. */
async function isWhole(rows: KeptRows, path: string): Promise<boolean> {
  try {
    const found = await rowsOf(path);
    return found.bytes === rows.bytes && found.checksum === rows.checksum;
  } catch {
    return false;
  }
}
