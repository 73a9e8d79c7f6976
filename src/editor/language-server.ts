/** The door to the Language Server Protocol: its requests to the language service, and answers back. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createConnection } from 'vscode-languageserver';
import {
  type CompletionItem,
  type Connection,
  createProtocolConnection,
  type Hover,
  type InitializeParams,
  type InitializeResult,
  type Location,
  MessageType,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentPositionParams,
  TextDocumentSyncKind,
  TextDocuments,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { Failure } from '../diagnostics/failure.ts';
import type { Span } from '../diagnostics/source.ts';
import { PROJECT_FILE_NAME } from '../project/find.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { LanguageService } from './language-service.ts';
import { itemOf, messageOf, rangeOf } from './protocol-shapes.ts';

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
export async function serveLanguage(serving: Serving): Promise<void> {
  const { input, output } = serving;
  let ended = (): void => undefined;
  const end = new Promise<void>((resolve) => {
    ended = resolve;
  });
  // The library's own way would end the process.
  const connection = createConnection(
    () => createProtocolConnection(new StreamMessageReader(input), new StreamMessageWriter(output)),
    { shutdownReceived: false, initialize: () => undefined, exit: () => ended() },
  );
  const server = new LanguageServer(serving, connection);
  input.once('end', () => ended());
  server.listen();
  try {
    await end;
    // What is still open keeps the process alive.
    await server.reload();
  } finally {
    connection.dispose();
    input.destroy();
  }
}

type At = Pick<TextDocumentPositionParams, 'textDocument' | 'position'>;

/** The project, the file and the place in it that a request is about. */
interface Asked {
  readonly service: LanguageService;
  readonly path: string;
  readonly offset: number;
}

class LanguageServer {
  readonly #serving: Serving;
  readonly #connection: Connection;
  readonly #documents = new TextDocuments(TextDocument);
  readonly #services = new Map<string, LanguageService>();
  /** What the editor was told last, by path. */
  readonly #published = new Map<string, string>();
  readonly #lookedAt = new Map<LanguageService, ReadonlySet<string>>();
  #folder: string;
  #isWaiting = false;
  #publishing: Promise<void> = Promise.resolve();

  constructor(serving: Serving, connection: Connection) {
    this.#serving = serving;
    this.#connection = connection;
    this.#folder = serving.cwd;
  }

  listen(): void {
    const connection = this.#connection;
    connection.onInitialize((asked) => this.#begin(asked));
    connection.onDidChangeWatchedFiles(() => this.#readAgain());
    connection.onCompletion((at) => answered([], () => this.#complete(at)));
    connection.onHover((at) => answered(null, () => this.#hover(at)));
    connection.onDefinition((at) =>
      answered([], async () => {
        const { service, path, offset } = this.#asked(at);
        return this.#locate(service, await service.definition(path, offset));
      }),
    );
    connection.onReferences((at) =>
      answered([], async () => {
        const { service, path, offset } = this.#asked(at);
        return this.#locate(service, await service.references(path, offset, at.context.includeDeclaration));
      }),
    );
    connection.onPrepareRename((at) =>
      answered(null, async () => {
        const { service, path, offset } = this.#asked(at);
        const span = await service.renamed(path, offset);
        return span ? rangeOf(span) : null;
      }),
    );
    connection.onRenameRequest((at) => this.#rename(at, at.newName));
    this.#listenToDocuments();
    connection.listen();
  }

  /** All projects are read again when they are next asked for. */
  async reload(): Promise<void> {
    for (const service of this.#services.values()) await service.reload();
  }

  #listenToDocuments(): void {
    const documents = this.#documents;
    const changed = (uri: string, text: string | undefined): void => {
      const path = pathIn(uri);
      this.#serviceOf(path).setText(path, text);
      this.#publish();
    };
    documents.onDidChangeContent(({ document }) => changed(document.uri, document.getText()));
    documents.onDidClose(({ document }) => changed(document.uri, undefined));
    documents.onDidSave(({ document }) => {
      if (/segment\.config\.yaml$/.test(document.uri)) this.#readAgain();
    });
    documents.listen(this.#connection);
  }

  #begin({ workspaceFolders, rootUri }: InitializeParams): InitializeResult {
    const uri = workspaceFolders?.[0]?.uri ?? rootUri;
    if (uri?.startsWith('file:')) this.#folder = fileURLToPath(uri);
    return {
      serverInfo: { name: 'segment', version: this.#serving.version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        completionProvider: { triggerCharacters: [' ', ':', '{', '[', ',', '.', '-'] },
        hoverProvider: true,
        definitionProvider: true,
        referencesProvider: true,
        renameProvider: { prepareProvider: true },
      },
    };
  }

  #readAgain(): void {
    void this.reload().then(() => this.#publish());
  }

  /** Of the project that the file is in, which need not be at the top of what the editor has open. */
  #serviceOf(path: string): LanguageService {
    const { isNamed, open } = this.#serving;
    const place = isNamed ? this.#folder : (projectFolder(dirname(path)) ?? this.#folder);
    const known = this.#services.get(place) ?? new LanguageService(() => open(place), place);
    this.#services.set(place, known);
    return known;
  }

  #asked({ textDocument: { uri }, position }: At): Asked {
    const path = pathIn(uri);
    const offset = this.#documents.get(uri)?.offsetAt(position) ?? 0;
    return { service: this.#serviceOf(path), path, offset };
  }

  /** One after the other, and of the newest text alone. */
  #publish(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    this.#publishing = this.#publishing.then(async () => {
      this.#isWaiting = false;
      for (const service of this.#services.values())
        await this.#publishOf(service).catch((error: unknown) => this.#log(String(error)));
    });
  }

  #log(message: string): void {
    void this.#connection.sendNotification('window/logMessage', { type: MessageType.Error, message });
  }

  async #publishOf(service: LanguageService): Promise<void> {
    const found = await service.diagnostics();
    for (const path of this.#lookedAt.get(service) ?? []) if (!found.has(path)) this.#send(path, []);
    for (const [path, diagnostics] of found) this.#send(path, diagnostics);
    this.#lookedAt.set(service, new Set(found.keys()));
  }

  #send(path: string, diagnostics: readonly Diagnostic[]): void {
    const messages = diagnostics.map(messageOf);
    const text = JSON.stringify(messages);
    if (this.#published.get(path) === text) return;
    this.#published.set(path, text);
    void this.#connection.sendDiagnostics({ uri: this.#uriOf(path), diagnostics: messages });
  }

  /** As the editor spells it, where it is open. */
  #uriOf(path: string): string {
    const open = this.#documents.all().find(({ uri }) => pathIn(uri) === path);
    return open?.uri ?? pathToFileURL(path).href;
  }

  #locate(service: LanguageService, spans: readonly Span[]): Promise<Location[]> {
    return Promise.all(
      spans.map(async (span) => ({
        uri: this.#uriOf(await service.pathOf(span.source)),
        range: rangeOf(span),
      })),
    );
  }

  async #complete(at: At): Promise<CompletionItem[]> {
    const document = this.#documents.get(at.textDocument.uri);
    if (!document) return [];
    const { service, path, offset } = this.#asked(at);
    const found = await service.complete(path, offset);
    return found.map((each) => itemOf(each, document, at.position));
  }

  async #hover(at: At): Promise<Hover | null> {
    const { service, path, offset } = this.#asked(at);
    const found = await service.hover(path, offset);
    if (!found) return null;
    const range = found.span ? { range: rangeOf(found.span) } : {};
    return { contents: { kind: 'markdown', value: found.text }, ...range };
  }

  async #rename(at: At, name: string): Promise<WorkspaceEdit | ResponseError> {
    try {
      const { service, path, offset } = this.#asked(at);
      const changes: Record<string, TextEdit[]> = {};
      for (const { span, text } of await service.rename(path, offset, name)) {
        const uri = this.#uriOf(await service.pathOf(span.source));
        changes[uri] = [...(changes[uri] ?? []), { range: rangeOf(span), newText: text }];
      }
      return { changes };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return new ResponseError(INVALID, error.message);
    }
  }
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
  if (existsSync(join(folder, PROJECT_FILE_NAME))) return folder;
  return folder === dirname(folder) ? undefined : projectFolder(dirname(folder));
}

function pathIn(uri: string): string {
  return uri.startsWith('file:') ? fileURLToPath(uri) : join('/', uri);
}
