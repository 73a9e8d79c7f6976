/** What can be wrong with times: of rows that have none, of dates without a time of day, of windows and delays. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import type { Span } from '../diagnostics/source.ts';
import { describeSyntax } from '../language/parsing.ts';
import type { ScalarSyntax } from '../language/syntax.ts';

export const timeMessages = {
  wholeDays: (name: ScalarSyntax, table: string, isOneTable: boolean): Diagnostic => ({
    ...problem(
      name.span,
      'whole-days',
      `the rows of \`${table}\` have dates without a time, so days are compared here: ${
        isOneTable ? 'a row of the same day does not count as after' : 'a row of the same day counts as after'
      }`,
    ),
    severity: 'note',
  }),

  hoursBesideDates: (node: ScalarSyntax, table: string): Diagnostic =>
    problem(
      node.span,
      'hours-beside-dates',
      `the rows of \`${table}\` have dates without a time, so a span here is in whole days, found ${describeSyntax(node)}`,
      'write it in days, such as `1d`: the same day is 0',
    ),

  needsTime: (key: ScalarSyntax, table: string): Diagnostic =>
    problem(
      key.span,
      'needs-time',
      key.text === table
        ? `\`${table}\` has no time, so it cannot be a step`
        : `\`${table}\` has no time, so it has no \`${key.text}\``,
      'name its time column with `time:` in the project file',
    ),

  yearless: (span: Span, field: string): Diagnostic =>
    problem(
      span,
      'no-year',
      `\`${field}\` is a day and a month without a year`,
      'ask for its return every year: `anniversary: { next: 7d }`, or a month: `.month`',
    ),

  momentOfConsent: (node: ScalarSyntax, field: string): Diagnostic =>
    problem(
      node.span,
      'consent-is-a-date',
      `\`${field}\` is a date or a time, which is no yes by itself`,
      `say that it is there: \`where: { ${field}: { set: true } }\``,
    ),

  emptyWindows: (keys: readonly ScalarSyntax[]): Diagnostic =>
    problem(
      keys.at(-1)!.span,
      'empty-window',
      `${keys.map(({ text }) => `\`${text}\``).join(' and ')} leave no time that is in all of them`,
      ...(keys.some(({ text }) => text === 'before_last')
        ? ['the 30 days before the last 30 are `{ last: 60d, before_last: 30d }`']
        : []),
    ),

  reversed: (span: Span, low: string, high: string): Diagnostic =>
    problem(
      span,
      'reversed',
      `nothing is between \`${low}\` and \`${high}\`: the lower end comes first`,
      `write \`[${high}, ${low}]\``,
    ),

  noDelay: (key: ScalarSyntax, why: string): Diagnostic =>
    problem(
      key.span,
      'no-delay',
      `\`delay\` is the time to the last step, and cannot be told here: ${why}`,
      'write for example `views: { then: { orders: any }, delay: { median: { lte: 2 } } }`',
    ),
} as const;
