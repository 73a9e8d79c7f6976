/** The open list of what a doctor looks for. */

import { oneValue, withoutOrders } from './buyers.ts';
import { definitions } from './definitions.ts';
import { differing } from './differing-columns.ts';
import { driedUp, eventTimes, futureCustomers, robots, silences } from './event-times.ts';
import type { Check } from './finding.ts';
import { lookups } from './lookups.ts';
import { meantRows } from './meant-rows.ts';
import { currencies, negatives, withoutMoney } from './money.ts';
import { addresses, apart, leftOut, nobody, strangeAddresses, unknownCustomers } from './people.ts';
import { dateForms, reading } from './reading.ts';
import { addressesInNames, damagedText, marksOfNoValue, spellings } from './texts.ts';

export const checks: readonly Check[] = [
  leftOut,
  reading,
  dateForms,
  unknownCustomers,
  nobody,
  apart,
  lookups,
  meantRows,
  differing,
  addresses,
  strangeAddresses,
  addressesInNames,
  damagedText,
  marksOfNoValue,
  spellings,
  withoutOrders,
  oneValue,
  currencies,
  negatives,
  withoutMoney,
  eventTimes,
  futureCustomers,
  silences,
  driedUp,
  robots,
  definitions,
];
