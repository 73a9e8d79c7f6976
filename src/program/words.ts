/** The typed words, put into the one order that the parser reads. */
import type { Option, Options } from './command.ts';
import { dataOptions, messageOptions } from './options.ts';

const SHARED: Options = { ...dataOptions, ...messageOptions };
const FOR_THE_PROGRAM = new Set(['-h', '--help', '--version']);

/**
 * The command first: `segment --project x run` means `segment run --project x`, and `segment help run`
 * means `segment run --help`.
 */
export function commandFirst(words: readonly string[]): readonly string[] {
  const place = commandPlace(words);
  const name = words[place];
  if (name === undefined || words.slice(0, place).some((word) => FOR_THE_PROGRAM.has(word))) return words;
  const rest = [...words.slice(0, place), ...words.slice(place + 1)];
  const topic = name === 'help' ? rest.find((word) => !word.startsWith('-')) : undefined;
  if (name !== 'help') return [name, ...rest];
  return topic === undefined ? ['--help'] : [topic, '--help'];
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
    const option = optionOf(word, SHARED);
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
