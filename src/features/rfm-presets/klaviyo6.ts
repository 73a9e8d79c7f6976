import type { RfmPreset } from '../rfm-preset.ts';
import { scoreCells } from '../rfm-range.ts';

/** The groups of Klaviyo's RFM analysis: each of the 27 cells of three scores. */
export const klaviyo6: RfmPreset = {
  name: 'klaviyo6',
  summary: 'six segments over scores from 1 to 3, as Klaviyo names them',
  levels: 3,
  match: 'only',
  segments: [
    {
      name: 'champions',
      title: 'Champions',
      action: 'reward them, let them recommend you',
      cells: scoreCells(333, 332, 323),
    },
    {
      name: 'loyal',
      title: 'Loyal',
      action: 'offer the better product, engage them in a loyalty programme',
      cells: scoreCells(321, 322, 331, 232, 233),
    },
    {
      name: 'recent',
      title: 'Recent',
      action: 'welcome them, invite to the next order',
      cells: scoreCells(312, 313, 311, 222, 223),
    },
    {
      name: 'needs-attention',
      title: 'Needs attention',
      action: 'offers for a limited time, based on past orders',
      cells: scoreCells(213, 221, 123, 132, 133),
    },
    {
      name: 'at-risk',
      title: 'At risk',
      action: 'personal messages to win them back',
      cells: scoreCells(231, 212, 122, 131, 211),
    },
    {
      name: 'inactive',
      title: 'Inactive',
      action: 'one last try, otherwise leave them alone',
      cells: scoreCells(111, 112, 113, 121),
    },
  ],
};
