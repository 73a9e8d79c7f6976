/** Splitting delimited text into records by RFC 4180, for headers and for finding a row's number. */

/**
 * The records of a text that may come in pieces; an empty line is a record of one empty field. An unfinished
 * last record is given as it stands.
 */
export function* splitRecords(text: string, delimiter: string): Generator<readonly string[]> {
  let record: string[] = [];
  let position = 0;
  while (position < text.length) {
    const [field, end] =
      text[position] === '"' ? quotedField(text, position, delimiter) : plainField(text, position, delimiter);
    record.push(field);
    position = end;
    if (text[position] === delimiter) {
      position += 1;
      if (position < text.length) continue;
      record.push('');
    }
    position += text.startsWith('\r\n', position) ? 2 : 1;
    yield record;
    record = [];
  }
}

function plainField(text: string, start: number, delimiter: string): readonly [string, number] {
  let end = start;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end++;
  return [text.slice(start, end), end];
}

/** The field and the place after its closing quote; what follows up to the delimiter is kept with it. */
function quotedField(text: string, start: number, delimiter: string): readonly [string, number] {
  let field = '';
  let position = start + 1;
  while (position < text.length) {
    const quote = text.indexOf('"', position);
    if (quote < 0) return [field + text.slice(position), text.length];
    field += text.slice(position, quote);
    if (text[quote + 1] !== '"') {
      const [rest, end] = plainField(text, quote + 1, delimiter);
      return [field + rest, end];
    }
    field += '"';
    position = quote + 2;
  }
  return [field, position];
}
