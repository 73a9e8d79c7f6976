/** A definition as written, before its parameters have values. */
import type { Report } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/source.ts';
import { booleanOf, textsOf } from '../yaml/fields.ts';
import { entryOf, type YamlMap } from '../yaml/node.ts';
import { type ForEach, type Parameter, parseForEach, parseParameters } from './parameters.ts';

export interface Template {
  readonly name: string;
  /** Where the name stands, or the start of the definition when the file's name is used. */
  readonly span: Span;
  readonly node: YamlMap;
}

/** The parameters that the definition declares. */
export function declaredParameters({ node }: Template, report: Report): ReadonlyMap<string, Parameter> {
  return parseParameters(entryOf(node.entries, 'params')?.value, report);
}

/** What the definition runs through; undefined where it does not say, or what it says is wrong. */
export function forEachOf(
  { node }: Template,
  report: Report,
): { readonly span: Span; readonly axes: readonly ForEach[] } | undefined {
  const value = entryOf(node.entries, 'for_each')?.value;
  return value && { span: value.span, axes: parseForEach(value, report) };
}

/** Whether the definition is a stage set. */
export function isStageSet({ node }: Template): boolean {
  return entryOf(node.entries, 'stages') !== undefined;
}

/** What `output` or `enabled` says where parameters have their defaults; true where that is nothing. */
export function isOn(template: Template, key: 'output' | 'enabled'): boolean {
  const value = entryOf(template.node.entries, key)?.value;
  if (value?.kind !== 'scalar') return true;
  const preset = declaredParameters(template, () => undefined).get(value.text.replace(/^\$/, ''))?.default;
  const text = value.text.startsWith('$') && preset?.kind === 'scalar' ? preset.text : value.text;
  return booleanOf({ ...value, text }, () => undefined, key) ?? true;
}

/** What a key says, each text of a list, as it is written; none where that is nothing, or wrong. */
export function textsOfTemplate({ node }: Template, key: 'tags' | 'owner'): readonly string[] {
  const value = entryOf(node.entries, key)?.value;
  return textsOf(value, () => undefined, key) ?? [];
}
