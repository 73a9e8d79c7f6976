/** The open list of platforms: one file each. */
import { googleAds } from './google-ads.ts';
import { klaviyo } from './klaviyo.ts';
import { mailchimp } from './mailchimp.ts';
import { meta } from './meta.ts';
import type { Platform } from './platform.ts';

export const platforms: readonly Platform[] = [googleAds, meta, mailchimp, klaviyo];
