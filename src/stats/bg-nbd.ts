/**
 * BG/NBD: Fader, Hardie and Lee, "Counting your customers" the easy way, Marketing Science 24 (2005). Whoever
 * never came back is active for certain, since nobody stops before the first repeat.
 */
import { betaGeometric } from './beta-geometric.ts';

export const bgNbd = betaGeometric('bg-nbd', { stages: 1, chancesAtFirst: 0 });
