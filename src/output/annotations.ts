/** Diagnostics as GitHub's workflow commands, which it shows beside the lines of a pull request. */
import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts';
import { endOf, startOf } from '../diagnostics/position.ts';

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  note: 'notice',
  info: 'notice',
};

/**
 * A line of the log. `pathOf` makes of a file's name what it is called in the repository.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function annotation(diagnostic: Diagnostic, pathOf: (file: string) => string): string {
  const { severity, code, message, help = [] } = diagnostic;
  const properties = { ...placeOf(diagnostic, pathOf), title: code };
  const listed = Object.entries(properties).map(
    ([name, value]) => `${name}=${escapeProperty(String(value))}`,
  );
  const text = [message, ...help.map((line) => `help: ${line}`)].join('\n');
  return `::${commands[severity]} ${listed.join(',')}::${escapeData(text)}\n`;
}

/** Columns are for places within one line alone. */
function placeOf({ span, place }: Diagnostic, pathOf: (file: string) => string): object {
  if (!span) {
    if (!place) return {};
    return { file: pathOf(place.file), ...(place.row === undefined ? {} : { line: place.row }) };
  }
  const [start, end] = [startOf(span), endOf(span)];
  const lines = { file: pathOf(span.source.name), line: start.line, endLine: end.line };
  return start.line === end.line ? { ...lines, col: start.column, endColumn: end.column } : lines;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
