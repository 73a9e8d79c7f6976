import { failure } from '../diagnostics/failure.ts';
import { daysBetween, shiftDate } from '../model/calendar.ts';
import { parseDuration } from '../model/duration.ts';

/** `--keep 400d` as whole days before the date. Throws a `Failure` (2) for what is no such duration. */
export function keepDays(text: string, date: string): number {
  const duration = parseDuration(text);
  if (!duration || duration.unit === 'h' || duration.unit === 'min') {
    throw failure(
      2,
      'option-value',
      `\`--keep\` wants a duration such as \`400d\` or \`2y\`, found \`${text}\``,
    );
  }
  return daysBetween(shiftDate(date, duration, -1), date);
}
