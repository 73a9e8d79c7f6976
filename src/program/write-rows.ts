/** Rows of the engine as one of a command's answers. */
import type { EngineRows } from '../analyses/answer.ts';
import { type AnswerOptions, openAnswer } from './answer.ts';
import type { Context } from './context.ts';

/** Writes them where and how the options say; into a folder, as a file of that name. Throws as `openAnswer` does. */
export async function writeRows(
  context: Context,
  options: AnswerOptions,
  name: string,
  rows: EngineRows,
): Promise<void> {
  const { give } = await openAnswer(context, options, name);
  return give({ rows });
}
