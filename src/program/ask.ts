/** The door to prompts: questions to somebody at a terminal. Its library is loaded when there is one to ask. */
import type { Readable, Writable } from 'node:stream';

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

export interface Asking {
  /** Whether to go on; false too where the question is left by Ctrl-C. */
  confirm(question: string): Promise<boolean>;
  /** One of the choices; undefined where the question is left. */
  choose<Value extends string>(
    question: string,
    choices: readonly Choice<Value>[],
  ): Promise<Value | undefined>;
}

export async function openAsking(input: Readable, output: Writable): Promise<Asking> {
  const { confirm, isCancel, select } = await import('@clack/prompts');
  return {
    confirm: async (message) => (await confirm({ message, input, output })) === true,
    choose: async <Value extends string>(message: string, choices: readonly Choice<Value>[]) => {
      const options: Choice<string>[] = [...choices];
      const chosen = await select({ message, options, input, output });
      return isCancel(chosen) ? undefined : (chosen as Value);
    },
  };
}
