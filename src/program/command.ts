/** A command is data: the parser, the help, the completion and the reference come from one description. */
import type { Context } from './context.ts';

/** What a shell can offer for a value: paths, names of the project, or these words. */
export type Completes =
  | 'files'
  | 'folders'
  | 'segments'
  | 'fields'
  | 'partitions'
  | 'tables'
  | 'channels'
  | 'zones'
  | 'selectors'
  | readonly string[];

interface OptionBase {
  /** One line, lower case, no full stop. */
  readonly says: string;
  readonly short?: string;
  /** Read, and not shown: there is nothing to choose yet. */
  readonly isHidden?: boolean;
  /** Heading in the help; `Options` when absent. */
  readonly group?: string;
}

export interface FlagOption extends OptionBase {
  readonly kind: 'flag';
}

export interface TextOption extends OptionBase {
  readonly kind: 'text';
  /** The word for the value in the help: `FILE`. */
  readonly value: string;
  readonly completes?: Completes;
}

export interface ListOption extends OptionBase {
  readonly kind: 'list';
  readonly value: string;
  readonly completes?: Completes;
}

/** A text that may be left out (`--excel`, `--excel pl`): what follows counts as it only when it `matches`. */
export interface OptionalOption extends OptionBase {
  readonly kind: 'optional';
  readonly value: string;
  readonly matches: RegExp;
  readonly completes?: Completes;
}

export interface NumberOption extends OptionBase {
  readonly kind: 'number';
  readonly value: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly whole: boolean;
}

export interface ChoiceOption<Choice extends string = string> extends OptionBase {
  readonly kind: 'choice';
  readonly choices: readonly Choice[];
}

export type Option = FlagOption | TextOption | ListOption | OptionalOption | NumberOption | ChoiceOption;

/** Options by their long name without dashes, in the order of the help. */
export type Options = Readonly<Record<string, Option>>;

/** What an option is after reading: a list is empty, a flag false, everything else undefined when not given. */
type ValueOf<O> = O extends FlagOption
  ? boolean
  : O extends ListOption
    ? readonly string[]
    : O extends NumberOption
      ? number | undefined
      : O extends ChoiceOption<infer Choice>
        ? Choice | undefined
        : string | undefined;

export type OptionValues<O extends Options> = { readonly [Name in keyof O]: ValueOf<O[Name]> };

export interface Argument {
  /** `SEGMENT`, `FILES`. */
  readonly name: string;
  readonly says: string;
  /** Required unless said. */
  readonly optional?: boolean;
  /** Required unless one of these options is given. */
  readonly or?: readonly string[];
  /** Takes all that follow; only the last argument may. */
  readonly many?: boolean;
  readonly completes?: Completes;
}

export interface Example {
  /** As typed, from `segment` on; it works on the samples. */
  readonly command: string;
  readonly says: string;
}

export interface ExitCodeNote {
  readonly code: number;
  readonly says: string;
}

interface Description<O extends Options> {
  readonly name: string;
  /** One line, as in the list of commands. */
  readonly summary: string;
  /** Paragraphs under the summary. */
  readonly details?: readonly string[];
  readonly arguments: readonly Argument[];
  readonly options: O;
  readonly examples: readonly Example[];
  /** Only what differs from the codes every command has. */
  readonly exitCodes?: readonly ExitCodeNote[];
  /**
   * Does the work: prints through the context only. Throws `Failure` for what a user can put right;
   * `args` has one item an argument written (an optional one may be absent).
   */
  readonly run: (context: Context, args: readonly string[], options: OptionValues<O>) => Promise<void>;
}

export type Command = Description<Options>;

/** A line of the open list: what the list of commands shows, and where the rest is. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  /** Heading in the list of commands; `Commands` when absent. */
  readonly group?: string;
  /** Not in the help nor in completion. */
  readonly hidden?: boolean;
  readonly load: () => Promise<Command>;
}

/** Checks a description against its own options, and forgets their types: commands are kept in one list. */
export function defineCommand<const O extends Options>(description: Description<O>): Command {
  return description as unknown as Command;
}
