/** Values as GoogleSQL's evaluator is given them and gives them, and as text. */

/** One of these, or none for what is missing. */
export interface Cell {
  readonly stringValue?: string;
  readonly int64Value?: { toString(): string };
  readonly doubleValue?: number;
  readonly boolValue?: boolean;
  /** Days since 1970. */
  readonly dateValue?: number;
  readonly datetimeValue?: {
    readonly bitFieldDatetimeSeconds: { toString(): string };
    readonly nanos: number;
  };
  readonly timestampValue?: { readonly seconds: { toString(): string }; readonly nanos: number };
  /** Nine digits behind the point. */
  readonly numericValue?: Uint8Array;
  /** 38 digits behind the point. */
  readonly bignumericValue?: Uint8Array;
  readonly arrayValue?: { readonly element: readonly Cell[] };
}

export type GoogleType =
  | 'STRING'
  | 'INT64'
  | 'DOUBLE'
  | 'BOOL'
  | 'DATE'
  | 'DATETIME'
  | 'TIMESTAMP'
  | 'NUMERIC'
  | 'BIGNUMERIC'
  | 'ARRAY';

/** Digits of a `NUMERIC`, before the point and behind it. */
const NUMERIC = { whole: 29, fraction: 9 };
const BIG_FRACTION = 38;

const DAY = 86_400_000;

/** The type of a column that is held as DuckDB's type is. */
export function googleType(type: string): GoogleType {
  if (type.endsWith('[]')) return 'ARRAY';
  const [, precision, scale] = /^DECIMAL\((\d+), ?(\d+)\)$/.exec(type) ?? [];
  if (precision !== undefined) {
    const isShort = Number(scale) <= NUMERIC.fraction && Number(precision) - Number(scale) <= NUMERIC.whole;
    return isShort ? 'NUMERIC' : 'BIGNUMERIC';
  }
  if (type.startsWith('TIMESTAMP')) return 'DATETIME';
  if (type === 'HUGEINT' || type === 'UBIGINT') return 'BIGNUMERIC';
  if (type === 'DOUBLE' || type === 'FLOAT') return 'DOUBLE';
  if (type === 'DATE') return 'DATE';
  if (type === 'BOOLEAN') return 'BOOL';
  return /INT/.test(type) ? 'INT64' : 'STRING';
}

/** A cell of a CSV file as DuckDB writes it; a missing list is an empty one, since BigQuery stores no other. */
export function cellOf(text: string | null, type: GoogleType): Cell {
  if (type === 'ARRAY') {
    const items = JSON.parse(`[${(text ?? '{}').slice(1, -1)}]`) as readonly string[];
    return { arrayValue: { element: items.map((item) => ({ stringValue: item })) } };
  }
  if (text === null) return {};
  switch (type) {
    case 'STRING':
      return { stringValue: text };
    case 'INT64':
      return text.trim() === '' ? {} : { int64Value: text.trim() };
    case 'DOUBLE':
      return { doubleValue: doubleOf(text) };
    case 'BOOL':
      return { boolValue: text === 'true' };
    case 'DATE':
      return { dateValue: Date.parse(`${isoYear(text).slice(0, 10)}T00:00:00Z`) / DAY };
    case 'DATETIME':
      return { datetimeValue: datetimeOf(text) };
    case 'TIMESTAMP':
      return { timestampValue: timestampOf(text) };
    case 'NUMERIC':
      return { numericValue: scaled(text, NUMERIC.fraction) };
    case 'BIGNUMERIC':
      return { bignumericValue: scaled(text, BIG_FRACTION) };
  }
}

/** The value as BigQuery writes it in its answers. */
export function textOf(cell: Cell): string | null {
  if (cell.stringValue !== undefined) return cell.stringValue;
  if (cell.int64Value !== undefined) return String(cell.int64Value);
  if (cell.doubleValue !== undefined) return String(cell.doubleValue);
  if (cell.boolValue !== undefined) return String(cell.boolValue);
  if (cell.dateValue !== undefined) return new Date(cell.dateValue * DAY).toISOString().slice(0, 10);
  if (cell.datetimeValue !== undefined) return datetimeText(cell.datetimeValue);
  if (cell.numericValue !== undefined) return decimalText(cell.numericValue, NUMERIC.fraction);
  if (cell.bignumericValue !== undefined) return decimalText(cell.bignumericValue, BIG_FRACTION);
  if (cell.arrayValue !== undefined) return JSON.stringify(cell.arrayValue.element.map(textOf));
  return null;
}

const NOT_NUMBERS: Readonly<Record<string, number>> = {
  inf: Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
  nan: Number.NaN,
};

const doubleOf = (text: string): number => NOT_NUMBERS[text] ?? Number(text);

/** `0988-01-01` is read everywhere, `988-01-01` is not. */
const isoYear = (text: string): string => text.replace(/^\d{1,3}(?=-)/, (year) => year.padStart(4, '0'));

/** Bits of each part behind the year, from the month to the second. */
const WIDTHS = [4, 5, 5, 6, 6];

function datetimeOf(text: string): NonNullable<Cell['datetimeValue']> {
  const [parts = [], fraction = ''] = text
    .split('.')
    .map((part, index) => (index === 0 ? part.split(/[- :T]/).map(BigInt) : part)) as [bigint[], string?];
  const [year = 0n, ...rest] = parts;
  const bits = WIDTHS.reduce((all, width, index) => (all << BigInt(width)) | (rest[index] ?? 0n), year);
  return { bitFieldDatetimeSeconds: bits.toString(), nanos: Number(fraction.padEnd(9, '0')) };
}

/** As it is in UTC. */
function timestampOf(text: string): NonNullable<Cell['timestampValue']> {
  const [whole = '', fraction = ''] = text.split('.');
  const seconds = Date.parse(`${isoYear(whole).replace(' ', 'T')}Z`) / 1000;
  return { seconds: String(seconds), nanos: Number(fraction.padEnd(9, '0')) };
}

function datetimeText({ bitFieldDatetimeSeconds, nanos }: NonNullable<Cell['datetimeValue']>): string {
  let bits = BigInt(bitFieldDatetimeSeconds.toString());
  const rest = WIDTHS.toReversed().map((width) => {
    const part = bits & ((1n << BigInt(width)) - 1n);
    bits >>= BigInt(width);
    return String(part).padStart(2, '0');
  });
  const [second, minute, hour, day, month] = rest;
  const fraction = nanos === 0 ? '' : `.${String(nanos).padStart(9, '0').slice(0, 6)}`;
  return `${String(bits).padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}${fraction}`;
}

/** Two's complement, the least byte first, in as few bytes as it takes. */
function scaled(text: string, fraction: number): Uint8Array {
  const [whole = '', digits = ''] = text.split('.');
  let value = BigInt(`${whole}${digits.padEnd(fraction, '0')}`);
  const bytes: number[] = [];
  do {
    bytes.push(Number(value & 255n));
    value >>= 8n;
  } while (!isSign(value, bytes.at(-1)!));
  return Uint8Array.from(bytes);
}

const isSign = (rest: bigint, last: number): boolean =>
  (rest === 0n && last < 128) || (rest === -1n && last >= 128);

function decimalText(bytes: Uint8Array, fraction: number): string {
  const unsigned = [...bytes].reduceRight((all, byte) => (all << 8n) | BigInt(byte), 0n);
  const value = BigInt.asIntN(bytes.length * 8, unsigned);
  const digits = String(value < 0n ? -value : value).padStart(fraction + 1, '0');
  const [whole, rest] = [digits.slice(0, -fraction), digits.slice(-fraction).replace(/0+$/, '')];
  return `${value < 0n ? '-' : ''}${whole}${rest === '' ? '' : `.${rest}`}`;
}
