/** What comes after very many clean rows: one row of which nothing before it gave a hint. */

export interface Surprise {
  readonly name: string;
  /** As a line of CSV, in bytes that need not be text. */
  readonly csv?: Buffer;
  /** As a line of JSON. */
  readonly json?: Buffer;
  /** The columns where nothing is declared; absent where the row cannot be read at all. */
  readonly open?: readonly string[];
  /** It is a row like any other where columns have their types, too. */
  readonly isUsed?: boolean;
}

export const names = ['id', 'person', 'day', 'amount', 'count', 'note'] as const;
export type Row = readonly string[];

export function cleanRow(number: number): Row {
  const two = (of: number): string => String(of).padStart(2, '0');
  const day = `2025-${two((number % 12) + 1)}-${two((number % 28) + 1)}`;
  return [
    String(number),
    `p${number % 1000}`,
    day,
    `${number % 900}.${two(number % 100)}`,
    String(number % 40),
    'word',
  ];
}

export const csvLine = (row: Row): string => `${row.join(',')}\n`;

export function jsonLine(row: Row): string {
  const [id, person, day, amount, count, note] = row;
  return `{"id":"${id}","person":"${person}","day":"${day}","amount":${amount},"count":${count},"note":"${note}"}\n`;
}

/** The surprises of the row with this number. */
export function surprisesAt(number: number): readonly Surprise[] {
  const clean = cleanRow(number);
  const withCell = (name: (typeof names)[number], cell: string): Row =>
    clean.map((each, index) => (names[index] === name ? cell : each));
  const csv = (text: string): Buffer => Buffer.from(text);
  const both = (name: string, row: Row, quoted: Readonly<Record<string, string>>): Surprise => ({
    name,
    csv: csv(csvLine(row)),
    json: Buffer.from(withQuoted(jsonLine(clean), quoted)),
    open: row,
  });
  const line = csvLine(clean);
  const [large, long] = ['9'.repeat(30), `1${'0'.repeat(44)}.5`];
  return [
    both('a bad cell', withCell('amount', 'nothing'), { amount: '"nothing"' }),
    both('another form of dates', withCell('day', '31.12.2025'), { day: '"31.12.2025"' }),
    both('a number that does not fit', withCell('amount', long), { amount: `"${long}"` }),
    { ...both('a long number', withCell('count', large), { count: large }), isUsed: true },
    { name: 'a second header', csv: csv(csvLine(names)), open: names },
    { name: 'a quote that is not closed', csv: csv(line.replace('word', '"open')) },
    { name: 'text behind a quote', csv: csv(line.replace('word', '"a"b')) },
    { name: 'a longer row', csv: csv(line.replace('\n', ',more\n')) },
    { name: 'a shorter row', csv: csv(`${clean.slice(0, 3).join(',')}\n`) },
    { name: 'a row of another delimiter', csv: csv(`${clean.join(';')}\n`) },
    {
      name: 'another encoding',
      csv: Buffer.from(line.replace('word', 'caf\u00e9'), 'latin1'),
      json: Buffer.from(jsonLine(clean).replace('word', 'caf\u00e9'), 'latin1'),
    },
    {
      name: 'a NUL',
      csv: csv(line.replace('word', 'wo\0rd')),
      json: Buffer.from(jsonLine(clean).replace('word', 'wo\0rd')),
    },
    { name: 'half an object', json: Buffer.from(`${jsonLine(clean).slice(0, 20)}\n`) },
    {
      name: 'one more column',
      json: Buffer.from(jsonLine(clean).replace('}', ',"more":1}')),
      open: clean,
      isUsed: true,
    },
  ];
}

function withQuoted(line: string, cells: Readonly<Record<string, string>>): string {
  return Object.entries(cells).reduce(
    (text, [name, cell]) => text.replace(new RegExp(`"${name}":("[^"]*"|[^,}]*)`), `"${name}":${cell}`),
    line,
  );
}
