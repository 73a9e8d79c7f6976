/** What is asked for of a project: by file, by name, by tag or owner, and in definitions that no file holds. */
import { failure } from '../diagnostics/failure.ts';
import type { Source } from '../diagnostics/source.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { isStageSet, type Template, textsOfTemplate } from '../language/template.ts';

export interface Asked {
  /** Definition files, folders of them, patterns, and names of segments, as they are typed. */
  readonly words: readonly string[];
  /** Of what the words name, or of the project where there are none, what one of them picks. */
  readonly select?: readonly Selector[];
  /** Definitions that no file holds. */
  readonly given?: readonly GivenDefinition[];
  /** Files that are known besides, of which nothing is asked for. */
  readonly beside?: readonly string[];
  /** Names that are no segment’s and may have been meant, for whoever mistyped one. */
  readonly others?: readonly string[];
}

/** A definition file that is not on the disk, or only the condition of a segment. */
export interface GivenDefinition {
  readonly source: Source;
  readonly holds: 'definitions' | 'condition';
}

/** All of these must hold of a segment. */
export type Selector = readonly { readonly key: 'tag' | 'owner'; readonly value: string }[];

const selectorKeys = ['tag', 'owner'] as const;

/** `tag:retention`, or `tag:retention,owner:ann` for both. Throws a `Failure` (2). */
export function readSelector(text: string): Selector {
  return text.split(',').map((part) => {
    const at = part.indexOf(':');
    const key = selectorKeys.find((candidate) => candidate === part.slice(0, at).trim());
    const value = part.slice(at + 1).trim();
    if (key !== undefined && value !== '') return { key, value };
    throw failure(2, 'option-value', `\`--select\` wants \`tag:NAME\` or \`owner:NAME\`, found \`${part}\``, [
      'a comma asks for both, a second `--select` for more',
    ]);
  });
}

/** What a selector looks at. */
export interface Selectable {
  readonly tags: readonly string[];
  readonly owner?: string | undefined;
}

/** Whether one of the selectors picks it; without any, everything is picked. */
export function isSelected({ tags, owner }: Selectable, select: readonly Selector[] = []): boolean {
  const has = ({ key, value }: Selector[number]): boolean =>
    key === 'tag' ? tags.includes(value) : owner === value;
  return select.length === 0 || select.some((selector) => selector.every(has));
}

/** As far as can be told before parameters have values. */
export function mayBeSelected(template: Template, select: readonly Selector[] = []): boolean {
  const tags = textsOfTemplate(template, 'tags');
  const [owner] = textsOfTemplate(template, 'owner');
  if ([...tags, owner ?? ''].some((text) => text.includes('$'))) return true;
  return isSelected({ tags, owner }, select);
}

/** Throws the `Failure` (2) of selectors that nothing in the definitions meets. */
export function refuseUnselected(select: readonly Selector[], templates: readonly Template[]): never {
  const known = templates.flatMap((template) => [
    ...textsOfTemplate(template, 'tags').map((tag) => `tag:${tag}`),
    ...textsOfTemplate(template, 'owner').map((owner) => `owner:${owner}`),
  ]);
  const written = select.map((selector) => selector.map(({ key, value }) => `${key}:${value}`).join(','));
  throw failure(2, 'nothing-selected', `no segment is \`${written.join('` or `')}\``, [
    written.map((text) => didYouMean(text, known)).find((near) => near !== undefined) ??
      '`segment list` shows the tags',
  ]);
}

/** Whether a segment has the name, is a stage of the set of that name, or fits the pattern. */
export function isNamedBy(name: string, word: string): boolean {
  if (word.includes('*')) return patternOf(word).test(name);
  return name === word || name.startsWith(`${word}.`) || patternOf(openName(name)).test(word);
}

/** A name in which parameters may stand, as a pattern. */
function openName(name: string): string {
  return name.replaceAll(/\$\{?\w+\}?/g, '*');
}

/** Whether a definition may make a segment that the word names. */
export function mayBeNamedBy(template: Template, word: string): boolean {
  const names = openName(template.name);
  const set = isStageSet(template) ? `${names}.*` : names;
  if (word.includes('*')) return meet(names, word) || (set !== names && meet(set, word));
  return patternOf(names).test(word) || (set !== names && patternOf(set).test(word));
}

/** Whether two patterns may be met by one name, as far as their beginnings tell. */
function meet(a: string, b: string): boolean {
  if (!a.includes('*')) return patternOf(b).test(a);
  const [one, other] = [a.slice(0, a.indexOf('*')), b.slice(0, b.indexOf('*'))];
  return one.startsWith(other) || other.startsWith(one);
}

function patternOf(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.\\+?^${}()|[\]]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}
