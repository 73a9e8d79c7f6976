/** The only door to the Language Server Protocol: its requests to the language service, and answers back. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createConnection } from 'vscode-languageserver';
import {
  CompletionItemKind,
  createProtocolConnection,
  DiagnosticSeverity,
  type InitializeResult,
  type Location,
  type Diagnostic as Message,
  MessageType,
  type Position,
  type Range,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocumentSyncKind,
  TextDocuments,
  type TextEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts';
import { Failure } from '../diagnostics/failure.ts';
import type { Span } from '../diagnostics/source.ts';
import { projectFileName } from '../project/find.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type Completion, LanguageService } from './language-service.ts';

export interface Serving {
  readonly input: Readable;
  readonly output: Writable;
  readonly version: string;
  /** Where the editor names no folder. */
  readonly cwd: string;
  /** Whether the project is the one that is named, wherever files are. */
  readonly isNamed: boolean;
  /** Opens the project that the folder is in. */
  readonly open: (folder: string) => Promise<Workspace>;
}

/** Serves until the editor says `exit`, or is gone. */
export function serveLanguage({ input, output, version, cwd, isNamed, open }: Serving): Promise<void> {
  let ended = (): void => undefined;
  const end = new Promise<void>((resolve) => {
    ended = resolve;
  });
  // The library's own way would end the process.
  const connection = createConnection(
    () => createProtocolConnection(new StreamMessageReader(input), new StreamMessageWriter(output)),
    { shutdownReceived: false, initialize: () => undefined, exit: () => ended() },
  );
  const documents = new TextDocuments(TextDocument);
  const services = new Map<string, LanguageService>();
  /** What the editor was told last, by path. */
  const published = new Map<string, string>();
  const lookedAt = new Map<LanguageService, ReadonlySet<string>>();
  let folder = cwd;
  /** Of the project that the file is in, which need not be at the top of what the editor has open. */
  const serviceOf = (path: string): LanguageService => {
    const place = isNamed ? folder : (projectFolder(dirname(path)) ?? folder);
    const known = services.get(place) ?? new LanguageService(() => open(place), place);
    services.set(place, known);
    return known;
  };
  const reload = async (): Promise<void> => {
    for (const service of services.values()) await service.reload();
  };

  connection.onInitialize(({ workspaceFolders, rootUri }): InitializeResult => {
    const uri = workspaceFolders?.[0]?.uri ?? rootUri;
    if (uri?.startsWith('file:')) folder = fileURLToPath(uri);
    return {
      serverInfo: { name: 'segment', version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        completionProvider: { triggerCharacters: [' ', ':', '{', '[', ',', '.', '-'] },
        hoverProvider: true,
        definitionProvider: true,
        referencesProvider: true,
        renameProvider: { prepareProvider: true },
      },
    };
  });

  /** One after the other, and of the newest text alone. */
  let isWaiting = false;
  let publishing: Promise<void> = Promise.resolve();
  const publish = (): void => {
    if (isWaiting) return;
    isWaiting = true;
    publishing = publishing.then(async () => {
      isWaiting = false;
      for (const service of services.values())
        await publishOf(service).catch((error: unknown) => log(String(error)));
    });
  };
  const log = (message: string): void =>
    void connection.sendNotification('window/logMessage', { type: MessageType.Error, message });
  const publishOf = async (service: LanguageService): Promise<void> => {
    const found = await service.diagnostics();
    for (const path of lookedAt.get(service) ?? []) if (!found.has(path)) send(path, []);
    for (const [path, diagnostics] of found) send(path, diagnostics);
    lookedAt.set(service, new Set(found.keys()));
  };
  const send = (path: string, diagnostics: readonly Diagnostic[]): void => {
    const uri = pathToFileURL(path).href;
    const messages = diagnostics.map(messageOf);
    const text = JSON.stringify(messages);
    if (published.get(path) === text) return;
    published.set(path, text);
    void connection.sendDiagnostics({ uri: uriOf(path) ?? uri, diagnostics: messages });
  };
  /** As the editor spells it. */
  const uriOf = (path: string): string | undefined =>
    documents.all().find(({ uri }) => pathIn(uri) === path)?.uri;
  const locate = async (service: LanguageService, spans: readonly Span[]): Promise<Location[]> =>
    Promise.all(
      spans.map(async (span) => {
        const path = await service.pathOf(span.source);
        return { uri: uriOf(path) ?? pathToFileURL(path).href, range: rangeOf(span) };
      }),
    );
  const at = (uri: string, position: Position) => {
    const path = pathIn(uri);
    return [serviceOf(path), path, documents.get(uri)?.offsetAt(position) ?? 0] as const;
  };

  documents.onDidChangeContent(({ document }) => {
    const path = pathIn(document.uri);
    serviceOf(path).setText(path, document.getText());
    publish();
  });
  documents.onDidClose(({ document }) => {
    const path = pathIn(document.uri);
    serviceOf(path).setText(path, undefined);
    publish();
  });
  documents.onDidSave(({ document }) => {
    if (/segment\.config\.yaml$/.test(document.uri)) void reload().then(publish);
  });
  connection.onDidChangeWatchedFiles(() => void reload().then(publish));

  connection.onCompletion(({ textDocument, position }) =>
    answered([], async () => {
      const document = documents.get(textDocument.uri);
      if (!document) return [];
      const [service, path, offset] = at(textDocument.uri, position);
      const found = await service.complete(path, offset);
      return found.map((each) => itemOf(each, document, position));
    }),
  );
  connection.onHover(({ textDocument, position }) =>
    answered(null, async () => {
      const [service, path, offset] = at(textDocument.uri, position);
      const found = await service.hover(path, offset);
      if (!found) return null;
      const range = found.span ? { range: rangeOf(found.span) } : {};
      return { contents: { kind: 'markdown', value: found.text }, ...range };
    }),
  );
  connection.onDefinition(({ textDocument, position }) =>
    answered([], async () => {
      const [service, path, offset] = at(textDocument.uri, position);
      return locate(service, await service.definition(path, offset));
    }),
  );
  connection.onReferences(({ textDocument, position, context }) =>
    answered([], async () => {
      const [service, path, offset] = at(textDocument.uri, position);
      return locate(service, await service.references(path, offset, context.includeDeclaration));
    }),
  );
  connection.onPrepareRename(({ textDocument, position }) =>
    answered(null, async () => {
      const [service, path, offset] = at(textDocument.uri, position);
      const span = await service.renamed(path, offset);
      return span ? rangeOf(span) : null;
    }),
  );
  connection.onRenameRequest(async ({ textDocument, position, newName }) => {
    try {
      const [service, here, offset] = at(textDocument.uri, position);
      const edits = await service.rename(here, offset, newName);
      const changes: Record<string, TextEdit[]> = {};
      for (const { span, text } of edits) {
        const path = await service.pathOf(span.source);
        const uri = uriOf(path) ?? pathToFileURL(path).href;
        changes[uri] = [...(changes[uri] ?? []), { range: rangeOf(span), newText: text }];
      }
      return { changes };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return new ResponseError(INVALID, error.message);
    }
  });

  input.once('end', () => ended());
  documents.listen(connection);
  connection.listen();
  // What is still open keeps the process alive.
  return end.then(reload).finally(() => {
    connection.dispose();
    input.destroy();
  });
}

/** `RequestFailed` of the protocol: the request is right, and cannot be done. */
const INVALID = -32803;

/** A project that cannot be opened has nothing to offer; its diagnostics say why. */
async function answered<Answer>(nothing: Answer, ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Failure) return nothing;
    throw error;
  }
}

function projectFolder(folder: string): string | undefined {
  if (existsSync(join(folder, projectFileName))) return folder;
  return folder === dirname(folder) ? undefined : projectFolder(dirname(folder));
}

function pathIn(uri: string): string {
  return uri.startsWith('file:') ? fileURLToPath(uri) : join('/', uri);
}

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  note: DiagnosticSeverity.Information,
  info: DiagnosticSeverity.Hint,
};

function messageOf({ severity, code, message, span, help = [] }: Diagnostic): Message {
  return {
    range: rangeOf(span!),
    severity: SEVERITIES[severity],
    code,
    source: 'segment',
    message: [message, ...help].join('\n'),
  };
}

function rangeOf({ source, start, end }: Span): Range {
  const document = TextDocument.create('', 'yaml', 0, source.text);
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

const KINDS = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  segment: CompletionItemKind.Reference,
} as const;

function itemOf({ text, says, kind, start }: Completion, document: TextDocument, position: Position) {
  const range = { start: document.positionAt(start), end: position };
  return {
    label: text,
    kind: KINDS[kind],
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
