import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Failure, failure } from '../diagnostics/failure.ts';
import { visible } from '../diagnostics/visible.ts';
import { isZone } from '../model/calendar.ts';
import { countOf } from '../model/count.ts';
import { defineCommand } from '../program/command.ts';
import type { Context } from '../program/context.ts';
import {
  decideDates,
  PROJECT_FILE,
  propose,
  type Writable,
  type Written,
  type WrittenFile,
  writeProject,
} from '../program/set-up.ts';
import type { Proposal, ProposalOptions, TakenFile } from '../setup/propose.ts';
import { vendors } from '../setup/vendors/index.ts';

export const init = defineCommand({
  name: 'init',
  summary: 'a project from the files in a folder',
  details: [
    'Looks at every CSV, Parquet, JSON and Excel file in the folder, those in folders and .zip archives too, and says what it takes each for: by the columns that a vendor writes, else by what the values are and how tables refer to each other. It writes a commented project file and segments to start from, which run.',
    `Exports known by their columns: ${vendors.map(({ name }) => name).join(', ')}.`,
    'On a terminal it asks; with `--yes` it decides, and refuses what nobody can know. A project file that is there is kept unless `--force`, and then a copy of it is.',
  ],
  arguments: [{ name: 'DIR', says: 'the folder (default: this one)', optional: true, completes: 'folders' }],
  options: {
    yes: { kind: 'flag', says: 'write without asking' },
    timezone: {
      kind: 'text',
      value: 'ZONE',
      completes: 'zones',
      says: 'the zone in which days begin, such as Europe/Warsaw (default: the zone of this machine)',
    },
    dates: {
      kind: 'choice',
      choices: ['day-first', 'month-first'],
      says: 'what comes first in dates such as 03/04/2026',
    },
    force: { kind: 'flag', says: 'replace a project file; a copy of it is kept' },
  },
  examples: [
    {
      command: 'segment init samples --yes',
      says: 'a project over the files in a folder, without questions',
    },
    {
      command: 'segment init samples --yes --force --timezone Europe/Warsaw',
      says: 'written anew, with days as they are in Warsaw',
    },
  ],
  run: async (context, [dir = '.'], options) => {
    const folder = resolve(context.cwd, dir);
    refuseFolder(folder, dir);
    refuseProject(folder, options.force);
    const first = zoneOf(context, options.timezone, options.dates);
    const proposal = await decided(context, folder, first);
    say(context, proposal);
    const { text } = proposal;
    if (text === undefined) {
      throw failure(2, 'no-project', `no file in \`${dir}\` tells who the customers are`, [
        'expected a table with a row for each customer, or one with a column that names them',
      ]);
    }
    sayDoubts(context, proposal);
    if (!options.yes && !(await agrees(context))) return;
    const written = await writeFirst(context, folder, { ...proposal, text });
    for (const rows of written.broken) context.report(rows);
    for (const { file, title } of written.files) {
      const what = title === undefined ? '' : `: ${title}`;
      context.say('file-written', `wrote ${join(dir, file)}${what}`, { file });
    }
    for (const line of nextSteps(dir, written.files)) context.say('next', line);
  },
});

/** An export that is not written as its vendor's are is taken by what it holds. Throws what was wrong first where nothing holds. */
async function writeFirst(context: Context, folder: string, proposal: Proposal & Writable): Promise<Written> {
  const { vendor, otherwise } = proposal;
  try {
    return await writeProject(context, folder, proposal);
  } catch (error) {
    const text = otherwise?.text;
    if (!(error instanceof Failure) || !text || otherwise.undecided.length > 0) throw error;
    const written = await writeProject(context, folder, { ...otherwise, text }).catch(() => {
      throw error;
    });
    context.say('vendor-otherwise', `not written as ${vendor} writes it, so by what the files hold:`);
    say(context, otherwise);
    sayDoubts(context, otherwise);
    return written;
  }
}

function nextSteps(dir: string, written: readonly WrittenFile[]): readonly string[] {
  const listed = (name: string) => written.find(({ file }) => file === `segments/${name}.yaml`)?.file;
  const reachable = listed('reachable');
  const list = reachable && (listed('good-and-quiet') ?? reachable);
  return [
    ...(dir === '.' ? [] : [`next: cd ${dir}`]),
    'next: segment sources (what was read), segment doctor (what is odd), segment count segments (who is where)',
    ...(list === undefined ? [] : [`next: segment export ${list} --to mailchimp --out list.csv`]),
  ];
}

function refuseFolder(folder: string, dir: string): void {
  if (existsSync(folder) && statSync(folder).isDirectory()) return;
  throw failure(2, 'missing-folder', `there is no folder \`${dir}\``);
}

function refuseProject(folder: string, force: boolean): void {
  if (force || !existsSync(join(folder, PROJECT_FILE))) return;
  throw failure(2, 'project-exists', `\`${PROJECT_FILE}\` is there already`, [
    'change it, or write it anew with `--force`; a copy is kept',
  ]);
}

function zoneOf(
  { timezone }: Context,
  given: string | undefined,
  dates: 'day-first' | 'month-first' | undefined,
): ProposalOptions {
  if (given !== undefined && !isZone(given)) {
    throw failure(
      2,
      'option-value',
      `\`--timezone\` wants a zone such as \`Europe/Warsaw\`, found \`${given}\``,
    );
  }
  return {
    timezone: given ?? timezone,
    timezoneFrom: given === undefined ? 'this machine' : '--timezone',
    decided: dates === undefined ? {} : { dates },
  };
}

/** The proposal, made anew where somebody had to say how dates are written. */
async function decided(context: Context, folder: string, options: ProposalOptions): Promise<Proposal> {
  const progress = context.progress('looking at the files');
  const proposal = await propose(context, folder, options).finally(() => progress.end());
  const dates = await decideDates(context, proposal);
  return dates === undefined ? proposal : propose(context, folder, { ...options, decided: { dates } });
}

function say(context: Context, { vendor, files, passedOver }: Proposal): void {
  if (vendor !== undefined) context.say('vendor', `this is an export of ${vendor}`, { vendor });
  for (const file of files) {
    context.say('file-found', fileLine(file), {
      files: file.table.group.patterns.join(' '),
      table: file.as ?? '',
    });
    const { isTerminal, columns = 100 } = context.stderr;
    for (const line of isTerminal ? rowLines(file, columns) : []) context.say('row', line);
  }
  for (const { name, reason } of passedOver) {
    context.say('file-passed-over', `${visible(name)}: not used: ${reason}`, { file: name });
  }
}

function sayDoubts(
  context: Context,
  { states, timeless, mixed, purchases, givenBack, baskets }: Proposal,
): void {
  if (purchases) {
    const credits = purchases.credits.map(visible).join(', ');
    const line = `${purchases.table}: rows of ${credits} take money off, and are no purchase in the segments to start from`;
    context.say('returns', line, { table: purchases.table, column: purchases.column });
  }
  if (givenBack) {
    const line = `${givenBack.table}: no column says of which order it was given back, so \`orders\` are without it; \`spent_1y\` takes it off`;
    context.say('given-back', line, { table: givenBack.table });
  }
  if (baskets) {
    const line = `${baskets.table}: no number says which rows are one order; in the segments to start from those of one \`${baskets.time}\` are one purchase`;
    context.say('baskets', line, { table: baskets.table });
  }
  for (const { table, column, values } of states) {
    const found = values.map(visible).join(', ');
    const line = `${table}: every \`${column}\` counts (${found}); the project file has a line to choose`;
    context.say('every-state', line, { table, column });
  }
  for (const { table, column } of timeless) {
    const line = `${table}: no time, so nothing can be asked about when: too many cells of \`${column}\` are none; mend them, or say \`time: ${column}\` and \`on_error: skip\``;
    context.say('no-time', line, { table, column });
  }
  for (const { table, column, isNamed, currencies } of mixed) {
    const found = currencies.map(visible).join(' and ');
    const line = isNamed
      ? `${table}: \`${column}\` has ${found}, which sums add up; the project file has a line to choose`
      : `${table}: \`${column}\` is in ${found}, so it is not taken for money`;
    context.say('mixed-currencies', line, { table, column, currencies });
  }
}

function fileLine({ table, as, reason, left = [] }: TakenFile): string {
  const { files, patterns } = table.group;
  const name = files.length === 1 ? files[0]!.name : `${patterns.join(', ')} (${files.length} files)`;
  const rows = countOf(table.rows, 'row');
  const text = files[0]!.head.text;
  const encoding = text && text.encoding !== 'utf-8' ? `, ${text.encoding}` : '';
  const without = left.length === 0 ? '' : `, without those of ${left.map(visible).join(', ')}`;
  return `${visible(name)}: ${as ?? `not used: ${reason ?? ''}`} (${rows}${without}${encoding})`;
}

/** The first rows as read, as far as they fit into a line. */
function rowLines({ table }: TakenFile, columns: number): readonly string[] {
  const { head } = table.group.files[0]!;
  return head.records.slice(0, 3).map((record) => {
    const cells = record.flatMap((cell, index) =>
      cell === '' ? [] : [`${head.header[index] ?? ''}: ${cell}`],
    );
    const line = `    ${visible(cells.join(', '))}`;
    return line.length > columns ? `${line.slice(0, columns - 1)}…` : line;
  });
}

async function agrees(context: Context): Promise<boolean> {
  const asking = await context.ask?.();
  if (asking) return asking.confirm('Write the project file and segments to start from?');
  throw failure(2, 'not-agreed', 'nothing is written: there is no terminal to ask on', [
    'write without asking: `segment init --yes`',
  ]);
}
