/** Definition files: which definitions and traits they hold. */
import type { Report } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import type { Source } from '../diagnostics/source.ts';
import { reportUnknownKeys } from '../yaml/fields.ts';
import { entryOf, type YamlMap, type YamlNode, type YamlScalar } from '../yaml/node.ts';
import { readYaml } from '../yaml/read.ts';
import { type DefinitionTestSyntax, parseTests } from './definition-test.ts';
import type { Parsing } from './parsing.ts';
import { projectOnlyKeys, segmentKeys } from './segment-keys.ts';
import type { TraitSyntax } from './syntax.ts';
import type { Template } from './template.ts';
import { parseTraits } from './trait.ts';

export interface DocumentSyntax {
  readonly templates: readonly Template[];
  readonly traits: readonly TraitSyntax[];
  readonly tests: readonly DefinitionTestSyntax[];
}

const nothing: DocumentSyntax = { templates: [], traits: [], tests: [] };

/** Reads a definition file: one segment, `segments: [...]`, and `traits:` and `tests:` beside either. */
export function readDocument(source: Source, fileName: string, parsing: Parsing): DocumentSyntax {
  const node = readYaml(source, parsing.report);
  return node ? parseDocument(node, fileName, parsing) : nothing;
}

/** Reads the condition of a segment that is written alone. */
export function readLoneCondition(source: Source, name: string, { report }: Parsing): DocumentSyntax {
  const value = readYaml(source, report);
  if (!value) return nothing;
  const span = { source, start: 0, end: source.text.length };
  const key: YamlScalar = { kind: 'scalar', text: 'where', quoted: false, span };
  return {
    templates: [{ name, span, node: { kind: 'map', entries: [{ key, value }], span } }],
    traits: [],
    tests: [],
  };
}

function parseDocument(node: YamlNode, fileName: string, parsing: Parsing): DocumentSyntax {
  const { report } = parsing;
  if (node.kind !== 'map') {
    report(
      problem(
        node.span,
        'document-shape',
        'a definition file holds a mapping',
        node.kind === 'list'
          ? 'write `segments:` above the list'
          : 'start it with `name:` and `where:`, or with `segments:`',
      ),
    );
    return nothing;
  }
  const own = node.entries.filter(({ key }) => key.text !== 'traits' && key.text !== 'tests');
  const traitsNode = entryOf(node.entries, 'traits')?.value;
  const testsNode = entryOf(node.entries, 'tests')?.value;
  const beside = {
    traits: traitsNode ? parseTraits(traitsNode, parsing) : [],
    tests: testsNode ? parseTests(testsNode, parsing) : [],
  };
  const list = own.find(({ key }) => key.text === 'segments')?.value;
  if (!list) {
    if (own.length === 0) return { templates: [], ...beside };
    const body: YamlMap = { ...node, entries: own };
    return { templates: templateOf(body, fileName, report), ...beside };
  }
  reportUnknownKeys(
    { ...node, entries: own },
    ['segments', 'traits', 'tests'],
    report,
    'a file of several segments',
  );
  if (list.kind !== 'list' || list.items.length === 0) {
    report(
      problem(
        list.span,
        'segments-shape',
        '`segments` takes a list of segments',
        'begin each with a dash: `- name: new-customers`',
      ),
    );
    return { templates: [], ...beside };
  }
  return { templates: list.items.flatMap((item) => templateOf(item, undefined, report)), ...beside };
}

function templateOf(node: YamlNode, defaultName: string | undefined, report: Report): readonly Template[] {
  if (node.kind !== 'map') {
    report(
      problem(node.span, 'segment-shape', 'a segment is a mapping', 'start it with `name:` and `where:`'),
    );
    return [];
  }
  reportUnknownKeys(node, segmentKeys, report, 'a segment', projectOnlyKeys);
  const named = entryOf(node.entries, 'name')?.value;
  if (named && named.kind === 'scalar' && named.text !== '')
    return [{ name: named.text, span: named.span, node }];
  if (named || defaultName === undefined) {
    report(problem((named ?? node).span, 'segment-name', 'the segment has no name', 'add `name:`'));
    return [];
  }
  return [{ name: defaultName, span: node.entries[0]?.key.span ?? node.span, node }];
}
