/** What a row of a file is by its own word; `other` is a document that nobody pays, such as a reminder. */
export type RowKind = 'order' | 'line' | 'payment' | 'credit' | 'other';
