/** Reads the options of a command from the words that were typed for them. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { Failure } from '../diagnostics/failure.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { ChoiceOption, NumberOption, Option, Options, OptionValues } from './command.ts';

type Value = OptionValues<Options>[string];

/** What was typed for an option: true for a flag, every value in order for the others, undefined for nothing. */
export type Typed = true | readonly string[] | undefined;

/** Values by option. Throws one `Failure` (2) that names every value that does not fit. */
export function readValues(options: Options, typed: (name: string) => Typed): OptionValues<Options> {
  const problems: Diagnostic[] = [];
  const entries = Object.entries(options).map(([name, option]) => {
    const value = readValue(name, option, typed(name), (problem) => problems.push(problem));
    return [name, value] as const;
  });
  if (problems.length > 0) throw new Failure(2, problems);
  return Object.fromEntries(entries);
}

function readValue(name: string, option: Option, typed: Typed, report: (problem: Diagnostic) => void): Value {
  if (option.kind === 'flag') return typed === true;
  const texts = typed === true || typed === undefined ? [] : typed;
  if (option.kind === 'list') return texts;
  const text = texts.at(-1);
  if (text === undefined) return undefined;
  switch (option.kind) {
    case 'text':
    case 'optional':
      return text;
    case 'number':
      return readNumber(name, option, text, report);
    case 'choice':
      return readChoice(name, option, text, report);
  }
}

function readNumber(
  name: string,
  option: NumberOption,
  text: string,
  report: (problem: Diagnostic) => void,
): Value {
  const value = /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
  const fits =
    (!option.whole || Number.isSafeInteger(value)) &&
    value >= (option.minimum ?? Number.NEGATIVE_INFINITY) &&
    value <= (option.maximum ?? Number.POSITIVE_INFINITY);
  if (fits) return value;
  report(badValue(`\`--${name}\` wants ${expectedNumber(option)}, found \`${text}\``));
  return undefined;
}

function expectedNumber({ whole, minimum, maximum }: NumberOption): string {
  const noun = whole ? 'a whole number' : 'a number';
  if (minimum !== undefined && maximum !== undefined) return `${noun} from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return `${noun} of at least ${minimum}`;
  return maximum === undefined ? noun : `${noun} of at most ${maximum}`;
}

function readChoice(
  name: string,
  option: ChoiceOption,
  text: string,
  report: (problem: Diagnostic) => void,
): Value {
  if (option.choices.includes(text)) return text;
  const near = didYouMean(text, option.choices);
  const choices = option.choices.map((choice) => `\`${choice}\``).join(', ');
  report(badValue(`\`--${name}\` is one of ${choices}, found \`${text}\``, ...(near ? [near] : [])));
  return undefined;
}

function badValue(message: string, ...help: readonly string[]): Diagnostic {
  return { severity: 'error', code: 'option-value', message, ...(help.length > 0 ? { help } : {}) };
}
