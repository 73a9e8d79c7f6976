/** Rows of one table count on over its files: the n-th file's from n times this. */
export const FILES_APART = 2 ** 40;
