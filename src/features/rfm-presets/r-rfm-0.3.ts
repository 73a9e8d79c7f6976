import type { RfmPreset } from '../rfm-preset.ts';
import { cell } from '../rfm-range.ts';

/**
 * The table in the documentation of `rfm_segment` of the R package rfm 0.3.0 (MIT): rows overlap, the first that
 * fits counts, and those whom none fits are `others`.
 */
export const rRfm03: RfmPreset = {
  name: 'r-rfm-0.3',
  summary: 'ten segments as documented by the R package rfm 0.3, and the others',
  levels: 5,
  match: 'first',
  segments: [
    {
      name: 'champions',
      title: 'Champions',
      action: 'reward them, show them what is new first',
      cells: [cell({ r: '5', f: '5', m: '5' })],
    },
    {
      name: 'potential-loyalist',
      title: 'Potential loyalists',
      action: 'recommend what goes with their orders, offer membership',
      cells: [cell({ r: '3-5', f: '3-5', m: '2-5' })],
    },
    {
      name: 'loyal-customers',
      title: 'Loyal customers',
      action: 'offer the better product, ask for reviews',
      cells: [cell({ r: '2-4', f: '2-4', m: '2-4' })],
    },
    {
      name: 'promising',
      title: 'Promising',
      action: 'make the brand known, invite to the next order',
      cells: [cell({ r: '3-4', f: '1-3', m: '3-5' })],
    },
    {
      name: 'new-customers',
      title: 'New customers',
      action: 'welcome them, help with the first order',
      cells: [cell({ r: '4-5', f: '1-3', m: '1-5' })],
    },
    {
      name: 'cant-lose-them',
      title: 'Cannot lose them',
      action: 'call them, ask what went wrong',
      cells: [cell({ r: '1-2', f: '3-4', m: '4-5' })],
    },
    {
      name: 'at-risk',
      title: 'At risk',
      action: 'personal messages to win them back',
      cells: [cell({ r: '1-2', f: '2-5', m: '4-5' })],
    },
    {
      name: 'need-attention',
      title: 'Need attention',
      action: 'offers for a limited time, based on past orders',
      cells: [cell({ r: '1-3', f: '3-5', m: '3-5' })],
    },
    {
      name: 'about-to-sleep',
      title: 'About to sleep',
      action: 'remind them of popular products',
      cells: [cell({ r: '2-3', f: '1-3', m: '1-4' })],
    },
    {
      name: 'lost',
      title: 'Lost',
      action: 'one last try, otherwise leave them alone',
      cells: [cell({ r: '1', f: '1-5', m: '1-5' })],
    },
  ],
  otherwise: { name: 'others', title: 'Others', action: 'look at them by their scores' },
};
