/** The first records of delimited text, leniently: for a header, for a guess, never for the data. */
import { parse } from 'csv-parse/sync';

/**
 * Up to so many records; an empty line is a record of one empty field. What follows a record that cannot be read,
 * as the last of a text that was cut, is left out.
 */
export function firstRecords(text: string, delimiter: string, most: number): readonly (readonly string[])[] {
  const records: (readonly string[])[] = [];
  try {
    parse(text, {
      delimiter,
      to: most,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_quotes: true,
      relax_column_count: true,
      on_record: (record: string[]) => void records.push(record),
    });
  } catch {
    // A quote that is not closed: what stands before it is known.
  }
  return records;
}
