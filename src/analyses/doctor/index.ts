/** The open list of what a doctor looks for. */

import { oneValue, withoutOrders } from './buyers.ts';
import { definitions } from './definitions.ts';
import { differing } from './differing-columns.ts';
import { driedUp, eventTimes, futureCustomers, robots, silences } from './event-times.ts';
import type { Check } from './finding.ts';
import { lookups } from './lookups.ts';
import { meantRows } from './meant-rows.ts';
import { currencies, negatives } from './money.ts';
import { addresses, leftOut, nobody, strangeAddresses, unknownCustomers } from './people.ts';
import { dateForms, reading } from './reading.ts';
import { addressesInNames, damagedText } from './texts.ts';

export const checks: readonly Check[] = [
  leftOut,
  reading,
  dateForms,
  unknownCustomers,
  nobody,
  lookups,
  meantRows,
  differing,
  addresses,
  strangeAddresses,
  addressesInNames,
  damagedText,
  withoutOrders,
  oneValue,
  currencies,
  negatives,
  eventTimes,
  futureCustomers,
  silences,
  driedUp,
  robots,
  definitions,
];
