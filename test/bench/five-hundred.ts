// Five hundred segments over the benchmark's data, drawn from a seed: each with two or three of some 240 measures,
// as a definition and as the query that one would write by hand. As of the end of 2026-06-30, UTC.

export interface DrawnSegment {
  readonly name: string;
  readonly country?: string;
  readonly parts: readonly Part[];
}

/** At least so much of something in the last days. */
export interface Part {
  readonly table: 'orders' | 'emails';
  readonly rows: Rows;
  readonly days: number;
  readonly measure: 'count' | 'sum' | 'days';
  readonly least: number;
}

/** Which rows are meant, as YAML and as SQL; empty for all. */
interface Rows {
  readonly yaml: string;
  readonly sql: string;
}

const ORDERS: readonly Rows[] = [
  { yaml: '', sql: '' },
  { yaml: 'channel: web', sql: "channel = 'web'" },
  { yaml: 'channel: app', sql: "channel = 'app'" },
  { yaml: 'channel: store', sql: "channel = 'store'" },
  { yaml: 'total: { gte: 100 }', sql: 'total >= 100' },
  { yaml: 'coupon: { set: true }', sql: 'coupon IS NOT NULL' },
];

const EMAILS: readonly Rows[] = [
  { yaml: 'type: sent', sql: "type = 'sent'" },
  { yaml: 'type: open', sql: "type = 'open'" },
  { yaml: 'type: click', sql: "type = 'click'" },
  { yaml: 'type: [open, click]', sql: "type IN ('open', 'click')" },
  { yaml: 'type: click, kind: trigger', sql: "type = 'click' AND kind = 'trigger'" },
];

const DAYS = [7, 14, 21, 30, 45, 60, 75, 90, 120, 150, 180, 240, 270, 365];
const COUNTRIES = ['PL', 'HU', 'DE', 'CZ', 'FR'];
const EURO = 60;

/** The same segments every time, by name. */
export function drawSegments(number = 500): readonly DrawnSegment[] {
  const draw = mulberry(20260630);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(draw() * items.length)]!;
  const part = (): Part => {
    const table = pick(['orders', 'emails'] as const);
    const measures = table === 'orders' ? (['count', 'sum'] as const) : (['count', 'count', 'days'] as const);
    const measure = pick<Part['measure']>(measures);
    const least = pick([1, 2, 3, 4]) * (measure === 'sum' ? EURO : 1);
    return { table, rows: pick(table === 'orders' ? ORDERS : EMAILS), days: pick(DAYS), measure, least };
  };
  return Array.from({ length: number }, (_, index) => ({
    name: `drawn-${String(index + 1).padStart(3, '0')}`,
    ...(draw() < 0.3 ? { country: pick(COUNTRIES) } : {}),
    parts: Array.from({ length: draw() < 0.5 ? 2 : 3 }, part),
  }));
}

/** Every so many of the segments, for what would take an hour for all. */
export function sampleOf(segments: readonly DrawnSegment[], size: number): readonly DrawnSegment[] {
  const step = segments.length / size;
  return Array.from({ length: size }, (_, index) => segments[Math.floor(index * step)]!);
}

/** How many different measures the segments use: blocks apart from their thresholds. */
export function countDrawnMeasures(segments: readonly DrawnSegment[]): number {
  const measures = segments.flatMap(({ parts }) =>
    parts.map(({ least: _, ...measure }) => JSON.stringify(measure)),
  );
  return new Set(measures).size;
}

export function yamlOf(segments: readonly DrawnSegment[]): string {
  const items = segments.flatMap(({ name, country, parts }) => [
    `  - name: ${name}`,
    '    where:',
    '      all:',
    ...(country ? [`        - country: ${country}`] : []),
    ...parts.map((part) => `        - ${part.table}: { ${blockOf(part)} }`),
  ]);
  return `segments:\n${items.join('\n')}\n`;
}

function blockOf({ rows, days, measure, least }: Part): string {
  const where = rows.yaml === '' ? '' : `where: { ${rows.yaml} }, `;
  const test = measure === 'sum' ? `sum: { of: total, gte: ${least} }` : `${measure}: { gte: ${least} }`;
  return `${where}last: ${days}d, ${test}`;
}

export function sqlOf({ country, parts }: DrawnSegment): string {
  return [
    'SELECT customer_id FROM customers',
    ...parts.map((part) => `SEMI JOIN (${groupingOf(part)}) USING (customer_id)`),
    ...(country ? [`WHERE country = '${country}'`] : []),
  ].join('\n');
}

/** The condition of the rows that a part measures. */
export function rowsOf({ table, rows, days }: Part): string {
  return [
    ...(table === 'orders' ? ["status NOT IN ('cancelled', 'refunded')"] : []),
    ...(rows.sql === '' ? [] : [rows.sql]),
    `${timeOf(table)} >= TIMESTAMP '${firstMoment(days)}'`,
  ].join(' AND ');
}

function groupingOf(part: Part): string {
  const measured = {
    count: 'count(*)',
    sum: 'sum(total)',
    days: `count(DISTINCT ${timeOf(part.table)}::DATE)`,
  };
  return `SELECT customer_id FROM ${part.table} WHERE ${rowsOf(part)} GROUP BY customer_id HAVING ${measured[part.measure]} >= ${part.least}`;
}

export function timeOf(table: Part['table']): string {
  return table === 'orders' ? 'ordered_at' : 'occurred_at';
}

function firstMoment(days: number): string {
  return `${new Date(Date.UTC(2026, 6, 1 - days)).toISOString().slice(0, 10)} 00:00:00`;
}

/** Mulberry32: numbers in [0, 1) from a seed. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
