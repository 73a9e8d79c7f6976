/** The one reading of what a command is asked about: its words, `-`, `--select` and `--where`. */
import { type Asked, readSelector } from '../definitions/asked.ts';
import { failure } from '../diagnostics/failure.ts';
import type { OptionValues } from './command.ts';
import type { Context } from './context.ts';
import type { askOptions, projectOptions } from './options.ts';

export type AskingOptions = Partial<
  OptionValues<typeof askOptions & Pick<typeof projectOptions, 'params'>>
> & {
  /** Files that are known besides, of which nothing is asked for. */
  readonly beside?: readonly string[];
  /** Names that are no segment’s and may have been meant. */
  readonly others?: readonly string[];
};

/** Standard input is read where a word is `-`, and only then. Throws a `Failure` (2). */
export async function readAsked(
  context: Pick<Context, 'readStdin'>,
  words: readonly string[],
  { select = [], where, params, beside = [], others = [] }: AskingOptions,
): Promise<Asked> {
  const selectors = select.map(readSelector);
  const isGiven = words.includes('-');
  if (isGiven && params === '-')
    throw failure(2, 'option-value', '`-` and `--params -` both read standard input: put one into a file');
  const given = [
    ...(isGiven ? [definitionsOf('<stdin>', await context.readStdin())] : []),
    ...(where === undefined ? [] : [conditionOf('<--where>', where)]),
  ];
  return { words: words.filter((word) => word !== '-'), select: selectors, given, beside, others };
}

/** Whether anything is asked for. */
export function isAskedFor(words: readonly string[], { select = [], where }: AskingOptions): boolean {
  return words.length > 0 || select.length > 0 || where !== undefined;
}

function definitionsOf(name: string, text: string) {
  return { source: { name, text: text.replace(/^\ufeff/, '') }, holds: 'definitions' } as const;
}

function conditionOf(name: string, text: string) {
  return { source: { name, text }, holds: 'condition' } as const;
}
