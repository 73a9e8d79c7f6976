/** Lines of a command as texts name them: their command, options and values are there, or not. */
import { commands } from '../../src/commands/index.ts';
import { Failure } from '../../src/diagnostics/failure.ts';
import { parseWords } from '../../src/program/program.ts';

/** Words of a line as a shell makes them; what stands for something of the user's is any word. */
export function wordsOf(line: string): readonly string[] {
  const own = line.replaceAll(/\$\{[^}]*\}/g, 'x').split(/ (?:\|+|>+|&+) |;(?: |$)| #/)[0]!;
  return [...own.matchAll(/(?:"[^"]*"|'[^']*'|\S)+/g)]
    .map(([word]) => word.replaceAll(/["']/g, ''))
    .slice(1)
    .filter((word) => word !== '…')
    .map((word) => (word === 'N' ? '1' : word));
}

/** Whether the command, or the topic, is filled in. */
export function isComputed(line: string): boolean {
  return /^segment(?: help)?(?: (?:\$\{|[A-Z]{3}|…)|$)/.test(line);
}

/** Why the words cannot be typed; undefined where they can. */
export async function problemOf(words: readonly string[]): Promise<string | undefined> {
  try {
    await parseWords(words, commands, { version: '1', columns: 80 });
    return undefined;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // A command may be named without what it takes.
    return /^missing [A-Z]/.test(error.message) ? undefined : error.message;
  }
}
