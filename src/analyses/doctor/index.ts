/** The open list of what a doctor looks for. */

import { definitions } from './definitions.ts';
import { driedUp, eventTimes, robots, silences } from './event-times.ts';
import type { Check } from './finding.ts';
import { lookups } from './lookups.ts';
import { currencies, negatives } from './money.ts';
import { addresses, leftOut, nobody, unknownCustomers } from './people.ts';

export const checks: readonly Check[] = [
  leftOut,
  unknownCustomers,
  nobody,
  lookups,
  addresses,
  currencies,
  negatives,
  eventTimes,
  silences,
  driedUp,
  robots,
  definitions,
];
