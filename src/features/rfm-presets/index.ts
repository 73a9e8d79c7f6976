import type { RfmPreset } from '../rfm-preset.ts';
import { five } from './five.ts';
import { klaviyo6 } from './klaviyo6.ts';
import { putler11 } from './putler11.ts';
import { rRfm03 } from './r-rfm-0.3.ts';
import { rf10 } from './rf10.ts';
import { rfm11 } from './rfm11.ts';

/** Every preset, the default first. */
export const rfmPresets: readonly RfmPreset[] = [rfm11, rf10, klaviyo6, rRfm03, putler11, five];

export function findRfmPreset(name: string): RfmPreset | undefined {
  return rfmPresets.find((preset) => preset.name === name);
}
