/** A text that diagnostics can point into: a definition file, or a fragment named `<--param>`. */
export interface Source {
  /** As the user wrote it, relative where they were relative. */
  readonly name: string;
  readonly text: string;
}

/** A half-open range of UTF-16 offsets in a source. */
export interface Span {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}
