/** Names of time zones that are no such names, or not the zone that they look like. */
import { didYouMean } from '../diagnostics/suggest.ts';

/** Zones whose clock is never changed, though that of the places with their name is. */
const withoutSummer: Readonly<Record<string, string>> = { EST: 'America/New_York', MST: 'America/Denver' };

/** What to write in place of `Warsaw` or `Europe/Warszawa`. */
export function zoneHelp(text: string): string | undefined {
  const zones = Intl.supportedValuesOf('timeZone');
  const place = text.toLowerCase().replaceAll(' ', '_');
  const exact = zones.filter((zone) => zone.toLowerCase().endsWith(`/${place}`));
  return exact.length > 0 ? `write \`${exact[0]}\`` : didYouMean(text, zones);
}

/** What is odd about a zone, and what to write: `EST` has no summer time, and `Etc/GMT+2` is behind UTC. */
export function zoneDoubt(zone: string): readonly [message: string, help: string] | undefined {
  const place = withoutSummer[zone];
  if (place !== undefined)
    return [`\`${zone}\` has no summer time`, `for the clock of the place write \`${place}\``];
  const [, sign, hours] = /^(?:Etc\/)?GMT([+-])(\d+)$/i.exec(zone) ?? [];
  if (sign === undefined || Number(hours) === 0) return undefined;
  const ahead = sign === '+' ? 'behind' : 'ahead of';
  const meant = `${sign}${hours!.padStart(2, '0')}:00`;
  return [
    `\`${zone}\` is ${Number(hours)} hours ${ahead} UTC, whatever its sign says`,
    `write \`${meant}\` for the other side`,
  ];
}
