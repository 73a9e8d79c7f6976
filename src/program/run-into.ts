/** A run whose lists stay in the engine that has the tables: sizes, alerts and the summary, and no member comes here. */
import packageJson from '../../package.json' with { type: 'json' };
import { failure } from '../diagnostics/failure.ts';
import { makeListsThere } from '../evaluation/lists-there.ts';
import { newestBefore, readRecorded } from '../evaluation/recording.ts';
import type { Snapshot } from '../history/snapshots.ts';
import { alertsOf, raiseAlerts } from './alerts.ts';
import type { Context } from './context.ts';
import { askedSegments } from './keep-going.ts';
import { isNeeded } from './run-history.ts';
import type { ListOptions } from './run-lists.ts';
import { printSummary, sayFooter, sayNothingToWrite } from './run-report.ts';
import { reportTime, reportWarnings, type Session } from './session.ts';

type Options = Readonly<Record<string, unknown>>;

/** What has to do with members here. */
const ofMembers = ['out', 'record', 'keep', 'members', 'rows', 'excel', 'page'];

/** Throws a `Failure` (2). */
export function refuseBesideInto(chosen: Options): void {
  const beside = ofMembers.find((name) => chosen[name] !== undefined && chosen[name] !== false);
  if (beside === undefined) return;
  const message = `\`--into\` leaves the members where the tables are, and \`--${beside}\` wants them here`;
  throw failure(2, 'option-value', message, ['run it twice: with one, and with the other']);
}

interface IntoOptions extends ListOptions {
  readonly into: string | undefined;
  readonly 'keep-going': boolean;
  readonly 'alert-command': string | undefined;
}

/** `started` is when the command was, by the context's own clock. */
export async function runInto(
  context: Context,
  { workspace, working }: Session,
  chosen: IntoOptions,
  started: number,
): Promise<void> {
  const asked = askedSegments(context, workspace, chosen['keep-going']);
  const segments = asked.filter(({ output }) => output);
  reportWarnings(context, workspace);
  reportTime(context, workspace);
  if (workspace.project.record) sayUnrecorded(context);
  if (segments.length === 0) return sayNothingToWrite(context, workspace);
  const former = isNeeded(segments)
    ? newestBefore(await readRecorded(workspace), workspace.asOf.instant)
    : new Map<string, Snapshot>();
  working('making the lists there');
  const made = await makeListsThere(workspace, segments, chosen.into!, packageJson.version);
  context.detail(made.sql);
  const membership = { key: '', segments: [], ...made };
  await printSummary({ context, workspace, segments, chosen, membership, changes: new Map() }, new Map());
  sayFooter({ context, workspace, segments, chosen, membership }, (context.elapsed() - started) / 1000);
  const before = new Map([...former].map(([name, { customers }]) => [name, { before: customers }]));
  await raiseAlerts(context, alertsOf(workspace, segments, made.sizes, before), chosen['alert-command']);
}

function sayUnrecorded({ report }: Context): void {
  report({
    severity: 'note',
    code: 'not-recorded',
    message: 'this run is not recorded, since `--into` leaves the members where the tables are',
  });
}
