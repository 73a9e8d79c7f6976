/** The CDNOW sample as other tools summarised and scored it, from the folder named in SEGMENT_REFERENCE_DATA. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { SpendingRow } from '../../src/stats/gamma-gamma.ts';
import type { HistoryRow } from '../../src/stats/repeat-buying.ts';

export const referenceData = process.env['SEGMENT_REFERENCE_DATA'];

export type Expected = HistoryRow & SpendingRow & { readonly column: (name: string) => number };

/** One row a customer; `run` is as in `1997-09-30_week`. */
export function readCdnow(run: string): readonly Expected[] {
  const file = join(referenceData!, 'cdnow_sample', 'expected', `clv_cdnow_sample_${run}.csv.gz`);
  const [header, ...lines] = gunzipSync(readFileSync(file)).toString().trim().split(/\r?\n/);
  const names = header!.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    const column = (name: string) => Number(cells[names.indexOf(name)]);
    return {
      repeats: column('frequency'),
      last: column('recency'),
      age: column('T'),
      mean: column('monetary_value'),
      customers: 1,
      column,
    };
  });
}

export interface ExpectedFit {
  readonly bgnbd: Readonly<Record<string, number>> & { readonly se: Readonly<Record<string, number>> };
  readonly gammagamma: Readonly<Record<string, number>> & { readonly se: Readonly<Record<string, number>> };
}

export function readCdnowFit(run: string): ExpectedFit {
  const file = join(referenceData!, 'cdnow_sample', 'expected', `clv_cdnow_sample_${run}.json`);
  return JSON.parse(readFileSync(file, 'utf8'));
}
