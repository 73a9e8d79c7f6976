import type { Report } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import type { Span } from '../diagnostics/source.ts';
import { fieldsOf, meantKeys, reportUnknownKeys } from '../yaml/fields.ts';
import { entryOf, type YamlMap, type YamlNode, type YamlScalar } from '../yaml/node.ts';
import { parseCondition, parseConditions } from './condition.ts';
import { parametersOfName } from './substitute.ts';
import type { DocumentSyntax, SegmentSyntax, StageSyntax, TemplateSyntax, TraitSyntax } from './syntax.ts';

/** The keys of a segment, in the order of the reference. */
export const SEGMENT_KEYS = [
  'name',
  'title',
  'description',
  'tags',
  'tier',
  'owner',
  'goal',
  'action',
  'params',
  'for_each',
  'base',
  'where',
  'stages',
  'exclude',
  'channel',
  'sample',
  'limit',
  'split',
  'columns',
  'alerts',
  'output',
  'enabled',
] as const;

/** A segment says at least one of these; without `where` it starts from everybody in its base. */
const CHOOSES = ['where', 'stages', 'base', 'exclude', 'channel', 'sample', 'limit', 'split'];

const NAME = /^[a-z0-9][a-z0-9_-]*$/;

/** Parses a definition file: one segment, `segments: [...]`, and `traits:` beside either. */
export function parseDocument(node: YamlNode, fileName: string, report: Report): DocumentSyntax {
  if (node.kind !== 'map') {
    report(
      problem(
        node.span,
        'document-shape',
        'a definition file holds a mapping',
        'start it with `name:` and `where:`, or with `segments:`',
      ),
    );
    return { templates: [], traits: [] };
  }
  const own = node.entries.filter(({ key }) => key.text !== 'traits');
  const traitsNode = entryOf(node.entries, 'traits')?.value;
  const traits = traitsNode ? parseTraits(traitsNode, report) : [];
  const list = own.find(({ key }) => key.text === 'segments')?.value;
  if (!list) {
    if (own.length === 0) return { templates: [], traits };
    const body: YamlMap = { ...node, entries: own };
    return { templates: templateOf(body, fileName, report), traits };
  }
  reportUnknownKeys({ ...node, entries: own }, ['segments', 'traits'], report, 'a file of several segments');
  if (list.kind !== 'list' || list.items.length === 0) {
    report(problem(list.span, 'segments-shape', '`segments` takes a list of segments'));
    return { templates: [], traits };
  }
  return { templates: list.items.flatMap((item) => templateOf(item, undefined, report)), traits };
}

/** Parses `traits: { name: body }`. */
export function parseTraits(node: YamlNode, report: Report): readonly TraitSyntax[] {
  if (node.kind !== 'map') {
    report(
      problem(
        node.span,
        'traits-shape',
        '`traits` takes a mapping from names to measures',
        'write `traits: { order_count: { orders: { count: true } } }`',
      ),
    );
    return [];
  }
  return node.entries.map(({ key, value }) => ({ name: key, body: value }));
}

function templateOf(
  node: YamlNode,
  defaultName: string | undefined,
  report: Report,
): readonly TemplateSyntax[] {
  if (node.kind !== 'map') {
    report(
      problem(node.span, 'segment-shape', 'a segment is a mapping', 'start it with `name:` and `where:`'),
    );
    return [];
  }
  reportUnknownKeys(node, SEGMENT_KEYS, report, 'a segment');
  const named = entryOf(node.entries, 'name')?.value;
  if (named && named.kind === 'scalar' && named.text !== '')
    return [{ name: named.text, span: named.span, node }];
  if (named || defaultName === undefined) {
    report(problem((named ?? node).span, 'segment-name', 'the segment has no name', 'add `name:`'));
    return [];
  }
  return [{ name: defaultName, span: node.entries[0]?.key.span ?? node.span, node }];
}

/** Parses a segment whose parameters have been replaced by values. */
export function parseSegment(
  template: TemplateSyntax,
  parameters: Readonly<Record<string, string>>,
  report: Report,
): SegmentSyntax | undefined {
  const { node, name, span } = template;
  if (!NAME.test(name) && parametersOfName(template).size === 0) {
    report(
      problem(
        span,
        'segment-name',
        `\`${name}\` is no name for a segment`,
        'use lower-case letters, digits, `-` and `_`, starting with a letter or digit',
      ),
    );
  }
  const fields = new Map(node.entries.map(({ key, value }) => [key.text, value]));
  const where = fields.get('where');
  const stages = fields.get('stages');
  const meant = meantKeys(node, SEGMENT_KEYS);
  if (!CHOOSES.some((key) => fields.has(key) || meant.has(key))) {
    report(
      problem(
        span,
        'no-condition',
        `the segment \`${name}\` has no \`where\``,
        'add `where:` with a condition',
      ),
    );
  }
  if (where && stages) {
    report(
      problem(
        stages.span,
        'where-and-stages',
        '`where` and `stages` exclude each other',
        'use `base` for the people the stages divide',
      ),
    );
  }
  const base = fields.get('base');
  const condition = where && parseCondition(where, report);
  const stageList = stages && parseStages(stages, report);
  const baseName = base && nameOf(base, 'base', 'a segment name', report);
  return {
    name,
    span,
    node,
    fields,
    parameters,
    ...(baseName ? { base: baseName } : {}),
    ...(condition ? { where: condition } : {}),
    exclude: fields.has('exclude') ? parseConditions(fields.get('exclude')!, report) : [],
    ...(stageList ? { stages: stageList } : {}),
  };
}

function nameOf(node: YamlNode, key: string, expected: string, report: Report): YamlScalar | undefined {
  if (node.kind === 'scalar' && node.text !== '') return node;
  report(problem(node.span, 'name-expected', `\`${key}\` takes ${expected}`));
  return undefined;
}

function parseStages(node: YamlNode, report: Report): readonly StageSyntax[] | undefined {
  if (node.kind !== 'list' || node.items.length === 0) {
    report(
      problem(
        node.span,
        'stages-shape',
        '`stages` takes a list of stages',
        'write `- { stage: new, where: { … } }`, and a last one without `where`',
      ),
    );
    return undefined;
  }
  const seen = new Map<string, Span>();
  return node.items.flatMap((item, index) => {
    const isLast = index === node.items.length - 1;
    return parseStage(item, isLast, seen, report) ?? [];
  });
}

function parseStage(
  node: YamlNode,
  isLast: boolean,
  seen: Map<string, Span>,
  report: Report,
): StageSyntax | undefined {
  const fields = fieldsOf(node, ['stage', 'where', 'title', 'description', 'action'], report, 'a stage');
  if (!fields) return undefined;
  const name = fields.get('stage');
  if (name?.kind !== 'scalar' || !NAME.test(name.text)) {
    report(
      problem(
        (name ?? node).span,
        'stage-name',
        'the stage has no name of lower-case letters, digits, `-` and `_`',
        'write `stage: new`',
      ),
    );
    return undefined;
  }
  if (seen.has(name.text))
    report(problem(name.span, 'duplicate-stage', `the stage \`${name.text}\` stands twice`));
  seen.set(name.text, name.span);
  const where = fields.get('where');
  if (!where && !isLast) {
    report(
      problem(
        node.span,
        'stage-without-where',
        `the stage \`${name.text}\` has no \`where\`, so no stage after it can hold anybody`,
        'only the last stage goes without `where`',
      ),
    );
  }
  if (where && isLast) {
    report(
      problem(
        where.span,
        'last-stage-where',
        'the last stage takes everybody else, so it has no `where`',
        'add a last stage without `where`',
      ),
    );
  }
  const condition = where && parseCondition(where, report);
  const action = fields.get('action');
  return {
    name,
    ...(condition ? { where: condition } : {}),
    ...(action?.kind === 'scalar' ? { action: action.text } : {}),
  };
}
