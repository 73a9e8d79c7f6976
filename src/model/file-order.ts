/** Rows of one table count on over its files: the n-th file's from n times this. */
export const filesApart = 2 ** 40;
