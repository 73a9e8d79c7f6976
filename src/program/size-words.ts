const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `120 B`, `1.5 MB`. */
export function sizeWords(bytes: number): string {
  const power = Math.min(units.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${value.toFixed(power === 0 || value >= 100 ? 0 : 1)} ${units[power]}`;
}
