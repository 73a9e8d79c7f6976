/** `npm run level-of-profile -- DATA LISTS SEED`: the long run of `random-lists.ts` on the customers of a folder. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { withShop } from '../workspace/project.ts';
import { listsThatDiffer, randomSegments } from './random-lists.ts';

const [folder = '', lists = '2000', seed = '1'] = process.argv.slice(2);
const read = (path: string): string =>
  (path.endsWith('.gz') ? gunzipSync(readFileSync(path)) : readFileSync(path)).toString('utf8');
const files = {
  'customers.csv': read(folder),
  'segment.config.yaml':
    'timezone: UTC\nas_of: 2018-01-01\nsegments: segments/*.yaml\ncustomers: { file: customers.csv, key: customer_id }\n',
  'segments/random.yaml': randomSegments(Number(lists), Number(seed)),
};
await withShop(files, async ({ workspace }) => {
  const differ = await listsThatDiffer(workspace, Number(lists));
  process.stdout.write(
    `${lists} lists from seed ${seed}: ${differ} show any finding, ${((100 * differ) / Number(lists)).toFixed(1)}%\n`,
  );
});
