import { type Failure, failure } from '../diagnostics/failure.ts';
import { dateHelp } from '../model/value-help.ts';

/** The `Failure` (2) for an option that takes a day or an instant, and was given something else or nothing. */
export function wrongDate(option: string, text: string | undefined): Failure {
  const found = text === undefined ? 'none' : `\`${text}\``;
  return failure(2, 'option-value', `\`${option}\` wants a date or an instant, found ${found}`, [
    (text === undefined ? undefined : dateHelp(text)) ?? `write for example \`${option} 2026-06-30\``,
  ]);
}
