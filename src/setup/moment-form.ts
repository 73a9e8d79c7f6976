/** How a column writes its moments: found from its values, as the `date_format` that a project file would say. */

export interface MomentForm {
  /** `date` where no value has a time of day. */
  readonly type: 'date' | 'time';
  /** As `date_format` says it. */
  readonly format: string;
  /** Whether values say their offset from UTC. */
  readonly isZoned: boolean;
  /** Whether it is read without being told. */
  readonly isPlain: boolean;
  /** The same values with day and month the other way round, where they fit both. */
  readonly other?: string;
}

interface DateForm {
  readonly format: string;
  readonly pattern: string;
  readonly isPlain?: boolean;
  /** The format that reads the same text with day and month exchanged. */
  readonly swapped?: string;
}

const MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const LONG_MONTHS = 'january|february|march|april|may|june|july|august|september|october|november|december';
const DAY = '(?:0?[1-9]|[12]\\d|3[01])';
const MONTH = '(?:0?[1-9]|1[0-2])';
const YEAR = '\\d{4}';

const dates: readonly DateForm[] = [
  { format: '%Y-%m-%d', pattern: `${YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])`, isPlain: true },
  { format: '%Y/%m/%d', pattern: `${YEAR}/${MONTH}/${DAY}` },
  { format: '%d.%m.%Y', pattern: `${DAY}\\.${MONTH}\\.${YEAR}`, isPlain: true },
  { format: '%d.%m.%y', pattern: `${DAY}\\.${MONTH}\\.\\d{2}` },
  { format: '%d/%m/%Y', pattern: `${DAY}/${MONTH}/${YEAR}`, isPlain: true, swapped: '%m/%d/%Y' },
  { format: '%m/%d/%Y', pattern: `${MONTH}/${DAY}/${YEAR}`, isPlain: true, swapped: '%d/%m/%Y' },
  { format: '%d/%m/%y', pattern: `${DAY}/${MONTH}/\\d{2}`, swapped: '%m/%d/%y' },
  { format: '%m/%d/%y', pattern: `${MONTH}/${DAY}/\\d{2}`, swapped: '%d/%m/%y' },
  { format: '%d-%m-%Y', pattern: `${DAY}-${MONTH}-${YEAR}`, isPlain: true, swapped: '%m-%d-%Y' },
  { format: '%m-%d-%Y', pattern: `${MONTH}-${DAY}-${YEAR}`, isPlain: true, swapped: '%d-%m-%Y' },
  { format: '%b %d, %Y', pattern: `(?:${MONTHS}) ${DAY}, ${YEAR}` },
  { format: '%B %d, %Y', pattern: `(?:${LONG_MONTHS}) ${DAY}, ${YEAR}` },
  { format: '%d %b %Y', pattern: `${DAY} (?:${MONTHS}) ${YEAR}` },
  { format: '%d %B %Y', pattern: `${DAY} (?:${LONG_MONTHS}) ${YEAR}` },
  { format: '%d-%b-%Y', pattern: `${DAY}-(?:${MONTHS})-${YEAR}` },
  { format: '%d-%b-%y', pattern: `${DAY}-(?:${MONTHS})-\\d{2}` },
  { format: '%b-%d-%y', pattern: `(?:${MONTHS})-${DAY}-\\d{2}` },
  { format: '%b-%d-%Y', pattern: `(?:${MONTHS})-${DAY}-${YEAR}` },
  { format: '%b %d %Y', pattern: `(?:${MONTHS}) ${DAY} ${YEAR}` },
  { format: '%Y.%m.%d', pattern: `${YEAR}\\.${MONTH}\\.${DAY}` },
  { format: '%Y%m%d', pattern: `(?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])` },
];

const HOUR = '(?:[01]?\\d|2[0-3])';
const TWELVE = '(?:0?[1-9]|1[0-2])';
const MINUTE = '[0-5]\\d';

const clocks: readonly (readonly [format: string, pattern: string])[] = [
  ['', ''],
  ['%H:%M', `${HOUR}:${MINUTE}`],
  ['%Hh%M', `${HOUR}h${MINUTE}`],
  ['%H:%M:%S', `${HOUR}:${MINUTE}:${MINUTE}`],
  ['%H:%M:%S.%f', `${HOUR}:${MINUTE}:${MINUTE}\\.\\d+`],
  ['%I:%M %p', `${TWELVE}:${MINUTE} [ap]m`],
  ['%I:%M:%S %p', `${TWELVE}:${MINUTE}:${MINUTE} [ap]m`],
];

const joints = [' ', 'T', '  ', ', '];

const zones: readonly (readonly [format: string, pattern: string])[] = [
  ['', ''],
  ['%z', 'Z'],
  ['%z', ' ?[+-]\\d{2}(?::?\\d{2})?'],
  [' %Z', ' [A-Z]{3,4}'],
];

interface Reading {
  readonly form: MomentForm;
  readonly pattern: RegExp;
}

/** Those that begin with one way of writing the date. */
interface DateReadings {
  readonly begins: RegExp;
  readonly readings: readonly Reading[];
}

const ofDates: readonly DateReadings[] = dates.map((date) => ({
  begins: new RegExp(`^${date.pattern}`, 'i'),
  readings: clocks.flatMap(([clock, clockPattern]) =>
    (clock === '' ? [''] : joints).flatMap((joint) =>
      (clock === '' ? zones.slice(0, 1) : zones).map(([zone, zonePattern]) => ({
        form: {
          type: clock === '' ? ('date' as const) : ('time' as const),
          format: `${date.format}${joint}${clock}${zone}`,
          isZoned: zone !== '',
          isPlain: date.isPlain === true && isReadUntold(clock, joint, zone),
          ...(date.swapped ? { other: `${date.swapped}${joint}${clock}${zone}` } : {}),
        },
        pattern: new RegExp(`^${date.pattern}${joint}${clockPattern}${zonePattern}$`, 'i'),
      })),
    ),
  ),
}));

/** Whether a clock, with what stands before and behind it, is read wherever its date is. */
function isReadUntold(clock: string, joint: string, zone: string): boolean {
  return clock !== '%Hh%M' && joint !== '  ' && joint !== ', ' && zone !== ' %Z';
}

/** Whether a value is written as a moment in any form. */
export function looksLikeMoment(value: string): boolean {
  return ofDates.some(({ begins, readings }) => begins.test(value) && readings.some(isOf(value)));
}

/** In their order. */
function readingsOf(value: string): readonly Reading[] {
  return ofDates.flatMap(({ begins, readings }) => (begins.test(value) ? readings.filter(isOf(value)) : []));
}

function isOf(value: string): (reading: Reading) => boolean {
  return ({ pattern }) => pattern.test(value);
}

/** The form that all the values have; undefined where they have none in common. Values are trimmed and not blank. */
export function momentForm(values: readonly string[]): MomentForm | undefined {
  const [first] = values;
  if (first === undefined) return undefined;
  const fitting = readingsOf(first).filter(({ pattern }) => values.every((value) => pattern.test(value)));
  const found = fitting[0]?.form;
  if (!found) return undefined;
  const { other, ...form } = found;
  return other !== undefined && fitting.some(({ form: { format } }) => format === other) ? found : form;
}

/** The forms that the values have between them, most frequent first, where every value has one: at most three. */
export function momentForms(values: readonly string[]): readonly MomentForm[] {
  const forms: MomentForm[] = [];
  let rest = values;
  while (rest.length > 0 && forms.length < 3) {
    const pattern = mostFrequent(rest);
    if (!pattern) return [];
    const form = momentForm(rest.filter((value) => pattern.test(value)))!;
    forms.push(form);
    rest = rest.filter((value) => !pattern.test(value));
  }
  return rest.length === 0 ? forms : [];
}

/** Of the readings that most values have, the first; undefined where none has any. */
function mostFrequent(values: readonly string[]): RegExp | undefined {
  const counts = new Map<Reading, number>();
  for (const reading of values.flatMap(readingsOf)) counts.set(reading, (counts.get(reading) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  return ofDates.flatMap(({ readings }) => readings).find((reading) => counts.get(reading) === most)?.pattern;
}

const earliest = Date.UTC(1995, 0) / 1000;
const latest = Date.UTC(2100, 0) / 1000;

/** `epoch_s`, `epoch_ms` or `epoch_us` for whole numbers that are all seconds, thousandths or millionths since 1970. */
export function epochForm(values: readonly string[]): string | undefined {
  if (values.length === 0 || !values.every((value) => /^\d{9,17}$/.test(value))) return undefined;
  const units = [
    ['epoch_s', 1],
    ['epoch_ms', 1e3],
    ['epoch_us', 1e6],
  ] as const;
  return units.find(([, unit]) =>
    values.every((value) => Number(value) >= earliest * unit && Number(value) < latest * unit),
  )?.[0];
}

/** Where all values are days of a spreadsheet from 1970 to 2099; whole ones are dates. */
export function spreadsheetDays(
  values: readonly string[],
): { readonly kind: 'epoch'; readonly format: 'excel'; readonly isDay: boolean } | undefined {
  const present = values.filter((value) => value !== '');
  const isEvery = present.every((value) => /^[2-7]\d{4}(\.\d+)?$/.test(value) && isOfNow(Number(value)));
  if (present.length === 0 || !isEvery) return undefined;
  return { kind: 'epoch', format: 'excel', isDay: present.every((value) => Number.isInteger(Number(value))) };
}

function isOfNow(days: number): boolean {
  return days >= 25_569 && days < 73_051;
}
