import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { writeAtomically } from '../output/atomic.ts';
import type { Context } from './context.ts';

/** Writes text to the file of `--out`, in one step, or to standard output. */
export async function writeText(text: string, out: string | undefined, context: Context): Promise<void> {
  if (out === undefined) return context.stdout.writeData([text]);
  return writeAtomically(resolve(context.cwd, out), (temporary) => writeFile(temporary, text));
}
