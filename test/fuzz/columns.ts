/** Columns from a seed: what their cells mean, and how a file of the world writes them. */
import type { Random } from '../oracle/random.ts';
import { lettersOf } from './encodings.ts';

export interface Cell {
  /** As `run` writes it. */
  readonly means: string;
  readonly written: string;
}

export interface Column {
  readonly cell: (random: Random) => Cell;
  /** What the project file has to say of it. */
  readonly option?: string;
}

/** Of letters that the encoding has. */
export function columnOf(random: Random, encoding: string | undefined): Column {
  const letters = encoding === undefined ? undefined : lettersOf[encoding];
  const plain = (make: (random: Random) => string): Column => ({ cell: (each) => alike(make(each)) });
  return random.weighted<Column>([
    [letters ? 8 : 2, () => plain((each) => each.pick(letters ?? words))],
    [2, () => plain((each) => `w${each.int(0, 99)}`)],
    [2, () => plain((each) => String(each.int(-500, 5000)))],
    [2, () => plain((each) => `${each.int(0, 500)}.${two(each.int(0, 99))}`)],
    [2, () => plain(day)],
    [2, () => plain((each) => each.pick(['true', 'false']))],
    [2, () => plain((each) => each.pick(['', String(each.int(0, 9))]))],
    [2, () => money(random, letters !== undefined)],
    [2, () => moments(random)],
  ]);
}

const alike = (text: string): Cell => ({ means: text, written: text });
export const two = (number: number): string => String(number).padStart(2, '0');

function day(random: Random): string {
  return `20${two(random.int(0, 30))}-${two(random.int(1, 12))}-${two(random.int(1, 28))}`;
}

/** Numbers as people and their programs write them: groups, currencies, and every minus. */
function money(random: Random, isPlain: boolean): Column {
  const sign = random.pick([',', '.']);
  const group = random.pick([
    '',
    sign === ',' ? '.' : ',',
    ' ',
    "'",
    ...(isPlain ? [] : ['\u00a0', '\u202f']),
  ]);
  const [before, after] = random.pick<readonly [string, string]>([
    ['', ''],
    ['', ''],
    ['$', ''],
    ['', 'kr'],
    ['EUR ', ''],
    ...(isPlain
      ? []
      : ([
          ['', ' €'],
          ['', ' zł'],
        ] as const)),
  ]);
  const minus = random.pick<(text: string) => string>([
    (text) => `-${text}`,
    (text) => `(${text})`,
    (text) => (before + after === '' ? `${text}-` : `-${text}`),
    (text) => (isPlain ? `-${text}` : `\u2212${text}`),
  ]);
  return {
    option: `{ type: decimal, decimal: "${sign}" }`,
    cell: (each) => {
      if (each.chance(0.1)) return alike('');
      const whole = String(each.pick([each.int(0, 999), each.int(1000, 999_999), each.int(1_000_000, 2e9)]));
      const cents = two(each.int(0, 99));
      const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
      const written = `${before}${grouped}${sign}${cents}${after}`;
      const isBelow = each.chance(0.3);
      return {
        means: `${isBelow ? '-' : ''}${whole}.${cents}`,
        written: isBelow ? minus(written) : written,
      };
    },
  };
}

interface Form {
  readonly says: string;
  /** `2024-02-03` or `2024-02-03T04:05:06`. */
  readonly write: (moment: string) => string;
}

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);
const parts = (moment: string): readonly string[] => moment.split(/[-T:]/);
const clock = (hours: string): string => two(Number(hours) % 12 || 12);

const dates: readonly Form[] = [
  { says: 'DD.MM.YYYY', write: (date) => parts(date).toReversed().join('.') },
  {
    says: 'MM/DD/YYYY',
    write: (date) => date.replace(/(.*)-(.*)-(.*)/, (_, y, m, d) => `${Number(m)}/${Number(d)}/${y}`),
  },
  { says: '"%d/%m/%Y"', write: (date) => parts(date).toReversed().join('/') },
  { says: 'YYYYMMDD', write: (date) => parts(date).join('') },
  { says: 'DD.MM.YY', write: (date) => parts(date.slice(2)).toReversed().join('.') },
  {
    says: 'DD MMM YYYY',
    write: (date) =>
      date.replace(/(.*)-(.*)-(.*)/, (_, y, m, d) => `${d} ${months[m - 1]!.slice(0, 3)} ${y}`),
  },
  {
    says: '"MMMM DD, YYYY"',
    write: (date) => date.replace(/(.*)-(.*)-(.*)/, (_, y, m, d) => `${months[m - 1]!} ${Number(d)}, ${y}`),
  },
];

const times: readonly Form[] = [
  { says: 'epoch_s', write: (time) => String(Date.parse(`${time}Z`) / 1000) },
  { says: 'epoch_ms', write: (time) => String(Date.parse(`${time}Z`)) },
  {
    says: 'DD.MM.YYYY HH:mm:ss',
    write: (time) => `${dates[0]!.write(time.slice(0, 10))} ${time.slice(11)}`,
  },
  {
    says: '"MM/DD/YYYY hh:mm:ss A"',
    write: (time) => {
      const [, , , hours = '', minutes, seconds] = parts(time);
      const half = Number(hours) < 12 ? 'AM' : 'PM';
      return `${dates[1]!.write(time.slice(0, 10))} ${clock(hours)}:${minutes}:${seconds} ${half}`;
    },
  },
  { says: '"YYYY-MM-DD HH:mm:ss z"', write: (time) => `${time.replace('T', ' ')} UTC` },
];

/** One form, or a date in one of two that no cell can be both of. */
function moments(random: Random): Column {
  const isDate = random.chance(0.6);
  const first = random.pick(isDate ? dates : times);
  const iso: Form = { says: 'YYYY-MM-DD', write: (date) => date };
  const forms = isDate && random.chance(0.3) ? [first, iso] : [first];
  return {
    option: `{ type: ${isDate ? 'date' : 'time'}, date_format: [${forms.map(({ says }) => says).join(', ')}] }`,
    cell: (each) => {
      if (each.chance(0.1)) return alike('');
      const clocks = `T${two(each.int(0, 23))}:${two(each.int(0, 59))}:${two(each.int(0, 59))}`;
      const means = day(each) + (isDate ? '' : clocks);
      return { means, written: each.pick(forms).write(means) };
    },
  };
}

const words = [
  'a',
  'Łódź',
  'x y',
  'it is',
  'e\u0301',
  'ς',
  '日本',
  '𝄞',
  "O'Neil",
  '5" disc',
  'a,b',
  'a;b',
  '"',
  'line\nline',
  'l\r\nl',
  ' padded ',
  '',
  'NULL',
  'tab\there',
  '#',
  '\\',
  '\\"',
];

/** Late, where the head of the file suggests something else. */
export const surprises = ['x', '007', '1.123', ' 5 ', '-', '2026-02-30', 'NaN?', 'Łódź', '1e5'];
