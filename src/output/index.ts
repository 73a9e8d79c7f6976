/** The open list of formats. */
import { csv } from './csv.ts';
import type { Format } from './format.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { md } from './md.ts';
import { ndjson } from './ndjson.ts';
import { parquet } from './parquet.ts';
import { svg } from './svg.ts';
import { table } from './table.ts';
import { tap } from './tap.ts';
import { tsv } from './tsv.ts';

export const formats: readonly Format[] = [table, csv, tsv, json, ndjson, parquet, md, html, svg];

/** Further ones of what comes of tests. */
export const testFormats: readonly Format[] = [junit, tap];

/** The format of that name. Throws where there is none: names are checked where they are read. */
export function formatNamed(name: string): Format {
  const found = [...formats, ...testFormats].find((format) => format.name === name);
  if (!found) throw new Error(`no format is called ${name}`);
  return found;
}

/** The format of files with that name's extension; undefined when there is none. */
export function formatOfFile(path: string): Format | undefined {
  const extension = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase();
  return formats.find((format) => extension !== undefined && format.extensions.includes(extension));
}
