import { describe, expect, it } from 'vitest';
import { epochForm, momentForm, momentForms, spreadsheetDays } from '../../src/setup/moment-form.ts';

describe('the form of moments', () => {
  it.each([
    ['%Y-%m-%d', ['2026-06-30', '2026-01-02']],
    ['%Y-%m-%d %H:%M:%S', ['2026-06-30 12:00:01']],
    ['%Y-%m-%dT%H:%M:%S.%f%z', ['2026-06-30T12:00:01.000Z']],
    ['%Y-%m-%d %H:%M:%S%z', ['2026-06-30 12:00:01 +0200', '2026-06-30 12:00:01 +0100']],
    ['%d.%m.%Y %H:%M', ['02.07.2024 14:33']],
    ['%m/%d/%y %H:%M', ['7/3/24 8:26', '12/31/24 23:59']],
    ['%b %d, %Y, %I:%M:%S %p', ['Nov 10, 2020, 12:11:04 PM', 'Jul 3, 2021, 1:11:04 AM']],
    ['%b %d, %Y', ['Dec 15, 1973']],
    ['%m/%d/%Y  %H:%M:%S', ['9/16/2016  6:29:00']],
    ['%Y-%m-%d %H:%M:%S %Z', ['2026-01-01 12:00:00 CET']],
  ])('is %s', (format, values) => {
    expect(momentForm(values)?.format).toBe(format);
  });

  it.each([[['2026-13-01']], [['2026-06-30', 'x']], [['1234']], [['12:30']], [[]]])(
    'is none of %j',
    (values) => {
      expect(momentForm(values)).toBeUndefined();
    },
  );

  it('is told twice where day and month could be either', () => {
    expect(momentForm(['03/04/2026'])).toMatchObject({ format: '%d/%m/%Y', other: '%m/%d/%Y' });
    expect(momentForm(['03/14/2026'])).not.toHaveProperty('other');
    expect(momentForm(['03.04.2026'])).not.toHaveProperty('other');
  });

  it('may be several in one column', () => {
    const values = ['Nov 10, 2020, 12:11:04 PM', 'Jul 3, 2021, 1:11:04 AM', 'Dec 15, 1973'];
    expect(momentForms(values).map(({ format }) => format)).toEqual(['%b %d, %Y, %I:%M:%S %p', '%b %d, %Y']);
    expect(momentForms([...values, 'soon'])).toEqual([]);
  });

  it('has an h between hour and minute, which is not read untold', () => {
    expect(momentForm(['01/12/2025 9h05', '31/12/2025 17h30'])).toMatchObject({
      format: '%d/%m/%Y %Hh%M',
      isPlain: false,
    });
  });

  it('counts days as spreadsheets do', () => {
    expect(spreadsheetDays(['45662', '', '45663'])).toMatchObject({ format: 'excel', isDay: true });
    expect(spreadsheetDays(['45662', '45662.5'])).toMatchObject({ isDay: false });
    expect(spreadsheetDays(['45662', '12'])).toBeUndefined();
    expect(spreadsheetDays([''])).toBeUndefined();
  });

  it('counts from 1970', () => {
    expect(epochForm(['1758217716874', '1752329290146'])).toBe('epoch_ms');
    expect(epochForm(['1780286400'])).toBe('epoch_s');
    expect(epochForm(['1780286400', '12'])).toBeUndefined();
    expect(epochForm(['4111111111111111111'])).toBeUndefined();
  });
});
