/** Columns of numbers by name, all of one length; NaN is missing. */
export type NumberColumns = Readonly<Record<string, Float64Array>>;
