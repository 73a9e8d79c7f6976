/** The open list of sections, in the order of the page. */
import type { Section } from '../section.ts';
import { changes } from './changes.ts';
import { cohorts } from './cohorts.ts';
import { definitions } from './definitions.ts';
import { experiments } from './experiments.ts';
import { kpis } from './kpis.ts';
import { making } from './making.ts';
import { movement } from './movement.ts';
import { overlap } from './overlap.ts';
import { predicted } from './predicted.ts';
import { profiles } from './profiles.ts';
import { quality } from './quality.ts';
import { rfm } from './rfm.ts';
import { sizes } from './sizes.ts';

export const sections: readonly Section[] = [
  changes,
  sizes,
  movement,
  rfm,
  cohorts,
  predicted,
  kpis,
  experiments,
  overlap,
  profiles,
  quality,
  definitions,
  making,
];
