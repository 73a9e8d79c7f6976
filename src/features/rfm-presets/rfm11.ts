import type { RfmPreset } from '../rfm-preset.ts';
import { cell } from '../rfm-range.ts';

export const rfm11: RfmPreset = {
  name: 'rfm11',
  summary: 'eleven segments over recency and the mean of frequency and monetary',
  levels: 5,
  match: 'only',
  segments: [
    {
      name: 'champions',
      title: 'Champions',
      action: 'reward them, show them what is new first, ask for reviews',
      cells: [cell({ r: '5', fm: '4-5' })],
    },
    {
      name: 'loyal',
      title: 'Loyal',
      action: 'offer the better product, engage them in a loyalty programme',
      cells: [cell({ r: '3-4', fm: '4-5' })],
    },
    {
      name: 'potential-loyalist',
      title: 'Potential loyalists',
      action: 'recommend what goes with their orders, offer membership',
      cells: [cell({ r: '4-5', fm: '2-3' })],
    },
    {
      name: 'new',
      title: 'New customers',
      action: 'welcome them, help with the first order, start the relationship',
      cells: [cell({ r: '5', fm: '1' })],
    },
    {
      name: 'promising',
      title: 'Promising',
      action: 'make the brand known, invite to a second order',
      cells: [cell({ r: '4', fm: '1' })],
    },
    {
      name: 'need-attention',
      title: 'Need attention',
      action: 'offers for a limited time, based on past orders',
      cells: [cell({ r: '3', fm: '3' })],
    },
    {
      name: 'about-to-sleep',
      title: 'About to sleep',
      action: 'remind them of popular products, share something useful',
      cells: [cell({ r: '3', fm: '1-2' })],
    },
    {
      name: 'at-risk',
      title: 'At risk',
      action: 'personal messages to win them back, renewals, help',
      cells: [cell({ r: '1-2', fm: '3-4' })],
    },
    {
      name: 'cant-lose',
      title: 'Cannot lose them',
      action: 'call them, ask what went wrong, do not leave them to a competitor',
      cells: [cell({ r: '1-2', fm: '5' })],
    },
    {
      name: 'hibernating',
      title: 'Hibernating',
      action: 'a standard offer now and then, other products',
      cells: [cell({ r: '2', fm: '1-2' })],
    },
    {
      name: 'lost',
      title: 'Lost',
      action: 'one last try, otherwise leave them alone',
      cells: [cell({ r: '1', fm: '1-2' })],
    },
  ],
};
