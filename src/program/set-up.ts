/** A folder of exports becomes a project: proposed, agreed to, tried on its own data, and only then written. */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../database/database.ts';
import { lazyDatabase } from '../database/lazy-database.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { Failure, failure } from '../diagnostics/failure.ts';
import { writeAtomically } from '../output/atomic.ts';
import type { Project } from '../project/project.ts';
import type { Decided } from '../setup/column-options.ts';
import { withTraits } from '../setup/project-text.ts';
import { type Proposal, type ProposalOptions, proposeProject } from '../setup/propose.ts';
import { type Starter, type Starters, starterSegments } from '../setup/starters.ts';
import { openWorkspace } from '../workspace/open.ts';
import { unreadableTables } from '../workspace/unreadable.ts';
import type { Context } from './context.ts';
import { passingTests } from './tried-tests.ts';

export const PROJECT_FILE = 'segment.config.yaml';

/** Reads the folder and proposes. An interrupt stops the engine. */
export async function propose(context: Context, folder: string, options: ProposalOptions): Promise<Proposal> {
  const database: Database = lazyDatabase({ busy: () => context.onInterrupt(() => database.interrupt()) });
  try {
    return await proposeProject(folder, options, database);
  } finally {
    database.close();
  }
}

/** Where day and month could be either, somebody has to say. Throws a `Failure` (2) where nobody can be asked. */
export async function decideDates(
  context: Context,
  { undecided }: Proposal,
): Promise<Decided['dates'] | undefined> {
  if (undecided.length === 0) return undefined;
  const where = undecided.map((name) => `\`${name}\``).join(', ');
  const asking = await context.ask?.();
  if (!asking) {
    throw failure(2, 'undecided-dates', `the day or the month may come first in ${where}`, [
      'say which: `--dates day-first` or `--dates month-first`',
    ]);
  }
  const chosen = await asking.choose(`What comes first in ${where}?`, [
    { value: 'day-first', label: 'the day: 03/04 is the third of April' },
    { value: 'month-first', label: 'the month: 03/04 is the fourth of March' },
  ]);
  if (chosen === undefined) throw new Failure(2, []);
  return chosen;
}

/** What is wrong in definitions that are there already is no fault of the data. */
const WITHOUT_DEFINITIONS = 'segments: .none/*.yaml\n';

export interface WrittenFile {
  /** Relative to the folder. */
  readonly file: string;
  /** Of the segment in it. */
  readonly title?: string;
}

/** What was found to be so when the project was tried on its data. */
export interface Written {
  readonly files: readonly WrittenFile[];
  /** Rows that cannot be read, and are left out. */
  readonly broken: readonly Diagnostic[];
}

/** A proposal that is a project. */
export type Writable = Pick<Proposal, 'purchases' | 'givenBack' | 'baskets'> & {
  readonly text: NonNullable<Proposal['text']>;
};

/**
 * Writes the project file and starter segments over what it finds. The project is opened under a name of its own
 * first: a few rows that cannot be read are left out by its text; where it is more than the share that raises an alert,
 * or anything else is wrong, nothing is left, and the `Failure` says what.
 */
export async function writeProject(context: Context, folder: string, proposal: Writable): Promise<Written> {
  const target = join(folder, PROJECT_FILE);
  const trial = join(folder, `.${PROJECT_FILE}.trial`);
  const tryText = async (text: string): Promise<Tried> => {
    await writeFile(trial, `${text}\n${WITHOUT_DEFINITIONS}`, { mode: 0o600 });
    return { text, ...(await startersOf(context, folder, { ...proposal, trial })) };
  };
  try {
    const { text, traits, segments, tests, broken } = await tried(tryText, proposal.text);
    if (existsSync(target)) await copyFile(target, `${target}.before`);
    await writeAtomically(target, (path) => writeFile(path, withTraits(text, traits)));
    const starters = await writeStarters(folder, segments);
    return { files: [{ file: PROJECT_FILE }, ...starters, ...(await writeTests(folder, tests))], broken };
  } finally {
    await rm(trial, { force: true });
  }
}

interface Tried extends Starters {
  readonly text: string;
  /** The text of a file of tests of the starters; empty where none could be made. */
  readonly tests: string;
  readonly broken: readonly Diagnostic[];
  /** More than what raises an alert. */
  readonly isTooMuch: boolean;
}

/** Cells that break a column which must have a type break their row only, where they are few. */
async function tried(
  tryText: (text: string) => Promise<Tried>,
  textWith: (broken: ReadonlySet<string>) => string,
): Promise<Tried> {
  try {
    return await tryText(textWith(new Set()));
  } catch (error) {
    const cells = error instanceof Failure ? error.diagnostics : [];
    const files = cells.flatMap(({ code, place }) =>
      code === 'unreadable-cell' && place ? [place.file] : [],
    );
    if (files.length === 0) throw error;
    const again = await tryText(textWith(new Set(files)));
    if (again.isTooMuch) throw error;
    return again;
  }
}

async function startersOf(
  context: Context,
  folder: string,
  { trial: project, purchases, givenBack, baskets }: Writable & { readonly trial: string },
): Promise<Omit<Tried, 'text'>> {
  const workspace = await openWorkspace({
    cwd: folder,
    env: context.env,
    now: context.now(),
    project,
    data: undefined,
    asOf: undefined,
    parameters: [],
    memoryLimit: undefined,
    threads: undefined,
    files: [],
  });
  try {
    const errors = workspace.diagnostics.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) throw new Failure(2, errors);
    const channels = workspace.definitions.channels.map(({ name }) => name);
    const email = workspace.project.customers.channels.find(({ name }) => name === 'email');
    const starters = starterSegments({
      schema: workspace.schema,
      channels,
      address: email?.contact?.name,
      makesCustomers: makesCustomers(workspace.project),
      purchases,
      givenBack,
      baskets,
    });
    return {
      ...starters,
      tests: await passingTests(workspace, starters, purchases),
      broken: workspace.diagnostics.filter(({ code }) => code === 'rows-skipped'),
      isTooMuch: unreadableTables(workspace).length > 0,
    };
  } finally {
    workspace.close();
  }
}

/** Rows that a table's `where` leaves out make customers too, of whom it then holds none. */
function makesCustomers({ customers, events }: Project): readonly string[] {
  if (!customers.from || customers.source) return [];
  const whole = events.filter(({ where }) => where === undefined);
  const first = whole.find(({ name }) => name.name === customers.from!.name);
  if (!first) return [];
  const others = whole.filter(({ from, customer }) => from?.name === first.name.name && !customer);
  return [first, ...others].map(({ name }) => name.name);
}

/** Those that are not there yet. */
async function writeStarters(folder: string, starters: readonly Starter[]): Promise<readonly WrittenFile[]> {
  const written: WrittenFile[] = [];
  await mkdir(join(folder, 'segments'), { recursive: true });
  for (const { name, title, text } of starters) {
    const file = `segments/${name}.yaml`;
    if (existsSync(join(folder, file))) continue;
    await writeAtomically(join(folder, file), (path) => writeFile(path, text));
    written.push({ file, title });
  }
  return written;
}

const TESTS_FILE = 'segments/starters.test.yaml';

async function writeTests(folder: string, text: string): Promise<readonly WrittenFile[]> {
  const path = join(folder, TESTS_FILE);
  if (text === '' || existsSync(path)) return [];
  await writeAtomically(path, (temporary) => writeFile(temporary, text));
  return [{ file: TESTS_FILE, title: 'what the segments have to hold, for `segment test`' }];
}
