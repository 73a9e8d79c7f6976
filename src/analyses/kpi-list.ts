/** The open list of KPIs: each is one sum over a segment's members divided by another. */
import type { EmailEvent } from './email-words.ts';

/** What is summed: one number for each customer. */
export type Measured =
  | 'members'
  | 'buyers'
  | 'orders'
  | 'revenue'
  | 'revenue_ever'
  | 'revenue_ahead'
  | 'margin'
  | 'buyers_before'
  | 'returned'
  | 'lost'
  | EmailEvent
  | 'clicked_open'
  | 'score'
  | 'scored';

export interface Kpi {
  readonly name: string;
  /** What stands above the line and below, in words. */
  readonly says: string;
  readonly over: Measured;
  /** Absent for totals, which have no index: the base is larger. */
  readonly under?: Measured;
  /** Above the line is a part of what is below. */
  readonly isShare?: true;
}

export const kpiList: readonly Kpi[] = [
  {
    name: 'conversion',
    says: 'members with an order in the period / members',
    over: 'buyers',
    under: 'members',
    isShare: true,
  },
  {
    name: 'retention',
    says: 'of the members with an order in the period before, those with one in the period',
    over: 'returned',
    under: 'buyers_before',
    isShare: true,
  },
  {
    name: 'churn',
    says: 'of the members with an order in the period before, those without one in the period',
    over: 'lost',
    under: 'buyers_before',
    isShare: true,
  },
  { name: 'orders_per_customer', says: 'orders in the period / members', over: 'orders', under: 'members' },
  { name: 'aov', says: 'revenue in the period / orders in the period', over: 'revenue', under: 'orders' },
  { name: 'revenue', says: 'revenue in the period, in all', over: 'revenue' },
  {
    name: 'revenue_per_customer',
    says: 'revenue in the period / members',
    over: 'revenue',
    under: 'members',
  },
  {
    name: 'margin',
    says: '(revenue − cost) in the period / revenue in the period',
    over: 'margin',
    under: 'revenue',
  },
  {
    name: 'clv',
    says: 'revenue up to the end of the period / members',
    over: 'revenue_ever',
    under: 'members',
  },
  {
    name: 'clv_predicted',
    says: 'revenue that `predicted` expects after the as-of, within its horizon (90 days unless the project says another) / members',
    over: 'revenue_ahead',
    under: 'members',
  },
  {
    name: 'open_rate',
    says: 'of the messages delivered in the period, those opened up to the as-of',
    over: 'opened',
    under: 'delivered',
    isShare: true,
  },
  {
    name: 'click_rate',
    says: 'of the messages delivered in the period, those clicked up to the as-of',
    over: 'clicked',
    under: 'delivered',
    isShare: true,
  },
  {
    name: 'click_to_open',
    says: 'of the messages delivered in the period and opened, those clicked as well',
    over: 'clicked_open',
    under: 'opened',
    isShare: true,
  },
  {
    name: 'unsubscribe_rate',
    says: 'of the messages delivered in the period, those unsubscribed from up to the as-of',
    over: 'unsubscribed',
    under: 'delivered',
    isShare: true,
  },
  {
    name: 'satisfaction',
    says: 'mean of the satisfaction field over the members who have it',
    over: 'score',
    under: 'scored',
  },
];
