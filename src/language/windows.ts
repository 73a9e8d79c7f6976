/** The words of a window, in the order of the reference. */
export const WINDOW_WORDS = [
  'last',
  'next',
  'before_last',
  'during',
  'since',
  'before',
  'between',
  'within',
] as const;
export type WindowWord = (typeof WINDOW_WORDS)[number];

export function isWindowWord(word: string): word is WindowWord {
  return (WINDOW_WORDS as readonly string[]).includes(word);
}

/** What stands behind those words that take one value. */
export const WINDOW_VALUES = {
  duration: 'a duration such as `90d`, `24h`, `3mo` or `1y`',
  period: 'a period such as `today`, `last month`, `2025`, `2025-Q4`, `2025-11` or `2025-11-28`',
  span: 'a span such as `30d` or `24h`',
} as const;

const VALUES: Readonly<Partial<Record<WindowWord, string>>> = {
  last: WINDOW_VALUES.duration,
  next: WINDOW_VALUES.duration,
  before_last: WINDOW_VALUES.duration,
  during: WINDOW_VALUES.period,
  within: WINDOW_VALUES.span,
};

/** What the word takes, where that is one value; the others may take fields. */
export function valueOfWindow(word: string): string | undefined {
  return isWindowWord(word) ? VALUES[word] : undefined;
}
