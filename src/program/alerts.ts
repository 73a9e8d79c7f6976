/** Alerts of a run: said on stderr, handed to a command, and the answer is no. */
import { spawn } from 'node:child_process';
import { failure } from '../diagnostics/failure.ts';
import type { Change } from '../evaluation/recording.ts';
import { counted, countOf } from '../model/count.ts';
import type { Segment } from '../model/segment.ts';
import { compareChange } from '../model/share.ts';
import { type StaleTable, staleTables } from '../workspace/stale.ts';
import { type UnreadableTable, unreadableTables } from '../workspace/unreadable.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Context } from './context.ts';

export type TrippedAlert = SizeAlert | ChangeAlert | StaleAlert | UnreadableAlert;

export interface SizeAlert {
  readonly segment: string;
  readonly alert: 'min' | 'max';
  readonly limit: number;
  readonly customers: number;
}

export interface ChangeAlert {
  readonly segment: string;
  readonly alert: 'change';
  /** A share: 0.3 is 30%. */
  readonly limit: number;
  readonly customers: number;
  /** The size in the newest earlier recorded run. */
  readonly before: number;
}

export interface StaleAlert extends StaleTable {
  readonly alert: 'stale';
}

export interface UnreadableAlert extends UnreadableTable {
  readonly alert: 'unreadable';
}

/** Of segments, the sizes before. */
export type Former = ReadonlyMap<string, Pick<Change, 'before'>>;

/** The alerts of a run: of its tables, then of its lists. */
export function alertsOf(
  workspace: Workspace,
  segments: readonly Segment[],
  sizes: ReadonlyMap<string, number>,
  changes: Former,
): readonly TrippedAlert[] {
  return [
    ...unreadableTables(workspace).map((table) => ({ alert: 'unreadable', ...table }) as const),
    ...staleTables(workspace).map((table) => ({ alert: 'stale', ...table }) as const),
    ...trippedAlerts(segments, sizes, changes),
  ];
}

/** The alerts that these sizes trip, in the order of the segments. */
export function trippedAlerts(
  segments: readonly Segment[],
  sizes: ReadonlyMap<string, number>,
  changes: Former = new Map(),
): readonly (SizeAlert | ChangeAlert)[] {
  return segments.flatMap(({ name, alerts: { min, max, change } }) => {
    const customers = sizes.get(name) ?? 0;
    const tripped = (alert: 'min' | 'max', limit: number) => ({ segment: name, alert, limit, customers });
    const before = changes.get(name)?.before;
    const moved =
      change !== undefined && before !== undefined && compareChange(before, customers, change) > 0;
    return [
      ...(min !== undefined && customers < min ? [tripped('min', min)] : []),
      ...(max !== undefined && customers > max ? [tripped('max', max)] : []),
      ...(moved
        ? [{ segment: name, alert: 'change', limit: Number(change), customers, before } as const]
        : []),
    ];
  });
}

/** For a column: `below 100`. */
export function shortAlert(alert: SizeAlert | ChangeAlert): string {
  switch (alert.alert) {
    case 'min':
      return `below ${counted(alert.limit)}`;
    case 'max':
      return `above ${counted(alert.limit)}`;
    case 'change':
      return `changed by more than ${percent(alert.limit)}`;
  }
}

/** Says which alerts tripped, even when quiet, makes the answer no and runs the command (a line for the shell). */
export async function raiseAlerts(
  context: Context,
  alerts: readonly TrippedAlert[],
  command: string | undefined,
): Promise<void> {
  if (alerts.length === 0) return;
  for (const alert of alerts) context.report({ severity: 'error', code: 'alert', message: sentence(alert) });
  context.answerNo();
  if (command !== undefined) await runCommand(command, `${JSON.stringify(alerts)}\n`, context);
}

function sentence(alert: TrippedAlert): string {
  switch (alert.alert) {
    case 'min':
    case 'max': {
      const comparison = alert.alert === 'min' ? 'fewer' : 'more';
      return `\`${alert.segment}\` has ${countOf(alert.customers, 'customer')}, ${comparison} than the ${counted(alert.limit)} of its alert`;
    }
    case 'change':
      return `\`${alert.segment}\` has ${countOf(alert.customers, 'customer')} after ${counted(alert.before)}, a change by more than the ${percent(alert.limit)} of its alert`;
    case 'unreadable':
      return `${counted(alert.rows)} of ${counted(alert.read)} rows of \`${alert.table}\` could not be read and are left out, more than the ${percent(alert.limit)} of its alert`;
    case 'stale':
      return alert.newest === null
        ? `\`${alert.table}\` has no row, and its newest may be ${alert.limit} old`
        : `the newest row of \`${alert.table}\` is from ${alert.newest}, older than the ${alert.limit} of its alert`;
  }
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(4))}%`;
}

/** Throws a `Failure` (3) unless the command ends well: an alert that nobody gets must not pass for one. */
function runCommand(command: string, input: string, { cwd, env }: Context): Promise<void> {
  return new Promise((resolve, reject) => {
    // Standard output is for data: what the command says goes to stderr.
    const child = spawn(command, { shell: true, cwd, env: { ...env }, stdio: ['pipe', 2, 2] });
    child.on('error', () => reject(commandFailure(command, 'it cannot be started')));
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(commandFailure(command, `it ended with ${signal ?? code}`));
    });
    // A command that does not read its input is welcome to.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

function commandFailure(command: string, why: string) {
  return failure(3, 'alert-command', `the alert command \`${command}\` failed: ${why}`);
}
