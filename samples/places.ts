// Where the invented customers live: cities and postcode shapes are real, everything else is not.
import { cs_CZ, de, de_AT, fr, hu, type LocaleDefinition, nb_NO, pl, sk } from '@faker-js/faker';

export type Country = 'PL' | 'HU' | 'DE' | 'CZ' | 'FR' | 'SK' | 'AT' | 'NO';

export interface Place {
  readonly locale: LocaleDefinition;
  readonly language: string;
  readonly timezone: string;
  readonly dialling: string;
  /** City and its postcode, `#` for a drawn digit. */
  readonly cities: Readonly<Record<string, string>>;
}

/** Share of customers, in per mille. */
export const COUNTRY_WEIGHTS: Readonly<Record<Country, number>> = {
  PL: 580,
  HU: 120,
  DE: 100,
  CZ: 80,
  FR: 50,
  SK: 30,
  AT: 20,
  NO: 20,
};

export const PLACES: Readonly<Record<Country, Place>> = {
  PL: {
    locale: pl,
    language: 'pl',
    timezone: 'Europe/Warsaw',
    dialling: '+48',
    cities: {
      Warszawa: '0#-###',
      Kraków: '3#-###',
      Łódź: '9#-###',
      Wrocław: '5#-###',
      Poznań: '6#-###',
      Gdańsk: '80-###',
    },
  },
  HU: {
    locale: hu,
    language: 'hu',
    timezone: 'Europe/Budapest',
    dialling: '+36',
    cities: { Budapest: '1##1', Győr: '902#', Pécs: '762#', Szeged: '672#' },
  },
  DE: {
    locale: de,
    language: 'de',
    timezone: 'Europe/Berlin',
    dialling: '+49',
    cities: { München: '803##', Berlin: '101##', Köln: '506##', Dresden: '010##' },
  },
  CZ: {
    locale: cs_CZ,
    language: 'cs',
    timezone: 'Europe/Prague',
    dialling: '+420',
    cities: { Praha: '1#0 00', Brno: '6#2 00', 'České Budějovice': '370 0#' },
  },
  FR: {
    locale: fr,
    language: 'fr',
    timezone: 'Europe/Paris',
    dialling: '+33',
    cities: { Paris: '750##', Nice: '06#00', 'Saint-Étienne': '42#00' },
  },
  SK: {
    locale: sk,
    language: 'sk',
    timezone: 'Europe/Bratislava',
    dialling: '+421',
    cities: { Bratislava: '81# 0#', Košice: '040 0#' },
  },
  AT: {
    locale: de_AT,
    language: 'de',
    timezone: 'Europe/Vienna',
    dialling: '+43',
    cities: { Wien: '1##0', Graz: '80##' },
  },
  NO: {
    locale: nb_NO,
    language: 'nb',
    timezone: 'Europe/Oslo',
    dialling: '+47',
    cities: { Oslo: '0###', Tromsø: '90##' },
  },
};

const SPECIAL: Readonly<Record<string, string>> = { ł: 'l', ø: 'o', ß: 'ss', æ: 'ae', đ: 'd', œ: 'oe' };

/** Lower-case ASCII letters and digits only, for the local part of an address. */
export function ascii(text: string): string {
  return text
    .toLowerCase()
    .replace(/[łøßæđœ]/g, (letter) => SPECIAL[letter] ?? '')
    .normalize('NFD')
    .replace(/[^a-z0-9]/g, '');
}
