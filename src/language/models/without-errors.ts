import type { Report } from '../../diagnostics/diagnostic.ts';

/** What was read, unless an error was reported on the way. */
export function withoutErrors<Value>(
  report: Report,
  read: (report: Report) => Value | undefined,
): Value | undefined {
  let failed = false;
  const value = read((diagnostic) => {
    failed ||= diagnostic.severity === 'error';
    report(diagnostic);
  });
  return failed ? undefined : value;
}
