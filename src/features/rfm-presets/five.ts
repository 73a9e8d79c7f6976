import type { RfmPreset } from '../rfm-preset.ts';
import { cell } from '../rfm-range.ts';

/** Thresholds that everybody can say in a sentence, and that nobody else's orders move. */
export const five: RfmPreset = {
  name: 'five',
  summary: 'new, regular, vip, at risk and lost by fixed days and orders, whatever the scores',
  levels: 5,
  match: 'only',
  segments: [
    {
      name: 'new',
      title: 'New',
      action: 'welcome them, invite to the second order',
      cells: [cell({ recency_days: '0-180', frequency: '1' })],
    },
    {
      name: 'regular',
      title: 'Regular',
      action: 'recommend what goes with their orders',
      cells: [cell({ recency_days: '0-180', frequency: '2-4' })],
    },
    {
      name: 'vip',
      title: 'VIP',
      action: 'reward them, show them what is new first',
      cells: [cell({ recency_days: '0-180', frequency: '5+' })],
    },
    {
      name: 'at-risk',
      title: 'At risk',
      action: 'personal messages to win them back',
      cells: [cell({ recency_days: '181-365' })],
    },
    {
      name: 'lost',
      title: 'Lost',
      action: 'one last try, otherwise leave them alone',
      cells: [cell({ recency_days: '366+' })],
    },
  ],
};
