/**
 * Offsets in seconds of the short names of zones, of those alone that mean one thing the world over. `CST`, `IST` and
 * `BST` do not.
 */
export const zoneNameOffsets: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries({
    UTC: 0,
    GMT: 0,
    Z: 0,
    WET: 0,
    WEST: 1,
    CET: 1,
    MET: 1,
    CEST: 2,
    MEST: 2,
    EET: 2,
    EEST: 3,
    MSK: 3,
    JST: 9,
    KST: 9,
    AEST: 10,
    AEDT: 11,
    NZST: 12,
    NZDT: 13,
    NST: -3.5,
    EST: -5,
    EDT: -4,
    CDT: -5,
    MST: -7,
    MDT: -6,
    PST: -8,
    PDT: -7,
    AKST: -9,
    AKDT: -8,
    HST: -10,
    BRT: -3,
    SAST: 2,
  }).map(([name, hours]) => [name, hours * 3600]),
);
