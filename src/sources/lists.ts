/** Lists in text: separated, with quoted items, in brackets, as JSON or as Python writes them. */
import { quoteText } from '../database/quote.ts';
import { listOfTexts } from './typed-value.ts';

const IN_DOUBLES = '"(?:[^"\\\\]|\\\\.|"")*"';
const IN_SINGLES = "'(?:[^'\\\\]|\\\\.)*'";

/** Items cleaned, empty ones dropped, NULL for none. A separator within quotes separates nothing. */
export function splitList(text: string, separator: string): string {
  const plain = `[^${inClass(separator)}]+`;
  const items = (of: string, quoted: readonly string[]): string =>
    `list_transform(regexp_extract_all(${of}, ${quoteText(`[ ]*(${[...quoted, plain].join('|')})`)}, 1), lambda item: ${unquoted('trim(item)')})`;
  const whole =
    separator.length === 1 ? items(text, [IN_DOUBLES]) : `string_split(${text}, ${quoteText(separator)})`;
  return listOfTexts(`CASE
    WHEN starts_with(${text}, '[') AND json_valid(${text}) THEN from_json(${text}, '["VARCHAR"]')
    WHEN starts_with(${text}, '[') AND suffix(${text}, ']') THEN ${items(`${text}[2:-2]`, [IN_DOUBLES, IN_SINGLES])}
    ELSE ${whole} END`);
}

function unquoted(item: string): string {
  return `CASE WHEN ${item} SIMILAR TO '".*"' AND length(${item}) > 1 THEN replace(replace(${item}[2:-2], '""', '"'), '\\"', '"')
    WHEN ${item} SIMILAR TO '''.*''' AND length(${item}) > 1 THEN replace(${item}[2:-2], '\\''', '''') ELSE ${item} END`;
}

function inClass(separator: string): string {
  return separator.replace(/[\\^\]-]/g, '\\$&');
}
