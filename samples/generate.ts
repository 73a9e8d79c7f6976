// `npm run samples`: writes the sample files, into samples/ unless another folder is named.
import { writeSamples } from './shop.ts';

await writeSamples(process.argv[2] ?? 'samples');
