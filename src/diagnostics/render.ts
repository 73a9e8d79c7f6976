import type { DataPlace, Diagnostic, Severity } from './diagnostic.ts';
import { endOf, lineRange, startOf } from './position.ts';
import type { Span } from './source.ts';
import { displayWidth, visible } from './visible.ts';
import { wrap } from './wrap.ts';

type Paint1 = (text: string) => string;

/** How the parts of a diagnostic are coloured. */
export interface Paint {
  readonly error: Paint1;
  readonly warning: Paint1;
  readonly note: Paint1;
  /** The help's label. */
  readonly help: Paint1;
  readonly place: Paint1;
  readonly message: Paint1;
  /** Line numbers and rules. */
  readonly margin: Paint1;
}

const same: Paint1 = (text) => text;

/** No colours. */
export const plain: Paint = {
  error: same,
  warning: same,
  note: same,
  help: same,
  place: same,
  message: same,
  margin: same,
};

/**
 * Where, what, the source line with the text underlined, and what to do; no line break at the end. Lines are
 * broken at words to the width, where there is one.
 */
export function renderDiagnostic(
  diagnostic: Diagnostic,
  paint: Paint = plain,
  width?: number,
  { showsCells }: { readonly showsCells: boolean } = { showsCells: false },
): string {
  const { severity, span, cell, help = [] } = diagnostic;
  return [
    ...headLines(diagnostic, paint, width),
    ...(span && severity !== 'info' ? excerpt(span, severity, paint, width ?? UNLIMITED_EXCERPT) : []),
    ...(showsCells && cell !== undefined ? [`  ${paint.help('cell:')} \`${visible(cell)}\``] : []),
    ...help.flatMap((line) => helpLines(line, paint, width)),
  ].join('\n');
}

/** Columns of an excerpt where nothing limits the width. */
const UNLIMITED_EXCERPT = 110;
const LEAST_ROOM = 20;

function headLines({ severity, span, place, message }: Diagnostic, paint: Paint, width?: number): string[] {
  if (severity === 'info') return [...wrapped(visible(message), 0, 2, width)];
  const where = span ? spanPlace(span) : place ? dataPlace(place) : undefined;
  const start = where === undefined ? '' : `${visible(where)}: `;
  const [first = '', ...others] = wrapped(visible(message), displayWidth(`${start}${severity}: `), 2, width);
  return [
    [
      ...(where === undefined ? [] : [paint.place(start.trimEnd())]),
      paint[severity](`${severity}:`),
      paint.message(first),
    ].join(' '),
    ...others.map((line) => `  ${paint.message(line)}`),
  ];
}

function helpLines(text: string, paint: Paint, width?: number): readonly string[] {
  const [first = '', ...others] = wrapped(visible(text), 8, 8, width);
  return [`  ${paint.help('help:')} ${first}`, ...others.map((line) => `        ${line}`)];
}

/** The first line stands behind so many columns, the others behind their indent. */
function wrapped(text: string, before: number, indent: number, width?: number): readonly string[] {
  if (width === undefined) return [text];
  const room = Math.max(LEAST_ROOM, width - indent);
  return wrap(text, room, Math.max(LEAST_ROOM, width - before));
}

/** The diagnostic for machines: lines and columns from 1, the end excluded; `row` and `field` for data. */
export function diagnosticToObject(diagnostic: Diagnostic): Readonly<Record<string, unknown>> {
  const { severity, code, message, span, place, help, facts } = diagnostic;
  return {
    severity,
    code,
    message,
    ...(span ? spanObject(span) : {}),
    ...(place ? placeObject(place) : {}),
    ...(help && help.length > 0 ? { help } : {}),
    ...(facts ? { facts } : {}),
  };
}

/** Severities that mark a place. */
type Marked = Exclude<Severity, 'info'>;

function spanObject(span: Span): object {
  const start = startOf(span);
  const end = endOf(span);
  const { line, column } = start;
  return { file: span.source.name, line, column, endLine: end.line, endColumn: end.column };
}

function placeObject({ file, row, column }: DataPlace): object {
  return {
    file,
    ...(row === undefined ? {} : { row }),
    ...(column === undefined ? {} : { field: column }),
  };
}

function spanPlace(span: Span): string {
  const { line, column } = startOf(span);
  return `${span.source.name}:${line}:${column}`;
}

function dataPlace({ file, row, column }: DataPlace): string {
  return [
    file,
    ...(row === undefined ? [] : [`row ${row}`]),
    ...(column === undefined ? [] : [`column ${column}`]),
  ].join(', ');
}

function excerpt(span: Span, severity: Marked, paint: Paint, width: number): readonly string[] {
  const { line } = startOf(span);
  const number = String(line);
  const blank = ' '.repeat(number.length);
  const { before, marked, after } = cut(span, line, width - number.length - 5);
  const indent = ' '.repeat(displayWidth(before));
  const underline = '^'.repeat(Math.max(1, displayWidth(marked)));
  return [
    `  ${paint.margin(`${number} |`)} ${before}${marked}${after}`.trimEnd(),
    `  ${paint.margin(`${blank} |`)} ${indent}${paint[severity](underline)}`,
  ];
}

interface Cut {
  readonly before: string;
  readonly marked: string;
  readonly after: string;
}

/** The line around the span, printable, and no wider than the width. */
function cut(span: Span, line: number, width: number): Cut {
  const { text } = span.source;
  const range = lineRange(span.source, line);
  const start = Math.min(span.start, range.end);
  const end = Math.max(start, Math.min(span.end, range.end));
  const whole = {
    before: printable(text.slice(range.start, start)),
    marked: printable(text.slice(start, end)),
    after: printable(text.slice(end, range.end)),
  };
  if (displayWidth(whole.before + whole.marked + whole.after) <= width) return whole;
  const marked = keepStart(whole.marked, Math.max(20, width - 40));
  const left = Math.max(20, width - displayWidth(marked) - 20);
  const before = keepEnd(whole.before, left);
  return { before, marked, after: keepStart(whole.after, width - displayWidth(before + marked)) };
}

function printable(text: string): string {
  return visible(text.replaceAll('\t', '    '));
}

function keepStart(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  const kept: string[] = [];
  let room = width - 1;
  for (const character of text) {
    room -= displayWidth(character);
    if (room < 0) break;
    kept.push(character);
  }
  return `${kept.join('')}…`;
}

function keepEnd(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  const kept: string[] = [];
  let room = width - 1;
  for (const character of [...text].reverse()) {
    room -= displayWidth(character);
    if (room < 0) break;
    kept.push(character);
  }
  return `…${kept.reverse().join('')}`;
}
