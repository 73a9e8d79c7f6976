import { failure } from '../diagnostics/failure.ts';
import { type AsOf, localDate, resolveAsOf } from '../model/calendar.ts';
import { dateHelp } from '../model/value-help.ts';

/** Where the as-of of a run came from, in words for the footer. */
export interface ChosenAsOf {
  readonly asOf: AsOf;
  readonly from: '--as-of' | 'SEGMENT_AS_OF' | 'the project file' | 'today';
}

export interface AsOfChoices {
  readonly option: string | undefined;
  readonly environment: string | undefined;
  readonly project: string | undefined;
  /** The present instant. */
  readonly now: string;
}

/** The one moment a run looks from. Throws a `Failure` (2) for what is neither a date nor an instant. */
export function chooseAsOf(choices: AsOfChoices, zone: string): ChosenAsOf {
  const given = [
    [choices.option, '--as-of'],
    [choices.environment, 'SEGMENT_AS_OF'],
    [choices.project, 'the project file'],
    [localDate(choices.now, zone), 'today'],
  ] as const;
  const [text, from] = given.find(([candidate]) => candidate !== undefined && candidate !== '')!;
  const asOf = resolveAsOf(text!, zone);
  if (asOf) return { asOf, from };
  throw failure(2, 'as-of', `expected a date or an instant as the as-of (${from}), found \`${text}\``, [
    dateHelp(text!) ?? 'write for example `--as-of 2026-06-30` or `--as-of 2026-06-30T12:00:00+02:00`',
  ]);
}
