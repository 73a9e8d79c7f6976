/** How a column writes its numbers: found from its values, as a project file would say it. */

export interface NumberForm {
  readonly type: 'integer' | 'decimal';
  /** Between the whole and the fraction; absent where no value has a fraction. */
  readonly decimal?: ',' | '.';
  /** Whether it is read without being told. */
  readonly isPlain: boolean;
  /** Whether each is a whole number with `.0` behind it, as programs write numbers beside empty cells. */
  readonly isWhole?: true;
  /** The currency signs and codes that stand beside the numbers. */
  readonly currencies: readonly string[];
  /** An example that can be read with either decimal sign (`1,250`), where no other value decides. */
  readonly doubtful?: string;
  /** Whether other columns decided what its own values leave open. */
  readonly isSettled?: true;
}

const PLAIN = /^-?(?:0|[1-9]\d{0,37})(?:\.\d+)?$/;
/** A number, and the currency before or behind it. Grouping is told apart afterwards. */
const CODE =
  'USD|EUR|GBP|PLN|CZK|HUF|RON|BGN|SEK|NOK|DKK|CHF|RUB|UAH|TRY|CAD|AUD|NZD|JPY|CNY|INR|BRL|MXN|ZAR|AED|ILS|SGD|HKD|KRW|THB|ARS|CLP|COP';
const written = new RegExp(
  `^\\(?[-−]?\\s*(?<before>\\p{Sc}|${CODE}|zł|kr)?\\s*[-−]?\\s*(?<number>\\d[\\d.,' \\u00a0\\u202f’]*)\\s*-?\\s*(?<behind>\\p{Sc}|${CODE}|zł|kr|Kč|Ft|lei|руб\\.?|₽)?\\)?$`,
  'u',
);

/** Whether a value is written as a number in any form, with a currency or without. */
export function looksLikeNumber(value: string): boolean {
  return written.test(value);
}

/** The form that all the values have; undefined where one is no number. Values are trimmed and not blank. */
export function numberForm(values: readonly string[]): NumberForm | undefined {
  if (values.length === 0) return undefined;
  if (values.every((value) => PLAIN.test(value))) {
    if (values.every((value) => /^\d+\.0$/.test(value)))
      return { type: 'integer', isPlain: true, isWhole: true, currencies: [] };
    const hasFraction = values.some((value) => value.includes('.'));
    return hasFraction
      ? { type: 'decimal', decimal: '.', isPlain: true, currencies: [] }
      : { type: 'integer', isPlain: true, currencies: [] };
  }
  const parts = values.map((value) => written.exec(value)?.groups);
  if (!parts.every((part) => part !== undefined)) return undefined;
  const numbers = parts.map(({ number }) => number!.trim());
  const currencies = [...new Set(parts.flatMap(({ before, behind }) => before ?? behind ?? []))].sort();
  const signs = new Set(numbers.flatMap((number) => decimalSign(number) ?? []));
  if (signs.size > 1 || !numbers.every((number) => isGrouped(number, [...signs][0]))) return undefined;
  const [decimal] = signs;
  const doubtful =
    decimal === undefined ? numbers.find((number) => /^\d{1,3}[.,]\d{3}$/.test(number)) : undefined;
  return {
    type: 'decimal',
    isPlain: false,
    currencies,
    ...(decimal === undefined ? {} : { decimal }),
    ...(doubtful === undefined ? {} : { doubtful }),
  };
}

/** The sign that can only be the decimal one: the last of both kinds, or a single one not before three digits. */
function decimalSign(number: string): ',' | '.' | undefined {
  const last = Math.max(number.lastIndexOf(','), number.lastIndexOf('.'));
  if (last < 0) return undefined;
  const sign = number[last] as ',' | '.';
  const other = sign === ',' ? '.' : ',';
  if (number.includes(other)) return sign;
  if (number.indexOf(sign) !== last) return undefined;
  return /[\s'’]/.test(number) || number.length - last - 1 !== 3 ? sign : undefined;
}

/** Whether what stands before the decimal sign is digits, or groups of three. */
function isGrouped(number: string, decimal: ',' | '.' | undefined): boolean {
  const [whole = '', fraction = '', ...more] = decimal === undefined ? [number] : number.split(decimal);
  if (more.length > 0 || !/^\d*$/.test(fraction)) return false;
  return (
    /^(0|[1-9]\d*)$/.test(whole) ||
    /^\d{1,3}(?:([., '\u00a0\u202f’])\d{3})(?:[., '\u00a0\u202f’]\d{3})*$/.test(whole)
  );
}
