/** Long output through a pager, as the terminal's owner has chosen it. */
import { spawn } from 'node:child_process';
import { failure } from '../diagnostics/failure.ts';
import { type Chunks, OutputClosed, writeChunks } from '../output/streams.ts';
import type { OutputStream } from './context.ts';

/** Lets colours through, ends where all fits on one screen, and leaves what was seen on it. */
const LESS = 'FRX';

/** Throws a `Failure` (2) where the pager cannot be started; whoever leaves it early has seen enough. */
export async function pageChunks(
  chunks: Chunks,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const command = env['PAGER'] || 'less';
  const pager = spawn(command, { shell: true, env: { LESS, ...env }, stdio: ['pipe', 'inherit', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => pager.on('close', resolve));
  await writeChunks(pager.stdin, chunks).catch((error: unknown) => {
    if (!(error instanceof OutputClosed)) throw error;
  });
  pager.stdin.end();
  const NOT_FOUND = 127;
  if ((await ended) !== NOT_FOUND) return;
  throw failure(2, 'no-pager', `the pager \`${command}\` is not there`, [
    'name one with `PAGER`, or take `--rows`',
  ]);
}

/** Text on standard output, where a terminal asks for it through the pager. */
export function showText(text: string, isPaged: boolean, stdout: OutputStream): Promise<void> {
  return isPaged && stdout.isTerminal ? stdout.page([text]) : stdout.write([text]);
}
