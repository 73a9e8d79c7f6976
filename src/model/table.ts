/**
 * The answer of an analysis: columns that say what they hold (never how to print it) and rows of plain
 * values. Files carry values in full; the terminal rounds and aligns by kind.
 */
export type ColumnKind =
  /** A name, or a value that tells rows apart. */
  | 'text'
  /** Free text: the first that gives way where there is no room. */
  | 'prose'
  | 'key'
  | 'integer'
  | 'number'
  | 'money'
  | 'percent'
  | 'date'
  | 'time'
  | 'boolean'
  | 'sparkline';

export interface TableColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  /** A change: people are shown a plus as well as a minus. */
  readonly signed?: boolean;
}

/** Decimals travel as text, exact; `null` is missing. Percents are shares (0.1 is 10%). */
export type Cell = string | number | bigint | boolean | null;

export type TableRow = readonly Cell[];

export interface Table {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  /** Cells whose value may still change: people are shown them with a `*`. */
  readonly partial?: readonly (readonly [row: number, column: number])[];
  /** Cells that are not told, so that nobody can be told by them: pages show a dot. */
  readonly withheld?: readonly (readonly [row: number, column: number])[];
  /** The column whose equal values, one below the other, make a group: it stands apart, its name once. */
  readonly groups?: string;
  /** How a terminal may picture the table, when a picture reads better than digits. */
  readonly picture?: Picture;
}

export type Picture = HeatMap | Outline;

/** An indented outline: the text of a row stands below that of the row it belongs to, figures at its left. */
export interface Outline {
  readonly kind: 'outline';
  /** Lines above it. */
  readonly head: readonly string[];
  /** The columns of the depth (0 is outermost), the text and the figures. */
  readonly depth: string;
  readonly text: string;
  readonly figures: readonly string[];
}

/** A heat map: colour the cells of these columns, each row, each column or the whole table on one scale. */
export interface HeatMap {
  readonly kind: 'heat-map';
  readonly columns: readonly string[];
  readonly scale: 'row' | 'column' | 'table';
}
