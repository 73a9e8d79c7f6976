import type { Destination } from '../output/destination.ts';
import { evaluate, membershipSql } from '../workspace/membership.ts';
import { raiseAlerts, trippedAlerts } from './alerts.ts';
import { openAnswer } from './answer.ts';
import { defineCommand, type OptionValues } from './command.ts';
import type { Context } from './context.ts';
import { askedSegments } from './keep-going.ts';
import { dataOptions } from './options.ts';
import { type Writing, writeFolder, writeLists } from './run-lists.ts';
import { printOverview, printSummary, sayFooter, sayLeftAlone, sayNothingToWrite } from './run-report.ts';
import { reportTime, reportWarnings, type Session, withWorkspace } from './session.ts';

const options = {
  members: { kind: 'flag', says: 'on a terminal: the members in place of the summary' },
  'keep-going': {
    kind: 'flag',
    says: 'leave out segments with errors and what depends on them, and exit with 1',
  },
  'alert-command': {
    kind: 'text',
    value: 'CMD',
    says: 'run this when alerts tripped, with them as JSON on its standard input',
  },
  ...dataOptions,
} as const;

type RunOptions = OptionValues<typeof options>;

export const run = defineCommand({
  name: 'run',
  summary: 'who is in: evaluates segments and writes their lists',
  details: [
    'On a terminal it shows how many customers each segment has. In a pipe, or with `--format`, it writes the members: the segment, the customer key, then the columns that the segments ask for; empty where one does not.',
    '`--out DIR/` writes a file for each segment and the summary to standard output, nothing there with `--quiet`. All segments are evaluated together; the seconds in the summary are those of writing one file.',
    'Segments that say `output: false` are computed where others need them and not written.',
  ],
  arguments: [
    {
      name: 'FILES',
      says: 'definition files, folders of them, or patterns',
      many: true,
      completes: 'files',
    },
  ],
  options,
  examples: [
    { command: 'segment run segments/*.yaml', says: 'the sizes of all segments' },
    {
      command: 'segment run segments/at-risk-vips.yaml --format csv > vips.csv',
      says: 'the members of one, with their columns',
    },
    {
      command: 'segment run segments/*.yaml --out lists/ --as-of 2026-05-31',
      says: 'a file for each segment, as of the end of May',
    },
  ],
  exitCodes: [{ code: 1, says: 'written, but an alert tripped or `--keep-going` left segments out' }],
  run: async (context, files, chosen) => {
    const started = context.elapsed();
    // Refuses what cannot be written before any work.
    const { destination } = await openAnswer(context, chosen, 'members');
    await withWorkspace(context, chosen, files, async (session) => {
      const writing = await evaluateAsked(context, session, chosen);
      session.working('writing');
      await write(writing, destination, chosen.members);
      sayFooter(writing, (context.elapsed() - started) / 1000);
      const { segments, membership } = writing;
      await raiseAlerts(context, trippedAlerts(segments, membership.sizes), chosen['alert-command']);
    });
  },
});

async function evaluateAsked(context: Context, session: Session, chosen: RunOptions): Promise<Writing> {
  const { workspace, working } = session;
  const segments = askedSegments(context, workspace, chosen['keep-going']).filter(({ output }) => output);
  reportWarnings(context, workspace);
  reportTime(context, workspace);
  if (segments.length === 0) sayNothingToWrite(context, workspace);
  working('evaluating the segments');
  const membership = await evaluate(workspace, segments);
  context.detail(membershipSql(membership.plan));
  return { context, workspace, segments, chosen, membership };
}

/** Beside files, standard output has the summary; on a terminal it has the sizes, unless members are asked for. */
async function write(writing: Writing, destination: Destination, members: boolean): Promise<void> {
  const { context, workspace, chosen } = writing;
  if (destination.kind === 'folder') {
    const seconds = await writeFolder(writing, destination);
    await sayLeftAlone(context, workspace, destination);
    return printSummary(writing, seconds);
  }
  const asked = members || chosen.format !== undefined || chosen.excel !== undefined;
  if (destination.kind === 'stdout' && context.stdout.isTerminal && !asked) return printOverview(writing);
  await writeLists(writing, destination);
  if (destination.kind === 'file') await printSummary(writing, new Map());
}
