/** Our table of calling codes against the metadata of libphonenumber: a plan that changes turns this red. */
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/database/database.ts';
import { callingCodes } from '../../src/outgoing/calling-codes.ts';
import { contactsQuery } from '../../src/outgoing/contacts-query.ts';
import { duckdb } from '../../src/sql/dialects/duckdb.ts';
import { dialling, mobileNumbers } from './dialling.ts';

it('has every country, its code, and no length that no number has', () => {
  const ours = new Map(callingCodes.map((each) => [each.country, each]));
  const wrong = dialling().filter(({ country, code, shortest, longest }) => {
    const own = ours.get(country);
    return own?.code !== code || own.shortest < shortest || own.longest > longest;
  });
  expect(wrong).toEqual([]);
  expect(callingCodes.map(({ country }) => country).sort()).toEqual(dialling().map(({ country }) => country));
});

it('dials a mobile number of every country, written at home and from abroad', async () => {
  const numbers = Object.entries(mobileNumbers());
  const codes = new Map(dialling().map((each) => [each.country, each]));
  const rows = numbers.flatMap(([country, number]) => {
    const { code, trunk, keepsZero } = codes.get(country)!;
    const home = keepsZero || trunk.length > 1 ? number : `0${number}`;
    return [number, home, `+${code} ${number}`, `00${code}${number}`].map((phone) => ({
      country,
      phone,
      wanted: `+${code}${number}`,
    }));
  });
  const database = await openDatabase({ threads: 1 });
  await database.run(
    `CREATE TABLE people AS SELECT * FROM (VALUES ${rows.map(({ country, phone }, id) => `('${id}', '${country}', '${phone}')`).join(', ')}) AS t(id, country, phone)`,
  );
  const table = { name: 'people', relation: 'people', columns: [], lookups: [], key: 'id' };
  const query = contactsQuery(table, { phone: 'phone', country: 'country' }, undefined, duckdb);
  const found = await database.rows(`SELECT e164 FROM (${query}) ORDER BY CAST(customer AS INTEGER)`);
  database.close();
  const wrong = rows
    .map((row, place) => ({ ...row, found: found[place]?.[0] }))
    .filter((row) => row.found !== row.wanted);
  expect(wrong).toEqual([]);
});
