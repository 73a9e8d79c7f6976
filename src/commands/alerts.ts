/** Alerts on the size of segments: said on stderr, handed to a command, and the answer is no. */
import { spawn } from 'node:child_process';
import { failure } from '../diagnostics/failure.ts';
import type { Segment } from '../model/segment.ts';
import type { Context } from './context.ts';

export interface TrippedAlert {
  readonly segment: string;
  readonly alert: 'min' | 'max';
  readonly limit: number;
  readonly customers: number;
}

/** The alerts that these sizes trip, in the order of the segments. */
export function trippedAlerts(
  segments: readonly Segment[],
  sizes: ReadonlyMap<string, number>,
): readonly TrippedAlert[] {
  return segments.flatMap(({ name, alerts: { min, max } }) => {
    const customers = sizes.get(name) ?? 0;
    const tripped = (alert: 'min' | 'max', limit: number) => ({ segment: name, alert, limit, customers });
    return [
      ...(min !== undefined && customers < min ? [tripped('min', min)] : []),
      ...(max !== undefined && customers > max ? [tripped('max', max)] : []),
    ];
  });
}

/** For a column: `below 100`. */
export function shortAlert({ alert, limit }: TrippedAlert): string {
  return `${alert === 'min' ? 'below' : 'above'} ${grouped(limit)}`;
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

function sentence({ segment, alert, limit, customers }: TrippedAlert): string {
  const size = `${grouped(customers)} ${customers === 1 ? 'customer' : 'customers'}`;
  return `\`${segment}\` has ${size}, ${alert === 'min' ? 'fewer' : 'more'} than the ${grouped(limit)} of its alert`;
}

function grouped(count: number): string {
  return new Intl.NumberFormat('en').format(count);
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
