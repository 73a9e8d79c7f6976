/** What is known of the tables of a folder before anybody has said what they are. */
import type { ColumnForm } from './column-form.ts';
import type { RowKind } from './row-kind.ts';

export interface ColumnFacts {
  readonly name: string;
  readonly form: ColumnForm;
  /** Rows in which it is not blank. */
  readonly filled: number;
  /** Different values. */
  readonly distinct: number;
  /** Some values, in the order of the file. */
  readonly values: readonly string[];
}

export interface TableFacts {
  /** Of its file, without folder, ending and month: `orders`. */
  readonly stem: string;
  readonly rows: number;
  /** Rows that differ in anything. */
  readonly differing: number;
  readonly columns: readonly ColumnFacts[];
  /** Where it is some of the rows of a file, by what a column says of them. */
  readonly part?: TablePart;
  /** Where rows that take money off stand among those of orders. */
  readonly returns?: Returns;
}

export interface Returns {
  /** The column that says which is which, and its words for either. */
  readonly column: string;
  readonly orders: readonly string[];
  readonly credits: readonly string[];
}

export interface TablePart {
  readonly kind: RowKind;
  readonly column: string;
  readonly values: readonly string[];
  /** The columns that tell apart all rows of the file, not only these. */
  readonly unique: readonly string[];
}

/** Values of one column that stand in another table's unique column. */
export interface Link {
  readonly from: TableFacts;
  readonly column: string;
  readonly to: TableFacts;
  readonly key: string;
  /** Of the different values. */
  readonly share: number;
  /** Whether they meet only in lower case. */
  readonly isFolded: boolean;
  /** Whether the other column does not tell rows apart: it says which firm people are of. */
  readonly isShared: boolean;
}

/** What people and what was bought belong to where firms buy. */
export const OF_FIRMS = /account|compan|organi[sz]ation/i;

/** Rows that stand twice, alike in everything, are one row. */
export function isUnique({ filled, distinct }: ColumnFacts, { rows, differing }: TableFacts): boolean {
  return rows > 0 && filled === rows && distinct === differing;
}

/** Many people live at one, though in a small shop there may be one customer each. */
const OF_PLACES =
  /\bzip\b|zip.?code|post(al)?.?(code|leitzahl)|\bplz\b|pocztowy|\b(city|town|miasto|ort|ville|ciudad|citta)\b/i;

/** `Lp.`: it begins again in every file. */
const COUNTS_LINES = /^(l\.?p|row|line|poz|index|#)\W*(nr|no|num|number)?\W*$/i;

/** Whether values of the column can tell one person, order or thing from another. */
export function canIdentify({ name, form, distinct }: ColumnFacts): boolean {
  if (distinct < 2 || OF_PLACES.test(name) || COUNTS_LINES.test(name)) return false;
  switch (form.kind) {
    case 'text':
    case 'code':
    case 'email':
    case 'phone':
      return true;
    case 'number':
      return form.form.type === 'integer' && form.form.isPlain;
    case 'empty':
    case 'moment':
    case 'epoch':
    case 'month-day':
    case 'clock':
    case 'choice':
    case 'json':
    case 'list':
      return false;
  }
}
