/** `run.json` beside the lists of a run: which run they are of, so that nobody takes yesterday's for today's. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { failure } from '../diagnostics/failure.ts';
import { writeAtomically } from '../output/atomic.ts';
import type { Folder } from '../output/destination.ts';
import { fingerprintDefinitions, RUN_FILE, type TablePrint } from '../workspace/fingerprints.ts';
import type { TrippedAlert } from './alerts.ts';
import type { Writing } from './run-lists.ts';

/** Throws a `Failure` (2) where one of the files, by name, would take its place. */
export function refuseRunFile(files: readonly string[]): void {
  if (!files.includes(RUN_FILE)) return;
  throw failure(2, 'run-file', `the list of \`run\` would be \`${RUN_FILE}\`, which tells about the run`, [
    'choose another format, or another name for the segment',
  ]);
}

/** While lists are replaced there is no run that all of them are of. */
export async function removeRunFile({ path }: Folder): Promise<void> {
  await rm(join(path, RUN_FILE), { force: true });
}

export interface RunOutcome {
  readonly alerts: readonly TrippedAlert[];
  readonly recorded: boolean;
  readonly data: readonly TablePrint[];
}

/** Written last, in one step: where it is, every list that it names is whole and of this run. */
export async function writeRunFile(writing: Writing, folder: Folder, outcome: RunOutcome): Promise<void> {
  const text = `${JSON.stringify(describeRun(writing, folder, outcome), undefined, 2)}\n`;
  await writeAtomically(join(folder.path, RUN_FILE), (temporary) => writeFile(temporary, text));
}

function describeRun(writing: Writing, { format }: Folder, { alerts, recorded, data }: RunOutcome): object {
  const { workspace, membership, segments, changes } = writing;
  const { asOf, asked } = workspace;
  const names = segments.map(({ name }) => name);
  const skipped = asked.filter(({ output, name }) => output && !names.includes(name));
  const definitions = fingerprintDefinitions(workspace, names);
  return {
    tool: `segment ${packageJson.version}`,
    status: skipped.length > 0 ? 'incomplete' : alerts.length > 0 ? 'alerts' : 'done',
    recorded,
    as_of: asOf.date,
    as_of_instant: asOf.instant,
    timezone: asOf.zone,
    customers: membership.base,
    segments: names.map((name) => ({
      segment: name,
      file: `${name}.${format.extensions[0]}`,
      customers: membership.sizes.get(name) ?? 0,
      entered: changes.get(name)?.entered ?? null,
      left: changes.get(name)?.left ?? null,
      definition: definitions.get(name),
    })),
    skipped: skipped.map(({ name }) => name),
    alerts,
    data,
  };
}
