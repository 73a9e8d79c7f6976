import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/database.ts';
import { quoteText } from '../../src/database/quote.ts';
import { spreadsheetQuery } from '../../src/database/spreadsheet-query.ts';
import { excelOf, excelText, runAsFormula } from '../../src/output/excel.ts';

let database: Database;
beforeAll(async () => {
  database = await openDatabase({ threads: 1 });
});
afterAll(() => database.close());

async function cells(query: string, locale: string) {
  const sheet = { decimal: excelOf(locale).decimal, formula: runAsFormula };
  const [row = []] = await database.rows(spreadsheetQuery(query, await database.columns(query), sheet));
  return row;
}

describe('a cell that the engine writes for a spreadsheet', () => {
  it.each([
    '=1+1',
    '+48 123',
    '-5',
    '-5.25',
    '-1+2',
    '@sum',
    '\ttab',
    '\rreturn',
    '\nline',
    '＝full',
    '＋',
    '－',
    '＠',
    "it's",
    'plain',
    ' =later',
    '',
    '5',
    '-',
  ])('is what the table writer makes of %j', async (text) => {
    expect(await cells(`SELECT ${quoteText(text)} AS cell`, 'pl')).toEqual([
      excelText(text, 'text', excelOf('pl')),
    ]);
  });

  it('has the decimal sign of the locale, and whole numbers and missing values as they are', async () => {
    const query = `SELECT 1234.50::DECIMAL(18,2), -0.25::DOUBLE, 'nan'::DOUBLE, 7::BIGINT, NULL::VARCHAR, ['=a', 'b']`;
    expect(await cells(query, 'de')).toEqual(['1234,50', '-0,25', null, 7, null, "'=a|b"]);
    expect(await cells(query, 'en')).toEqual(['1234.50', '-0.25', null, 7, null, "'=a|b"]);
  });
});
