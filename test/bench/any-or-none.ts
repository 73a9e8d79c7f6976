// Fifty segments of whether somebody did something in a window, and never did something else; and the same of twice,
// which have to be counted, as those of once would be if the last time did not tell.

const ROWS = [
  ['emails', 'type: open'],
  ['emails', 'type: click'],
  ['emails', 'type: [open, click], kind: promo'],
  ['orders', ''],
  ['orders', 'channel: app'],
] as const;

const DAYS = [7, 14, 21, 30, 45, 60, 75, 90, 120, 150, 180, 240, 270, 365];

/** Segments of the first rows at least so often within days, and of the others not so often within others. */
export function anyOrNoneYaml(least: 1 | 2, number = 50): string {
  const block = (place: number, test: string): string => {
    const [table, where] = ROWS[place % ROWS.length]!;
    const days = DAYS[place % DAYS.length]!;
    return `${table}: { ${where && `where: { ${where} }, `}last: ${days}d, count: { ${test}: ${least} } }`;
  };
  const segments = Array.from({ length: number }, (_, index) => {
    const conditions = [block(index, 'gte'), block(3 * index + 1, 'lt')].map((each) => `{ ${each} }`);
    return `  - { name: s${index + 1}, where: { all: [${conditions.join(', ')}] } }`;
  });
  return `segments:\n${segments.join('\n')}\n`;
}
