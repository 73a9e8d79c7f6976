/**
 * MBG/NBD: Batislam, Denizel and Filiztekin, Empirical validation and comparison of models for customer base
 * analysis, International Journal of Research in Marketing 24 (2007). As BG/NBD, but some stop after the first order.
 */
import { betaGeometric } from './beta-geometric.ts';

export const mbgNbd = betaGeometric('mbg-nbd', { stages: 1, chancesAtFirst: 1 });
