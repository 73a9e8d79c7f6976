/** What the service finds, in the shapes of the Language Server Protocol. */
import {
  CompletionItemKind,
  DiagnosticSeverity,
  type Diagnostic as Message,
  type Position,
  type Range,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/source.ts';
import type { Completion } from './language-service.ts';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  note: DiagnosticSeverity.Information,
  info: DiagnosticSeverity.Hint,
};

export function messageOf({ severity, code, message, span, help = [] }: Diagnostic): Message {
  return {
    range: rangeOf(span!),
    severity: severities[severity],
    code,
    source: 'segment',
    message: [message, ...help].join('\n'),
  };
}

export function rangeOf({ source, start, end }: Span): Range {
  const document = TextDocument.create('', 'yaml', 0, source.text);
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

const kinds = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  segment: CompletionItemKind.Reference,
} as const;

export function itemOf({ text, says, kind, start }: Completion, document: TextDocument, position: Position) {
  const range = { start: document.positionAt(start), end: position };
  return {
    label: text,
    kind: kinds[kind],
    ...(says === undefined ? {} : { detail: says }),
    textEdit: { range, newText: kind === 'key' ? `${text}: ` : quoted(text) },
  };
}

/** Words that YAML would read as something else. */
function quoted(text: string): string {
  return /^[\p{L}\p{N}_][\p{L}\p{N}_ .+-]*$/u.test(text) && text.trim() === text
    ? text
    : JSON.stringify(text);
}
