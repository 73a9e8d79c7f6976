/** The words of a window, in the order of the reference. */
export const everyWindowWord = [
  'last',
  'next',
  'before_last',
  'during',
  'since',
  'before',
  'between',
  'within',
] as const;
export type WindowWord = (typeof everyWindowWord)[number];

export function isWindowWord(word: string): word is WindowWord {
  return (everyWindowWord as readonly string[]).includes(word);
}

/** What stands behind those words that take one value. */
export const windowValues = {
  duration: 'a duration such as `90d`, `24h`, `3mo` or `1y`',
  period: 'a period such as `today`, `last month`, `2025`, `2025-Q4`, `2025-11` or `2025-11-28`',
  span: 'a span such as `30d` or `24h`',
} as const;

const values: Readonly<Partial<Record<WindowWord, string>>> = {
  last: windowValues.duration,
  next: windowValues.duration,
  before_last: windowValues.duration,
  during: windowValues.period,
  within: windowValues.span,
};

/** What the word takes, where that is one value; the others may take fields. */
export function valueOfWindow(word: string): string | undefined {
  return isWindowWord(word) ? values[word] : undefined;
}
