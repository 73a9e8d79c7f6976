// The user's own SQL: what it may say, what it sees, and all that is refused.
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/database.ts';
import { familiarFunctions, knownFunctions } from '../../src/database/engine-functions.ts';
import { withShop } from './project.ts';

/** The members, or the problems, of several conditions. */
async function outcome(wheres: readonly string[]): Promise<readonly string[]> {
  const name = (index: number) => `s${String(index).padStart(2, '0')}`;
  const files = Object.fromEntries(
    wheres.map((where, index) => [`segments/${name(index)}.yaml`, `where: ${where}`]),
  );
  let found: readonly string[] = [];
  await withShop(files, async ({ problems, members }) => {
    found = problems.length > 0 ? problems : Object.values(await members());
  });
  return found;
}

const sql = (text: string): string => `{ sql: { duckdb: ${JSON.stringify(text)} } }`;

describe('sql', () => {
  it.each([
    ["email LIKE 'a%'", '1'],
    ["NOT email LIKE 'a%' -- what the file says", '2 3 4 6'],
    ["/* ; */ email = ';' OR country = 'HU'", '2'],
    ['list_contains([\'PL\'], "country")', '1 4 6'],
    ["CASE WHEN points BETWEEN 20 AND 30 THEN true ELSE born > DATE '1999-12-31' END", '2 3 4'],
    ['len(list_filter([1, 5], lambda x: x > points / 10)) = 2', ''],
    ['EMAIL IS NULL', '5'],
    ["split_part(email, '@', 2) = 'x.de' AND regexp_matches(email, '^c')", '3'],
    ['true', '1 2 3 4 5 6'],
  ])('%s', async (text, members) => {
    expect(await outcome([sql(text)])).toEqual([members]);
  });

  it('sees the traits it names, beside columns and other conditions', async () => {
    const [spend, mean, twice, lookedUp] = [
      '{ sql: { duckdb: "spend > 40 AND points < 40", uses: [spend] } }',
      '{ sql: { duckdb: "mean > 50 AND points > 1", uses: [mean] }, points: { gt: 10 } }',
      '{ all: [ { sql: { duckdb: "spend > 6 * 8", uses: [spend] } }, { sql: { duckdb: "spend > 6 * 9", uses: [spend, mean] } } ] }',
      '{ sql: { duckdb: "\\"born.year\\" = 1985 AND email IS NOT NULL", uses: [born.year, email] } }',
    ];
    expect(await outcome([spend, mean, twice, lookedUp])).toEqual(['1', '4', '4', '2']);
  });

  it('is false where it is NULL, so that its negation is exact', async () => {
    expect(await outcome([sql('points > 20'), `{ not: ${sql('points > 20')} }`])).toEqual(['3 4 6', '1 2 5']);
  });

  it('sees the columns of the row in a row test', async () => {
    const where = `{ orders: { where: { all: [ ${sql("total > 20 AND order_id <> 'o4'")}, { total: { lt: 60 } } ] } } }`;
    expect(await outcome([where])).toEqual(['1']);
  });

  it.each([
    ['a; DROP TABLE customers', 'sql-syntax'],
    ['true;', 'sql-syntax'],
    ["true) FROM read_csv('/etc/passwd') WHERE (true", 'sql-syntax'],
    ['true] FROM customers WHERE [true', 'sql-syntax'],
    ['true) AND (true', 'sql-syntax'],
    ['true) AS x, (true', 'sql-syntax'],
    ['true ORDER BY 1', 'sql-syntax'],
    ['email = ', 'sql-syntax'],
    ['/* open', 'sql-syntax'],
    ['EXISTS (SELECT 1)', 'sql-refused'],
    ["email IN (SELECT 'x')", 'sql-refused'],
    ['(FROM customers)', 'sql-refused'],
    ["'x' IN (FROM read_text('/etc/passwd'))", 'sql-refused'],
    ['count(*) > 1', 'sql-refused'],
    ['sum(points) > 1', 'sql-refused'],
    ['row_number() OVER () > 1', 'sql-refused'],
    ['sum(points) OVER () > 1', 'sql-refused'],
    ['points > $n', 'sql-refused'],
    ['points > ?', 'sql-refused'],
    ['#1 IS NULL', 'sql-refused'],
    ['COLUMNS(*) IS NULL', 'sql-refused'],
    ['now() > signed_up_at', 'sql-refused'],
    ['random() > 0.5', 'sql-refused'],
    ["nextval('x') > 0", 'sql-refused'],
    ["current_setting('threads') = '1'", 'sql-refused'],
    ["getvariable('x') = 1", 'sql-refused'],
    ['pg_sleep(1) IS NULL', 'sql-refused'],
    ["query('x') IS NULL", 'sql-refused'],
    ["read_text('/etc/passwd') IS NULL", 'sql-refused'],
    ['sleep_ms(10) IS NULL', 'sql-refused'],
    ["getenv('HOME') = 'x'", 'unknown-function'],
    ['current_date > born', 'unknown-field'],
    ["current_user = 'x'", 'unknown-field'],
    ["customers.email = 'x'", 'unknown-field'],
    ['spend > 1', 'unknown-field'],
    ['points', 'sql-type'],
    ['NULL', 'sql-type'],
    ['email, country', 'sql-type'],
    ['email + 1 > 2', 'sql-binding'],
    ["date 'x' + 'y'", 'sql-binding'],
  ])('refuses %s', async (text, code) => {
    const [problem, ...more] = await outcome([sql(text)]);
    expect(problem).toMatch(new RegExp(`^error ${code}: `));
    expect(more).toEqual([]);
  });

  it('points at the name and says which was meant', async () => {
    await withShop(
      { 'segments/x.yaml': `where: ${sql("país = 1 AND emial = 'x' ")}` },
      async ({ problems }) => {
        expect(problems).toEqual([
          'error unknown-field: país — a customer has no column `país` for the SQL to see',
        ]);
      },
    );
    const text = "'ż' = country AND lenght(email) > 1";
    await withShop({ 'segments/x.yaml': `where: ${sql(text)}` }, async ({ diagnostics, problems }) => {
      expect(problems).toEqual(['error unknown-function: lenght — the engine has no function `lenght`']);
      expect(diagnostics[0]?.help).toEqual(['did you mean `length`?']);
    });
  });

  it.each([
    ['{ sql: { duckdb: "true", uses: [l.stage] } }', 'l.stage'],
    ['{ orders: { where: { sql: { duckdb: "true", uses: [customer.email] } } } }', 'customer.email'],
    ['{ sql: { postgres: "true" } }', 'postgres'],
  ])('refuses %s', async (where, pointed) => {
    const stages = 'name: l\nstages: [ { stage: a, where: { country: PL } }, { stage: b } ]';
    const files = { 'segments/x.yaml': `where: ${where}`, 'segments/l.yaml': stages };
    await withShop(files, async ({ problems }) => {
      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain(`: ${pointed} — `);
    });
  });

  it('cannot tell a trait from a column of its name', async () => {
    const files = {
      'segments/x.yaml':
        'traits: { Points: { orders: { count: true } } }\nwhere: { sql: { duckdb: "points > 1", uses: [Points] } }',
    };
    await withShop(files, async ({ problems }) => {
      expect(problems).toEqual([
        'error sql-name: "points > 1" — `Points` is both a column of the customers and a trait, so the SQL cannot name it',
      ]);
    });
  });
});

it('knows functions by heart only as the engine has them', async () => {
  const database = await openDatabase();
  const known = await knownFunctions(database);
  database.close();
  expect([...familiarFunctions.keys()].filter((name) => known.get(name) !== 'row')).toEqual([]);
});
