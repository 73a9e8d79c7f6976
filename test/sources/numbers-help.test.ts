// What is advised for a column of text that is tested as a number reads it as numbers.
import { expect, it } from 'vitest';
import { numbersHelp } from '../../src/check/numbers-help.ts';
import { loading } from './load-text.ts';

it.each([
  [['150', '9', 'n/a'], '{ null_values: [n/a] }', [150, 9, null]],
  [['7', '-', 'NULL', '8.5'], '{ null_values: ["-", NULL] }', ['7.0', null, null, '8.5']],
  [['7', '#N/A', 'none'], '{ null_values: ["#N/A", none] }', [7, null, null]],
  [['9,50', '12'], '{ type: decimal, decimal: "," }', ['9.50', '12.00']],
  [['9,50', '12', 'N/A'], '{ type: decimal, decimal: ",", null_values: [N/A] }', ['9.50', '12.00', null]],
  [['$5.50', '$1,250.00'], '{ type: decimal }', ['5.50', '1250.00']],
])('%j are numbers by %s', async (cells, option, values) => {
  const text = `id,v\n${cells.map((cell, index) => `${index},"${cell}"\n`).join('')}`;
  const help = await loading('customers: { file: c.csv, key: id }', { 'c.csv': text }, async ({ column }) =>
    numbersHelp('v', column('customers', 'v').refusedNumbers),
  );
  const said = /`(columns: .*)`$/.exec(help)?.[1];
  expect(said).toBe(`columns: { v: ${option} }`);
  const project = `customers: { file: c.csv, key: id, ${said} }`;
  await loading(project, { 'c.csv': text }, async ({ rows }) => {
    const found = await rows('SELECT v FROM customers ORDER BY CAST(id AS INTEGER)');
    expect(found).toEqual(values.map((value) => [value]));
  });
});

it('advises to mend what is neither a number nor a word for none', async () => {
  const files = { 'c.csv': 'id,v\n1,5\n2,five\n3,7\n' };
  await loading('customers: { file: c.csv, key: id }', files, async ({ column }) => {
    const help = numbersHelp('v', column('customers', 'v').refusedNumbers);
    expect(help).toBe(
      'mend what is no number, or say what means missing: `columns: { v: { null_values: […] } }`',
    );
  });
});
