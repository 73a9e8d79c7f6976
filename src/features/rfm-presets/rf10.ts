import type { RfmPreset } from '../rfm-preset.ts';
import { cell } from '../rfm-range.ts';

export const rf10: RfmPreset = {
  name: 'rf10',
  summary: 'ten segments over recency and frequency, where there is no money',
  levels: 5,
  match: 'only',
  segments: [
    {
      name: 'champions',
      title: 'Champions',
      action: 'reward them, show them what is new first',
      cells: [cell({ r: '5', f: '4-5' })],
    },
    {
      name: 'loyal',
      title: 'Loyal',
      action: 'engage them in a loyalty programme',
      cells: [cell({ r: '3-4', f: '4-5' })],
    },
    {
      name: 'potential-loyalist',
      title: 'Potential loyalists',
      action: 'recommend more, offer membership',
      cells: [cell({ r: '4-5', f: '2-3' })],
    },
    {
      name: 'new',
      title: 'New',
      action: 'welcome them, start the relationship',
      cells: [cell({ r: '5', f: '1' })],
    },
    {
      name: 'promising',
      title: 'Promising',
      action: 'make the brand known, invite to come back',
      cells: [cell({ r: '4', f: '1' })],
    },
    {
      name: 'need-attention',
      title: 'Need attention',
      action: 'offers for a limited time',
      cells: [cell({ r: '3', f: '3' })],
    },
    {
      name: 'about-to-sleep',
      title: 'About to sleep',
      action: 'remind them of what is popular',
      cells: [cell({ r: '3', f: '1-2' })],
    },
    {
      name: 'at-risk',
      title: 'At risk',
      action: 'personal messages to win them back',
      cells: [cell({ r: '1-2', f: '3-4' })],
    },
    {
      name: 'cant-lose',
      title: 'Cannot lose them',
      action: 'talk to them, ask what went wrong',
      cells: [cell({ r: '1-2', f: '5' })],
    },
    {
      name: 'hibernating',
      title: 'Hibernating',
      action: 'a message now and then, or none',
      cells: [cell({ r: '1-2', f: '1-2' })],
    },
  ],
};
