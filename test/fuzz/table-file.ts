/** The files of a table as the world writes them, from a seed: what they hold, how that is written, what was done to it. */
import { randomFrom } from '../oracle/random.ts';
import { lettersOf } from './encodings.ts';
import { pack } from './packing.ts';
import { type Piece, piecesOf, type Table, tableOf } from './table-content.ts';
import { csvPart } from './write-csv.ts';
import { jsonPart } from './write-json.ts';

/** One file. */
export interface Part {
  /** How its name ends. */
  readonly ending: string;
  readonly bytes: Buffer;
  /** What another reader has to find in it; absent where rows of it cannot be read, or it is no CSV. */
  readonly reread?: Reread;
  /** Rows of it that cannot be read, by their place in it. */
  readonly damaged: ReadonlySet<number>;
  /** What was done to it is to be refused. */
  readonly isBroken?: boolean;
}

export interface Reread {
  readonly encoding: string;
  readonly delimiter: string;
  readonly records: readonly (readonly string[])[];
}

export interface TableFile {
  /** Several are one table, in this order. */
  readonly parts: readonly Part[];
  /** For the project file, beside the path. */
  readonly options: string;
  readonly columns: readonly string[];
  /** What those rows mean that can be read, as text by column; the first is the key. Absent where a part is to be refused. */
  readonly rows?: readonly (readonly string[])[];
  /** Rows that cannot be read. */
  readonly damaged: number;
  /** Whether rows are made of its rows, one for each value of the column after the key. */
  readonly isGrouped: boolean;
}

export function tableFile(seed: number): TableFile {
  const random = randomFrom(seed);
  const encoding = random.chance(0.12) ? random.pick(Object.keys(lettersOf)) : undefined;
  const table = tableOf(random, encoding);
  // Of a JSON file without an object nobody can say what columns it has.
  const isCsv = table.rows.length === 0 || encoding !== undefined || random.chance(0.75);
  const delimiter = random.pick([',', ',', ';', '\t', '|']);
  const pieces = piecesOf(random, table, isCsv);
  const write = (piece: Piece): Part =>
    isCsv ? csvPart(piece, { delimiter, encoding, random }) : jsonPart(piece, random);
  const broken = random.chance(0.2) ? random.int(0, pieces.length - 1) : undefined;
  const parts = pieces.map((piece, index) => pack(write(piece), random, index === broken));
  const rows = pieces.flatMap(({ means }, index) =>
    means.filter((_, row) => !parts[index]!.damaged.has(row)),
  );
  const read = isCsv ? [`delimiter: ${JSON.stringify(delimiter)}`] : [];
  return {
    parts,
    columns: table.names,
    damaged: parts.reduce((sum, { damaged }) => sum + damaged.size, 0),
    isGrouped: isCsv && table.options[1] === undefined && random.chance(0.2),
    options: [...read, ...optionsOf(table, encoding), 'on_error: skip'].join(', '),
    ...(broken === undefined ? { rows } : {}),
  };
}

function optionsOf({ names, options }: Table, encoding: string | undefined): readonly string[] {
  const declared = options.flatMap((option, index) =>
    option === undefined ? [] : [`${names[index]}: ${option}`],
  );
  return [
    ...(encoding === undefined ? [] : [`encoding: ${encoding}`]),
    ...(declared.length === 0 ? [] : [`columns: { ${declared.join(', ')} }`]),
  ];
}
