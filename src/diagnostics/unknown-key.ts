import type { Diagnostic } from './diagnostic.ts';
import { writtenHere } from './elsewhere.ts';
import { problem } from './problem.ts';
import type { Span } from './source.ts';
import { didYouMean } from './suggest.ts';

/** A key that has no place here, with the one that was meant, or all that have, unless other help is given. */
export function unknownKey(
  key: { readonly text: string; readonly span: Span },
  known: readonly string[],
  what: string,
  help = meantBy(key.text, known) ?? knownKeys(known),
): Diagnostic {
  const message = `\`${key.text}\` is no key of ${named(what)}`;
  return problem(key.span, 'unknown-key', message, help);
}

/** What was probably meant by a word that is not known in a place, as a line of help. */
export function meantBy(text: string, known: readonly string[]): string | undefined {
  const here = writtenHere(text, known);
  return here === undefined ? didYouMean(text, known) : `write \`${here}\``;
}

/** The keys that a place has, as a line of help. */
export function knownKeys(known: readonly string[]): string {
  return `known keys: ${known.map((name) => `\`${name}\``).join(', ')}`;
}

/** A single word is a name, and in backticks; anything else is a phrase. */
export function named(what: string): string {
  return /^[\w.$-]+$/.test(what) ? `\`${what}\`` : what;
}
