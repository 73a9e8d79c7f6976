import {
  chooseSides,
  compareLists,
  copyComputed,
  copyRecorded,
  type Difference,
  type Side,
  type Sides,
} from '../analyses/diff.ts';
import { answerDiff } from '../analyses/diff-answer.ts';
import { asOfText } from '../analyses/history.ts';
import type { Database } from '../database/database.ts';
import { isUnwritten } from '../definitions/building-blocks.ts';
import { refuseWrong } from '../definitions/reach.ts';
import { type Diagnostic, info } from '../diagnostics/diagnostic.ts';
import { failure } from '../diagnostics/failure.ts';
import { closeHistory, openHistory } from '../history/history.ts';
import { readSnapshots } from '../history/snapshots.ts';
import type { AsOf } from '../model/calendar.ts';
import { counted } from '../model/count.ts';
import { type Opened, openAnswer } from '../program/answer.ts';
import { moreFilesArgument, segmentArgument } from '../program/arguments.ts';
import { defineCommand, type OptionValues } from '../program/command.ts';
import type { Context } from '../program/context.ts';
import { diffAgainst } from '../program/diff-against.ts';
import { type FailIf, readFailIf } from '../program/fail-if.ts';
import { type HistorySession, withHistory } from '../program/history-session.ts';
import { dataOptions, lockOptions } from '../program/options.ts';
import { segmentNamed } from '../program/segment-named.ts';
import { reportOpened, withWorkspace } from '../program/session.ts';
import { customerKeyName, type Project } from '../project/project.ts';
import { chooseAsOf } from '../workspace/as-of.ts';

const options = {
  from: {
    kind: 'text',
    value: 'DATE|INSTANT',
    says: 'the first as-of (default: the newest recorded before the second)',
  },
  to: {
    kind: 'text',
    value: 'DATE|INSTANT',
    says: 'the second as-of (default: the newest recorded, else the as-of)',
  },
  against: {
    kind: 'text',
    value: 'REV|DIR',
    says: 'the definitions of a git revision (main, HEAD~1) or of a folder, at one as-of',
    completes: 'folders',
  },
  members: { kind: 'flag', says: 'the customers in place of the sizes, for people too' },
  'fail-if': {
    kind: 'list',
    value: 'TEST',
    says: 'exit with 1 when it holds: size<500, change>30%, entered>100, left>=50; may be repeated',
  },
  ...dataOptions,
  ...lockOptions,
} as const;

export const diff = defineCommand({
  name: 'diff',
  summary: 'who entered a segment and who left it, between dates or versions',
  details: [
    'Compares two recorded runs, the two newest unless `--from` and `--to` say. A date that is not recorded is computed from the data as it is now.',
    'People are shown the sizes (`table`, `md`, `html`); files and pipes get the customers: the segment, the key, and `entered` or `left`.',
    '`--against` compares definitions instead: the project file, the definitions and the files of values as they are with those of a revision or a folder, over the same data at the same as-of. Segments that changed are told, those that are reached through others, traits or the project file too: sizes, and for people (`table`, `md`, `html`) the conditions in words; `--members` gives the customers. Without names it is every list of the project. Of git only what is committed is read, and nothing of the repository runs.',
  ],
  arguments: [
    { ...segmentArgument, or: ['against'] },
    {
      ...moreFilesArgument,
      says: 'definition files besides those of the project; with --against more segments',
    },
  ],
  options,
  examples: [
    {
      command: 'segment diff at-risk-vips --from 2026-05-31 --to 2026-06-30',
      says: 'what June changed',
    },
    {
      command: "segment diff at-risk-vips --from 2026-06-29 --to 2026-06-30 --fail-if 'change>30%' --quiet",
      says: 'a guard for a script',
    },
    {
      command: 'segment diff --against HEAD --format md',
      says: 'what the edited definitions do to the lists, for a pull request',
    },
  ],
  exitCodes: [{ code: 1, says: 'a `--fail-if` holds' }],
  run: async (context, words, chosen) => {
    const tests = chosen['fail-if'].map(readFailIf);
    const opened = await openAnswer(context, chosen, 'diff');
    const { against } = chosen;
    const differences =
      against === undefined
        ? [await betweenDates(context, words, chosen, opened)]
        : await diffAgainst(context, words, refuseDates({ ...chosen, against }), opened);
    for (const difference of differences) tell(context, tests, difference);
  },
});

function tell(context: Context, tests: readonly FailIf[], difference: Difference): void {
  for (const test of tests.filter((each) => each.holds(difference))) {
    context.report({
      severity: 'error',
      code: 'fail-if',
      message: `\`${difference.segment}\`: \`${test.text}\` holds: ${sizesText(difference)}`,
    });
    context.answerNo();
  }
}

function refuseDates<Chosen extends OptionValues<typeof options>>(chosen: Chosen): Chosen {
  const dated = (['from', 'to'] as const).find((name) => chosen[name] !== undefined);
  if (dated === undefined) return chosen;
  throw failure(2, 'option-value', `\`--${dated}\` compares dates, and \`--against\` definitions at one`, [
    'choose the one as-of with `--as-of`',
  ]);
}

async function betweenDates(
  context: Context,
  [name = '', ...files]: readonly string[],
  chosen: OptionValues<typeof options>,
  opened: Opened,
): Promise<Difference> {
  const request: Request = { context, name, files, chosen, opened };
  return (await fromHistory(request)) ?? (await fromData(request));
}

interface Request {
  readonly context: Context;
  readonly name: string;
  readonly files: readonly string[];
  readonly chosen: OptionValues<typeof options>;
  readonly opened: Opened;
}

const BEFORE = 'segment_diff_before';
const AFTER = 'segment_diff_after';

/** Two recorded lists need no data; undefined where one of them has to be computed. */
async function fromHistory(request: Request): Promise<Difference | undefined> {
  const { context, chosen } = request;
  return withHistory(context, chosen, async (session) => {
    const sides = await copySides(request, session, asOfOf(request, session.project));
    if (!sides.from.snapshot || !sides.to.snapshot) return undefined;
    return giveDiff(request, sides, session);
  });
}

function asOfOf({ context, chosen }: Request, project: Project): AsOf {
  const choices = {
    option: chosen['as-of'],
    environment: context.env['SEGMENT_AS_OF'],
    project: project.asOf?.text,
    now: context.now(),
  };
  return chooseAsOf(choices, project.zone).asOf;
}

async function fromData(request: Request): Promise<Difference> {
  const { context, name, files, chosen } = request;
  return withWorkspace(context, { ...chosen, beside: files }, [name], async ({ workspace, working }) => {
    const segment = segmentNamed(name, workspace, 'compare');
    reportOpened(context, workspace);
    refuseWrong([segment.name], workspace);
    working('comparing');
    const sides = await copySides(request, workspace, workspace.asOf);
    const compute = async (side: Side, relation: string): Promise<void> => {
      if (side.snapshot) return;
      await copyComputed(workspace, segment, side.asOf, relation);
    };
    await compute(sides.from, BEFORE);
    await compute(sides.to, AFTER);
    return giveDiff(request, sides, workspace);
  });
}

/** Chooses the sides and copies those that are recorded. */
async function copySides(
  { context, name, files, chosen }: Request,
  { database, project, lockWait }: HistorySession,
  asOf: AsOf,
): Promise<Sides> {
  const history = await openHistory(database, project.history, { ...lockWait, access: 'read-only' });
  try {
    const words = { from: chosen.from, to: chosen.to ?? chosen['as-of'] };
    const isWritten = (): boolean => !isUnwritten(name, project, files, context.cwd);
    const sides = chooseSides({ name, isWritten }, await readSnapshots(history, name), words, asOf);
    if (sides.from.snapshot) await copyRecorded(history, sides.from.snapshot, BEFORE);
    if (sides.to.snapshot) await copyRecorded(history, sides.to.snapshot, AFTER);
    return sides;
  } finally {
    await closeHistory(history);
  }
}

async function giveDiff(
  { name, chosen, opened }: Request,
  sides: Sides,
  { database, project }: { readonly database: Database; readonly project: Project },
): Promise<Difference> {
  const difference = await compareLists(database, name, BEFORE, AFTER);
  const { picture, ...members } = answerDiff(database, difference, sides, customerKeyName(project));
  const computed = [sides.from, sides.to].filter(({ snapshot }) => !snapshot).map(computedNote);
  const shown = chosen.members || !picture ? {} : { picture };
  await opened.give({ ...members, ...shown, legend: computed });
  return difference;
}

function sizesText({ before, after, entered, left }: Difference): string {
  return `${counted(before)} before, ${counted(after)} after, ${counted(entered)} entered, ${counted(left)} left`;
}

function computedNote({ asOf }: Side): Diagnostic {
  const of = asOfText(asOf);
  return info('computed', `${of} is not recorded: computed from the data as it is now`, { as_of: of });
}
