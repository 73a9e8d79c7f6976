/** Numbers that are numbers in their file, as the digits that CSV would hold. */

/** The engine's types of whole numbers that a BIGINT holds. */
export const INTEGERS = /^(TINYINT|SMALLINT|INTEGER|BIGINT|UTINYINT|USMALLINT|UINTEGER)$/;

/** Whether an engine's type is of numbers. */
export function isNumber(type: string): boolean {
  return INTEGERS.test(type) || /^(U?HUGEINT|UBIGINT|FLOAT|DOUBLE|DECIMAL.*)$/.test(type);
}

/** The digits of a number as text: of whole numbers without a point, also where missing values made them floats. */
export function digitsOfNumber(number: string, type: string): string {
  if (type !== 'FLOAT' && type !== 'DOUBLE') return `CAST(${number} AS VARCHAR)`;
  const digits = `CASE WHEN ${number} = trunc(${number}) AND abs(${number}) < 1e15
      THEN CAST(CAST(${number} AS BIGINT) AS VARCHAR) ELSE CAST(${number} AS VARCHAR) END`;
  return `CASE WHEN NOT isnan(${number}) THEN ${digits} END`;
}
