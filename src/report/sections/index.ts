/** The open list of sections, in the order of the page. */
import type { Section } from '../section.ts';
import { rfm } from './rfm.ts';
import { sizes } from './sizes.ts';

export const sections: readonly Section[] = [sizes, rfm];
