import type { RfmPreset } from '../rfm-preset.ts';
import { cell } from '../rfm-range.ts';

/**
 * The widely copied table of Putler. As printed its ranges overlap and begin at 0, which no score here is. So the
 * narrowest range counts first (in the printed order where equal), and `lost`, which would be the same range as
 * `hibernating`, is the lowest corner.
 */
export const putler11: RfmPreset = {
  name: 'putler11',
  summary: 'eleven segments as Putler prints them, the narrowest range first',
  levels: 5,
  match: 'first',
  segments: [
    {
      name: 'lost',
      title: 'Lost',
      action: 'one last try, otherwise leave them alone',
      cells: [cell({ r: '1', fm: '1' })],
    },
    {
      name: 'recent-customers',
      title: 'Recent customers',
      action: 'welcome them, help with the first order',
      cells: [cell({ r: '4-5', fm: '1' })],
    },
    {
      name: 'promising',
      title: 'Promising',
      action: 'make the brand known, invite to the next order',
      cells: [cell({ r: '3-4', fm: '1' })],
    },
    {
      name: 'cant-lose-them',
      title: 'Cannot lose them',
      action: 'call them, ask what went wrong',
      cells: [cell({ r: '1', fm: '4-5' })],
    },
    {
      name: 'champions',
      title: 'Champions',
      action: 'reward them, show them what is new first',
      cells: [cell({ r: '4-5', fm: '4-5' })],
    },
    {
      name: 'needing-attention',
      title: 'Customers needing attention',
      action: 'offers for a limited time, based on past orders',
      cells: [cell({ r: '2-3', fm: '2-3' })],
    },
    {
      name: 'about-to-sleep',
      title: 'About to sleep',
      action: 'remind them of popular products',
      cells: [cell({ r: '2-3', fm: '1-2' })],
    },
    {
      name: 'hibernating',
      title: 'Hibernating',
      action: 'a standard offer now and then',
      cells: [cell({ r: '1-2', fm: '1-2' })],
    },
    {
      name: 'at-risk',
      title: 'At risk',
      action: 'personal messages to win them back',
      cells: [cell({ r: '1-2', fm: '2-5' })],
    },
    {
      name: 'potential-loyalist',
      title: 'Potential loyalists',
      action: 'recommend what goes with their orders, offer membership',
      cells: [cell({ r: '3-5', fm: '1-3' })],
    },
    {
      name: 'loyal-customers',
      title: 'Loyal customers',
      action: 'offer the better product, ask for reviews',
      cells: [cell({ r: '2-5', fm: '3-5' })],
    },
  ],
};
