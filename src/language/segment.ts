/** Segments whose parameters have values. */
import type { Report } from '../diagnostics/diagnostic.ts';
import { caution, problem } from '../diagnostics/problem.ts';
import type { Span } from '../diagnostics/source.ts';
import { booleanOf, listOf, meantKeys, textOf, textsOf } from '../yaml/fields.ts';
import type { YamlEntry, YamlNode } from '../yaml/node.ts';
import { parseCondition, parseConditions } from './condition.ts';
import { type Parsing, wrongValue } from './parsing.ts';
import {
  type AlertsSyntax,
  type LimitSyntax,
  parseAlerts,
  parseLimit,
  parseSample,
  parseSplit,
  type SampleSyntax,
  type SplitSyntax,
} from './picking.ts';
import { choosingKeys, DEVICE, SEGMENT_NAME, segmentKeys } from './segment-keys.ts';
import { parseStages } from './stages.ts';
import { parametersOfName } from './substitute.ts';
import type { ConditionSyntax, ScalarSyntax, StageSyntax } from './syntax.ts';
import type { Template } from './template.ts';

/** Free text about a segment. */
export const aboutKeys = ['title', 'description', 'tier', 'owner', 'goal', 'action'] as const;

export interface SegmentSyntax {
  readonly name: string;
  /** Where the name stands, or the start of the definition when the file's name is used. */
  readonly span: Span;
  /** The parameter values this instance was made with. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Made from values of the data, so that nothing may refer to it by name. */
  readonly generated?: boolean;
  readonly about: Readonly<Partial<Record<(typeof aboutKeys)[number], string>>>;
  readonly tags: readonly string[];
  readonly base?: ScalarSyntax;
  readonly where?: ConditionSyntax;
  readonly exclude: readonly ConditionSyntax[];
  readonly stages?: readonly StageSyntax[];
  readonly channel?: ScalarSyntax;
  readonly sample?: SampleSyntax;
  readonly limit?: LimitSyntax;
  readonly split?: SplitSyntax;
  readonly columns: readonly ScalarSyntax[];
  readonly alerts: AlertsSyntax;
  readonly output: boolean;
  readonly enabled: boolean;
}

type Get = (key: (typeof segmentKeys)[number]) => YamlNode | undefined;

/** Parses a segment whose parameters have been replaced by values. */
export function parseSegment(
  template: Template,
  parameters: Readonly<Record<string, string>>,
  parsing: Parsing,
): SegmentSyntax {
  const { report } = parsing;
  const { node, name, span } = template;
  const fields = new Map(node.entries.map(({ key, value }) => [key.text, value]));
  const get: Get = (key) => fields.get(key);
  checkName(template, report);
  checkChoice(template, report);
  const [where, stages, exclude] = [get('where'), get('stages'), get('exclude')];
  const stageList = stages && parseStages(stages, parsing);
  return {
    name,
    span,
    parameters,
    about: parseAbout(get, report),
    tags: parseTags(get('tags'), report),
    ...(where ? { where: parseCondition(where, parsing) } : {}),
    ...(stageList ? { stages: stageList } : {}),
    exclude: exclude ? parseConditions(exclude, parsing) : [],
    ...parsePicking(get, report),
    columns: parseColumns(get('columns'), report),
    alerts: parseAlerts(get('alerts'), report),
    output: booleanOf(get('output'), report, 'output') ?? true,
    enabled: booleanOf(get('enabled'), report, 'enabled') ?? true,
  };
}

function checkName(template: Template, report: Report): void {
  const { name, span } = template;
  if (DEVICE.test(name)) {
    const message = `\`${name}\` is a device on Windows, where a file of that name holds nothing`;
    report(problem(span, 'segment-name', message, `choose another name, such as \`${name}-list\``));
  }
  if (SEGMENT_NAME.test(name) || parametersOfName(template).size > 0) return;
  report(problem(span, 'segment-name', `\`${name}\` is no name for a segment`, nameHelp(name)));
}

function nameHelp(name: string): string {
  const near = name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s.]+/g, '-');
  return SEGMENT_NAME.test(near)
    ? `write \`${near}\`: lower-case letters, digits, \`-\` and \`_\``
    : 'use lower-case letters, digits, `-` and `_`, starting with a letter or digit';
}

function checkChoice({ name, span, node }: Template, report: Report): void {
  const keys = new Map(node.entries.map(({ key, value }) => [key.text, value]));
  const meant = meantKeys(node, segmentKeys);
  const chooses = choosingKeys.some((key) => keys.has(key) || meant.has(key));
  if (!chooses && !node.entries.some(isStrayCondition)) {
    const message = `the segment \`${name}\` has no \`where\``;
    report(problem(span, 'no-condition', message, 'add `where:` with a condition'));
  }
  const stages = keys.get('stages');
  if (!keys.has('where') || !stages) return;
  const message = '`where` and `stages` exclude each other';
  const help = 'use `base` for the people the stages divide';
  report(problem(stages.span, 'where-and-stages', message, help));
}

/** A key that is not known and holds what could be a condition has been told, and is why there is none. */
function isStrayCondition({ key, value }: YamlEntry): boolean {
  return value.kind !== 'scalar' && !(segmentKeys as readonly string[]).includes(key.text);
}

function parseAbout(get: Get, report: Report): SegmentSyntax['about'] {
  return Object.fromEntries(
    aboutKeys.flatMap((key) => {
      const text = textOf(get(key), report, key);
      return text === undefined ? [] : [[key, text] as const];
    }),
  );
}

function parsePicking(
  get: Get,
  report: Report,
): Pick<SegmentSyntax, 'base' | 'channel' | 'sample' | 'limit' | 'split'> {
  const base = parseBase(get('base'), report);
  const channel = parseChannel(get('channel'), report);
  const sample = parseSample(get('sample'), 'sample', report);
  const limit = parseLimit(get('limit'), report);
  const split = parseSplit(get('split'), report);
  return {
    ...(base ? { base } : {}),
    ...(channel ? { channel } : {}),
    ...(sample ? { sample } : {}),
    ...(limit ? { limit } : {}),
    ...(split ? { split } : {}),
  };
}

function parseBase(node: YamlNode | undefined, report: Report): ScalarSyntax | undefined {
  if (!node || (node.kind === 'scalar' && node.text !== '')) return node as ScalarSyntax | undefined;
  report(problem(node.span, 'name-expected', '`base` takes a segment name'));
  return undefined;
}

function parseChannel(node: YamlNode | undefined, report: Report): ScalarSyntax | undefined {
  if (node?.kind === 'scalar' && node.parameter !== undefined) return node;
  if (node?.kind === 'list') {
    const help =
      'a list goes out by one channel: write a segment for each, or say it with `export --channel`';
    report(wrongValue(node, 'one channel', help));
    return undefined;
  }
  const text = textOf(node, report, 'channel');
  return node?.kind === 'scalar' && text !== undefined ? { ...node, text } : undefined;
}

function parseTags(node: YamlNode | undefined, report: Report): readonly string[] {
  const tags = textsOf(node, report, 'tags') ?? [];
  if (node?.kind === 'scalar' && !node.quoted && /\S,\s*\S/.test(node.text)) {
    const message = `\`${node.text}\` is one tag`;
    const help = `write \`[${node.text.split(/,\s*/).join(', ')}]\` for several, or quote it if it is one`;
    report(caution(node.span, 'words-in-text', message, help));
  }
  return tags;
}

function parseColumns(node: YamlNode | undefined, report: Report): readonly ScalarSyntax[] {
  if (node?.kind === 'scalar' && node.text !== '') return [node];
  return (listOf(node, report, 'columns')?.items ?? []).flatMap((item) => {
    if (item.kind === 'scalar' && item.text !== '') return [item];
    const help = 'give what is measured a name under `traits`, and write the name';
    report(wrongValue(item, 'a field', ...(item.kind === 'map' ? [help] : [])));
    return [];
  });
}
