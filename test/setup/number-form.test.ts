import { describe, expect, it } from 'vitest';
import { numberForm } from '../../src/setup/number-form.ts';

describe('the form of numbers', () => {
  it.each([
    [['1', '20', '-3'], { type: 'integer', isPlain: true }],
    [['1.5', '20'], { type: 'decimal', decimal: '.', isPlain: true }],
    [['3 861,00 zł', '246,35 zł'], { decimal: ',', currencies: ['zł'], isPlain: false }],
    [['1\u00a0461,85 zł', '12 zł'], { decimal: ',' }],
    [['1,036.39', '29.0000'], { decimal: '.', currencies: [] }],
    [['-2,500.00', '1,250.00', '(12.50)', '12.50-'], { decimal: '.' }],
    [['37,90 €', '1 389,91 €'], { decimal: ',', currencies: ['€'] }],
    [['$5.50', '$1,005'], { decimal: '.', currencies: ['$'] }],
    [['EUR 12', 'USD 9.50'], { decimal: '.', currencies: ['EUR', 'USD'] }],
    [["1'250.00"], { decimal: '.' }],
    [['1.250.000', '12'], { currencies: [] }],
    [['1,250'], { doubtful: '1,250' }],
    [['1,250', '3,5'], { decimal: ',' }],
  ])('of %j is found', (values, form) => {
    expect(numberForm(values)).toMatchObject(form);
  });

  it.each([[['1', 'x']], [['1,25', '1.25']], [['01234']], [['1,2,3']], [['12-34']], [['1 2']], [[]]])(
    'is none of %j',
    (values) => {
      expect(numberForm(values)).toBeUndefined();
    },
  );
});
