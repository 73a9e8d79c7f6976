/** The language server, driven by the client library that editors are made with. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type CompletionItem,
  createProtocolConnection,
  type Diagnostic,
  type Hover,
  type Location,
  type Position,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol/node';
import { folderOf } from '../program/folder.ts';
import { shop } from './fixture/segment.ts';

const program = fileURLToPath(new URL('../../bin/segment.js', import.meta.url));
const folder = folderOf({
  ...shop,
  'segment.config.yaml': `${shop['segment.config.yaml']}as_of: 2026-06-30\nsuppress: [pl]\n`,
  'segments/pl.yaml': 'name: pl\ntitle: In Poland\nwhere: { country: PL }\n',
  'segments/nobody.yaml': 'where: { country: SE }\n',
  'segments/uses.yaml':
    'segments:\n  - name: rich\n    where:\n      all:\n        - segment: pl\n        - spend: { gte: 10 }\n        - not: { segment: nobody }\n  - name: two\n    base: pl\n    where: { orders: { last: 90d } }\n    columns: [spend]\n',
  'segments/life.yaml':
    'name: life\nstages:\n  - { stage: buyer, where: { orders: any } }\n  - { stage: rest }\n',
  'segments/pl.test.yaml':
    'tests:\n  - test: two\n    as_of: 2026-06-30\n    given: { customers: [ { customer_id: a, country: PL } ] }\n    expect: { pl: [a], nobody: [] }\n',
  'segments/staged.yaml': 'where: { life.stage: buyer }\n',
});

const uriOf = (name: string): string => pathToFileURL(join(folder.path, name)).href;

let server: ChildProcess;
let client: ProtocolConnection;
const published = new Map<string, readonly Diagnostic[]>();
let heard: (() => void) | undefined;

beforeAll(async () => {
  server = spawn(process.execPath, [program, 'lsp', '--stdio'], {
    cwd: '/',
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  client = createProtocolConnection(
    new StreamMessageReader(server.stdout!),
    new StreamMessageWriter(server.stdin!),
  );
  client.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => {
    published.set(uri, diagnostics);
    heard?.();
  });
  client.listen();
  const { capabilities, serverInfo } = await client.sendRequest<{ capabilities: object; serverInfo: object }>(
    'initialize',
    { processId: process.pid, rootUri: pathToFileURL(folder.path).href, capabilities: {} },
  );
  expect(serverInfo).toMatchObject({ name: 'segment' });
  expect(Object.keys(capabilities)).toContain('renameProvider');
  await client.sendNotification('initialized', {});
}, 60_000);

afterAll(async () => {
  await client.sendRequest('shutdown');
  await client.sendNotification('exit');
  const code = await new Promise((resolve) => server.once('exit', resolve));
  client.dispose();
  folder.remove();
  expect(code).toBe(0);
}, 20_000);

let version = 0;
const texts = new Map<string, string>();

/** Types the text into the editor, `|` where the cursor is; gives the cursor. */
async function type(name: string, typed: string): Promise<Position> {
  const at = typed.lastIndexOf('|');
  const text = at < 0 ? typed : typed.slice(0, at) + typed.slice(at + 1);
  const uri = uriOf(name);
  version += 1;
  if (texts.has(name))
    await client.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ text }],
    });
  else
    await client.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'yaml', version, text },
    });
  texts.set(name, text);
  const before = text.slice(0, Math.max(0, at)).split('\n');
  return { line: before.length - 1, character: before.at(-1)!.length };
}

async function told(name: string, wanted: (diagnostics: readonly Diagnostic[]) => boolean) {
  for (;;) {
    const found = published.get(uriOf(name));
    if (found && wanted(found)) return found;
    await new Promise<void>((resolve) => {
      heard = resolve;
    });
  }
}

const on = (name: string, position: Position) => ({ textDocument: { uri: uriOf(name) }, position });
const fileOf = (name: string): string => readFileSync(join(folder.path, name), 'utf8');

async function completed(name: string, typed: string): Promise<readonly string[]> {
  const position = await type(name, typed);
  const items = await client.sendRequest<CompletionItem[]>('textDocument/completion', on(name, position));
  return items.map(({ label }) => label);
}

async function pointed(name: string, typed: string): Promise<string> {
  const position = await type(name, typed);
  const hover = await client.sendRequest<Hover | null>('textDocument/hover', on(name, position));
  return (hover?.contents as { value: string } | undefined)?.value ?? '';
}

const places = (locations: readonly Location[]): readonly string[] =>
  locations
    .map(
      ({ uri, range }) =>
        `${uri.slice(uriOf('').length + 1)}:${range.start.line + 1}:${range.start.character + 1}`,
    )
    .sort();

describe('errors while typing', () => {
  it('are told and gone again, at their place', async () => {
    await type('segments/pl.yaml', 'name: pl\nwhere: { contry: PL }\n');
    const [wrong] = await told('segments/pl.yaml', (found) => found.length > 0);
    expect(wrong).toMatchObject({
      code: 'unknown-field',
      severity: 1,
      source: 'segment',
      range: { start: { line: 1, character: 9 }, end: { line: 1, character: 15 } },
    });
    expect(wrong!.message).toContain('did you mean `country`?');
    await type('segments/pl.yaml', fileOf('segments/pl.yaml'));
    await told('segments/pl.yaml', (found) => found.length === 0);
  });

  it('are told of YAML that is not whole', async () => {
    await type('segments/pl.yaml', 'name: pl\nwhere: { country: [PL\n');
    const found = await told('segments/pl.yaml', (all) => all.length > 0);
    expect(found[0]!.severity).toBe(1);
    await type('segments/pl.yaml', fileOf('segments/pl.yaml'));
    await told('segments/pl.yaml', (all) => all.length === 0);
  });
});

describe('completion', () => {
  it.each([
    ['keys of a segment', 'name: pl\n|', ['where', 'columns', 'channel'], ['name']],
    ['a key that is begun', 'name: pl\nwh|', ['where'], ['name']],
    [
      'fields, tables and words of logic',
      'name: pl\nwhere: { | }\n',
      ['country', 'spend', 'orders', 'all', 'segment'],
      [],
    ],
    ['in a block', 'name: pl\nwhere:\n  all:\n    - cou|\n', ['country', 'orders'], []],
    [
      'keys of a block',
      'name: pl\nwhere: { orders: { last: 90d, | } }\n',
      ['count', 'sum', 'where'],
      ['last'],
    ],
    [
      'fields of rows',
      'name: pl\nwhere: { orders: { where: { | } } }\n',
      ['total', 'ordered_at'],
      ['country'],
    ],
    ['operators of a field', 'name: pl\nwhere: { spend: { g| } }\n', ['gte', 'gt', 'between'], []],
    ['segments', 'name: pl\nwhere: { segment: | }\n', ['rich', 'nobody', 'life.buyer'], []],
    ['segments of a list', 'name: pl\nwhere: { segment: [rich, |] }\n', ['nobody'], []],
    ['values of the data', 'name: pl\nwhere: { country: | }\n', ['PL', 'HU'], ['SE']],
    ['values behind an operator', 'name: pl\nwhere: { country: { in: [PL, |] } }\n', ['HU'], []],
    ['columns of a list', 'name: pl\nwhere: { country: PL }\ncolumns: [|]\n', ['spend', 'name'], []],
  ])('offers %s', async (_what, typed, offered, others) => {
    const labels = await completed('segments/pl.yaml', typed);
    expect(labels).toEqual(expect.arrayContaining(offered));
    for (const other of others) expect(labels).not.toContain(other);
  });

  it('offers names as they are typed', async () => {
    const typed = (trait: string) =>
      completed(
        'segments/pl.yaml',
        `traits: { ${trait}: { orders: { sum: total } } }\nname: pl\nwhere: { country: PL }\ncolumns: [|]\n`,
      );
    const [once, then] = [await typed('first_name'), await typed('second_name')];
    expect([once.includes('first_name'), once.includes('second_name')]).toEqual([true, false]);
    expect([then.includes('first_name'), then.includes('second_name')]).toEqual([false, true]);
  });

  it('offers keys of the project file', async () => {
    const labels = await completed('segment.config.yaml', `${fileOf('segment.config.yaml')}|`);
    expect(labels).toEqual(expect.arrayContaining(['holdout', 'currency', 'rfm']));
    expect(labels).not.toContain('customers');
  });

  it('replaces the word that is begun', async () => {
    const position = await type('segments/pl.yaml', 'name: pl\nwh|');
    const items = await client.sendRequest<CompletionItem[]>(
      'textDocument/completion',
      on('segments/pl.yaml', position),
    );
    expect(items.find(({ label }) => label === 'where')).toMatchObject({
      detail: 'who is in',
      textEdit: {
        newText: 'where: ',
        range: { start: { line: 1, character: 0 }, end: { line: 1, character: 2 } },
      },
    });
  });
});

describe('hover', () => {
  it('tells a segment in the words of `explain`, and its size once it is counted', async () => {
    await type('segments/pl.yaml', fileOf('segments/pl.yaml'));
    const typed = fileOf('segments/uses.yaml').replace('segment: pl', 'segment: p|l');
    expect(await pointed('segments/uses.yaml', typed)).toContain('- country is PL');
    for (let tries = 0; tries < 200; tries++) {
      const text = await pointed('segments/uses.yaml', typed);
      if (text.includes('3 customers')) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('the size never came');
  });

  it('tells a trait, and what a key is for', async () => {
    expect(
      await pointed('segments/uses.yaml', fileOf('segments/uses.yaml').replace('spend:', 'sp|end:')),
    ).toContain('sum of total over orders');
    expect(
      await pointed('segments/uses.yaml', fileOf('segments/uses.yaml').replace('last:', 'la|st:')),
    ).toContain('`last`: ');
  });
});

describe('names', () => {
  const ask = async (what: string, name: string, typed: string, more: object = {}) => {
    const position = await type(name, typed);
    return client.sendRequest<Location[]>(`textDocument/${what}`, { ...on(name, position), ...more });
  };
  const uses = (word: string, typed: string) => fileOf('segments/uses.yaml').replace(word, typed);

  it('lead to where they are defined', async () => {
    const segment = await ask('definition', 'segments/uses.yaml', uses('base: pl', 'base: p|l'));
    expect(places(segment)).toEqual(['segments/pl.yaml:1:7']);
    const trait = await ask('definition', 'segments/uses.yaml', uses('spend:', 's|pend:'));
    expect(places(trait)).toEqual(['segment.config.yaml:9:3']);
    const unnamed = await ask('definition', 'segments/uses.yaml', uses('nobody', 'nobod|y'));
    expect(places(unnamed)).toEqual(['segments/nobody.yaml:1:1']);
  });

  it('are found in every file', async () => {
    const context = { includeDeclaration: true };
    const segment = await ask(
      'references',
      'segments/pl.yaml',
      fileOf('segments/pl.yaml').replace('pl', 'p|l'),
      { context },
    );
    expect(places(segment)).toEqual([
      'segment.config.yaml:12:12',
      'segments/pl.test.yaml:5:15',
      'segments/pl.yaml:1:7',
      'segments/uses.yaml:5:20',
      'segments/uses.yaml:9:11',
    ]);
    const stage = await ask(
      'references',
      'segments/life.yaml',
      fileOf('segments/life.yaml').replace('life', 'lif|e'),
      { context },
    );
    expect(places(stage)).toEqual(['segments/life.yaml:1:7', 'segments/staged.yaml:1:10']);
  });

  const renamed = async (name: string, typed: string, newName: string) => {
    const position = await type(name, typed);
    const { changes = {} } = await client.sendRequest<WorkspaceEdit>('textDocument/rename', {
      ...on(name, position),
      newName,
    });
    const result: Record<string, string> = {};
    for (const [uri, edits] of Object.entries(changes)) {
      const path = uri.slice(uriOf('').length + 1);
      const lines = (texts.get(path) ?? fileOf(path)).split('\n');
      const offset = ({ line, character }: Position) =>
        lines.slice(0, line).join('\n').length + (line > 0 ? 1 : 0) + character;
      let text = lines.join('\n');
      for (const { range, newText } of edits.toSorted(
        (a, b) => offset(b.range.start) - offset(a.range.start),
      ))
        text = text.slice(0, offset(range.start)) + newText + text.slice(offset(range.end));
      result[path] = text;
    }
    return result;
  };

  it('are renamed across the project, which then means the same', async () => {
    const before = await folder.segment(['count', 'segments', '--format', 'csv']);
    for (const [name, typed, to] of [
      ['segments/uses.yaml', uses('base: pl', 'base: p|l'), 'poland'],
      ['segments/uses.yaml', uses('spend:', 's|pend:'), 'spent'],
      ['segments/uses.yaml', uses('nobody', 'nobod|y'), 'sweden'],
      ['segments/life.yaml', fileOf('segments/life.yaml').replace('life', 'lif|e'), 'stages_of_life'],
    ] as const) {
      const changed = await renamed(name, typed, to);
      const old = Object.fromEntries(Object.keys(changed).map((path) => [path, fileOf(path)]));
      folder.write(changed);
      const after = await folder.segment(['count', 'segments', '--format', 'csv']);
      expect((await folder.segment(['test'])).code).toBe(0);
      expect(after.err).toBe('');
      const sizes = (text: string) =>
        text
          .split('\n')
          .slice(1)
          .map((line) => line.split(',')[1] ?? '')
          .sort();
      expect(sizes(after.out)).toEqual(sizes(before.out));
      expect(after.out).not.toBe(before.out === after.out ? '' : before.out);
      folder.write(old);
    }
  });

  it('are not made what they may not be', async () => {
    for (const [to, message] of [
      ['No Name', '`No Name` is no name for a segment'],
      ['rich', 'there is a segment `rich` already'],
    ] as const)
      await expect(renamed('segments/uses.yaml', uses('base: pl', 'base: p|l'), to)).rejects.toThrow(message);
  });
});
