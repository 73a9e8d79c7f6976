/** The package by name: bundled as it is, a lazy import of CommonJS would give its default only. */
export { Decompress } from 'fzstd';
