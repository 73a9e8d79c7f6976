import { historyTable, trendFigure, trendTable } from '../analyses/history.ts';
import { isUnwritten, UNWRITTEN } from '../definitions/building-blocks.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { failure } from '../diagnostics/failure.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { closeHistory, openHistory } from '../history/history.ts';
import { pruneHistory } from '../history/prune.ts';
import { readSnapshots, type Snapshot } from '../history/snapshots.ts';
import { localDate } from '../model/calendar.ts';
import { countOf } from '../model/count.ts';
import { openAnswer } from '../program/answer.ts';
import { defineCommand } from '../program/command.ts';
import type { Context } from '../program/context.ts';
import { type HistorySession, withHistory } from '../program/history-session.ts';
import { keepDays } from '../program/keep.ts';
import { lockOptions, outputOptions, projectOptions } from '../program/options.ts';

const { project, data } = projectOptions;

export const history = defineCommand({
  name: 'history',
  summary: 'sizes over time, as recorded',
  details: [
    'Shows what `run --record` and `backfill` have kept: the size of each segment at each as-of, and how many entered and left since the one before. People are shown a line of bars a segment.',
    '`--keep 400d` removes what was recorded longer ago, counted from today, before it shows the rest.',
  ],
  arguments: [
    {
      name: 'SEGMENTS',
      says: 'these segments only',
      many: true,
      optional: true,
      completes: 'segments',
    },
  ],
  options: {
    project,
    data,
    ...outputOptions,
    keep: { kind: 'text', value: 'DURATION', says: 'remove what was recorded longer ago: 400d' },
    ...lockOptions,
  },
  examples: [
    { command: 'segment history', says: 'all segments, with their trend' },
    { command: 'segment history at-risk-vips --format csv', says: 'a row a recorded run' },
  ],
  run: async (context, names, options) => {
    const { give } = await openAnswer(context, options, 'history');
    const snapshots = await withHistory(context, options, async (session) => {
      if (options.keep !== undefined) await prune(context, session, options.keep);
      return chosen(await snapshotsOf(session), names, (name) =>
        isUnwritten(name, session.project, [], context.cwd),
      );
    });
    await give({
      rows: historyTable(snapshots),
      picture: trendTable(snapshots),
      ...(snapshots.length > 0 ? { figures: [trendFigure(snapshots)] } : {}),
      notes: snapshots.length === 0 ? [nothingRecorded] : [],
    });
  },
});

async function prune(
  context: Context,
  { project: { zone, history: path }, database, lockWait }: HistorySession,
  keep: string,
): Promise<void> {
  const date = localDate(context.now(), zone);
  const gone = await pruneHistory(database, path, { days: keepDays(keep, date), date }, lockWait);
  context.say('pruned', `removed ${countOf(gone, 'old list')}`, { lists: gone });
}

async function snapshotsOf({
  project: { history: path },
  database,
  lockWait,
}: HistorySession): Promise<readonly Snapshot[]> {
  const opened = await openHistory(database, path, { ...lockWait, access: 'read-only' });
  try {
    return await readSnapshots(opened);
  } finally {
    await closeHistory(opened);
  }
}

function chosen(
  snapshots: readonly Snapshot[],
  names: readonly string[],
  isNeverWritten: (name: string) => boolean,
): readonly Snapshot[] {
  if (names.length === 0) return snapshots;
  const known = new Set(snapshots.map(({ segment }) => segment));
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined) {
    const message = `nothing is recorded of \`${unknown}\``;
    if (isNeverWritten(unknown)) {
      throw failure(2, 'not-recorded', `${message}: ${UNWRITTEN}`, [
        `\`segment diff ${unknown} --from DATE --to DATE\` computes two dates from the data`,
      ]);
    }
    const near = didYouMean(unknown, [...known]);
    throw failure(2, 'not-recorded', message, near ? [near] : []);
  }
  return snapshots.filter(({ segment }) => names.includes(segment));
}

const nothingRecorded: Diagnostic = {
  severity: 'note',
  code: 'nothing-recorded',
  message: 'nothing is recorded yet',
  help: ['`segment run FILES --record` keeps a run, `segment backfill FILES --from DATE` the past'],
};
