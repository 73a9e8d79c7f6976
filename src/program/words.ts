/** The typed words, put into the one order that the parser reads. */
import type { Option, Options } from './command.ts';
import { dataOptions, messageOptions } from './options.ts';

const shared: Options = { ...dataOptions, ...messageOptions };
const forTheProgram = new Set(['-h', '--help', '--version']);

/** The command first: `segment --project x run` means `segment run --project x`. */
export function commandFirst(words: readonly string[]): readonly string[] {
  const place = commandPlace(words);
  const name = words[place];
  if (name === undefined || words.slice(0, place).some((word) => forTheProgram.has(word))) return words;
  return [name, ...words.slice(0, place), ...words.slice(place + 1)];
}

/** What `segment help` is asked about, and whether through the pager. */
export interface HelpAsked {
  readonly about: readonly string[];
  readonly paged: boolean;
}

/** Of words in order, where they ask for help. */
export function helpAsked(ordered: readonly string[]): HelpAsked | undefined {
  if (ordered[0] !== 'help') return undefined;
  const rest = ordered.slice(1);
  return { about: rest.filter((word) => !word.startsWith('-')), paged: rest.includes('--page') };
}

/** `--excel pl` as `--excel=pl`, and a bare `--excel` as `--excel=`, so that no file is taken for its value. */
export function joinOptionalValues(words: readonly string[], options: Options): readonly string[] {
  const joined: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (word === '--') return [...joined, ...words.slice(index)];
    const option = optionOf(word, options);
    if (option?.kind !== 'optional') joined.push(word);
    else if (option.matches.test(words[index + 1] ?? '')) joined.push(`${word}=${words[++index]}`);
    else joined.push(`${word}=`);
  }
  return joined;
}

/** The value typed for an option, known even when nothing else of the words can be read. */
export function typedValue(words: readonly string[], name: string): string | undefined {
  const joined = words.find((word) => word.startsWith(`--${name}=`));
  if (joined !== undefined) return joined.slice(name.length + 3);
  const place = words.indexOf(`--${name}`);
  return place < 0 ? undefined : words[place + 1];
}

function commandPlace(words: readonly string[]): number {
  let place = 0;
  while (words[place]?.startsWith('-')) {
    const word = words[place]!;
    const option = optionOf(word, shared);
    place += option && takesNext(option, words[place + 1]) ? 2 : 1;
  }
  return place;
}

/** The option that a word names by its long name alone. */
export function optionOf(word: string, options: Options): Option | undefined {
  const name = word.slice(2);
  return word.startsWith('--') && Object.hasOwn(options, name) ? options[name] : undefined;
}

function takesNext(option: Option, next: string | undefined): boolean {
  if (option.kind === 'flag') return false;
  return option.kind !== 'optional' || option.matches.test(next ?? '');
}
