import { formats } from '../output/index.ts';
import type { ContextChoices } from './process-context.ts';
import { typedValue } from './words.ts';

/** How the words want to be answered, read before them and even when they turn out wrong. */
export function choicesOf(words: readonly string[]): ContextChoices {
  const color = typedValue(words, 'color');
  const asked = words.includes('--') ? words.slice(0, words.indexOf('--')) : words;
  const has = (...flags: readonly string[]): boolean => flags.some((flag) => asked.includes(flag));
  return {
    color: color === 'always' || color === 'never' ? color : 'auto',
    verbosity: has('--quiet', '-q') ? 'quiet' : has('--verbose', '-v') ? 'verbose' : 'normal',
    objects: formats.some(
      ({ name, messages }) => messages === 'objects' && name === typedValue(words, 'format'),
    ),
  };
}
