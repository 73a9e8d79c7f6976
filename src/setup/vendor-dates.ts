/**
 * The forms of dates that a vendor's text names, where the files keep to them: what a shop's country, an account's language
 * or a spreadsheet made of the same columns is written as it stands in the files.
 */
import { parseDateNotation } from '../model/date-notation.ts';
import { columnOptions } from './column-options.ts';
import type { FoundTable } from './find-tables.ts';
import type { MomentForm } from './moment-form.ts';

/** The block's lines, each `date_format` of them as the column that it is about is written. */
export function withWrittenDates(block: readonly string[], table: FoundTable): readonly string[] {
  const time = block.find((line) => line.startsWith('time:'))?.slice('time:'.length) ?? '';
  return block.flatMap((line) => {
    const [, before = '', quoted = '', after = ''] = FORMAT.exec(line) ?? [];
    const forms = quoted === '' ? undefined : formsOf(columnOf(line) ?? time, table);
    if (!forms) return [line];
    const told = quoted.replaceAll('"', '');
    // A moment in several columns begins as the first of them.
    const [first = '', ...others] = /from: \[/.test(line) ? told.split(' ') : [told];
    const written = writtenForm(forms, first);
    if (written !== '') return [before + [written, ...others].join(' ') + after];
    return line.startsWith('date_format:') ? [] : [before.replace(/, date_format: $/, '') + after];
  });
}

const FORMAT = /^(.*\bdate_format: )("[^"]*"|[^"},]+)(.*)$/;

/** Of an entry under `columns`. */
function columnOf(line: string): string | undefined {
  const [, name, braces = ''] = /^ *([^:]+): (\{.*)$/.exec(line) ?? [];
  return /from: \[?([^,\]}]+)/.exec(braces)?.[1] ?? name;
}

function formsOf(column: string, { columns }: FoundTable): readonly MomentForm[] | undefined {
  const word = column.trim().toLowerCase();
  const form = columns.find(({ name }) => name.trim().toLowerCase() === word)?.form;
  return form?.kind === 'moment' ? form.forms : undefined;
}

/** Empty where nothing has to be told. Where day and month could be either they are as the vendor has them. */
function writtenForm(forms: readonly MomentForm[], told: string): string {
  const signs = signsOf(told);
  const isAsTold = ({ format, other }: MomentForm): boolean =>
    [format, other].some((each) => each?.replaceAll(/ +/g, ' ') === signs);
  if (forms.every(isAsTold)) return told.includes(',') ? `"${told}"` : told;
  const dates = signs.indexOf('%m') < signs.indexOf('%d') ? 'month-first' : 'day-first';
  return columnOptions({ kind: 'moment', forms }, { dates }).date_format ?? '';
}

function signsOf(told: string): string {
  const notation = parseDateNotation(told);
  if (notation?.kind !== 'pattern') return '';
  return notation.zoneName ? `${notation.pattern} %Z` : notation.pattern;
}
