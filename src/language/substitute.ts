/** Parameters put in their places. A value stands for a whole scalar and for nothing else: never a key, a name or a part of one. */
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { caution, problem } from '../diagnostics/problem.ts';
import type { Span } from '../diagnostics/source.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { foldAccents } from '../model/accents.ts';
import { entryOf, type YamlEntry, type YamlMap, type YamlNode, type YamlScalar } from '../yaml/node.ts';
import type { ParameterValue, ScalarText } from './parameters.ts';
import type { Template } from './template.ts';

const WHOLE = /^\$([A-Za-z_][A-Za-z0-9_]*)$/;
const WITHIN = /\$([A-Za-z_][A-Za-z0-9_]*)/g;

/** These say what the parameters are. */
const ownKeys = ['params', 'for_each'];
/** Texts in which parameters are replaced wherever they stand. */
const textKeys = ['name', 'title', 'description'];

/** The values of one set, by parameter. */
export type ParameterSet = ReadonlyMap<string, ParameterValue>;

/** The definition with the values in it, each at the place of its parameter; the name is made of folded values. */
export function substitute(template: Template, values: ParameterSet): Template {
  const name = template.name.replaceAll(WITHIN, (whole, parameter: string) => {
    const value = values.get(parameter);
    return value ? namePart(textOf(value)) : whole;
  });
  const entries = template.node.entries
    .filter(({ key }) => !ownKeys.includes(key.text))
    .map((entry) => {
      if (entry.key.text === 'name') return renamed(entry, name);
      return textKeys.includes(entry.key.text) ? inText(entry, values) : inEntry(entry, values);
    });
  return { ...template, name, node: { ...template.node, entries } };
}

/** As a name takes it: lower case, without accents, every other run of characters as one `-`; may be empty. */
export function namePart(text: string): string {
  return foldAccents(text)
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

/** The value as a text is made of it, and as reports show it. */
export function textOf(value: ParameterValue): string {
  return value.kind === 'list' ? value.items.map(({ text }) => text).join(', ') : value.text;
}

/** The parameters that the definition's name is made of. */
export function parametersOfName(template: Template): ReadonlySet<string> {
  return new Set([...template.name.matchAll(WITHIN)].map(([, name]) => name!));
}

function renamed({ key, value }: YamlEntry, name: string): YamlEntry {
  return { key, value: value.kind === 'scalar' ? { ...value, text: name } : value };
}

function inEntry(entry: YamlEntry, values: ParameterSet): YamlEntry {
  return isPath(entry.key) ? inPath(entry, values) : { key: entry.key, value: inNode(entry.value, values) };
}

/** The parameter whose value a scalar as a whole stands for: `$name`, unquoted. */
export function parameterOf({ text, quoted }: YamlScalar): string | undefined {
  return quoted ? undefined : WHOLE.exec(text)?.[1];
}

/** A parameter where only a name as it is written can stand. */
export function parameterAsName(name: string, span: Span): Diagnostic {
  const message = `\`$${name}\` is a value and cannot stand for a name`;
  return problem(span, 'parameter-as-name', message, 'write the name itself');
}

function isPath(key: YamlScalar): boolean {
  return key.text === 'in_file' && !key.quoted;
}

function inPath(entry: YamlEntry, values: ParameterSet): YamlEntry {
  if (entry.value.kind !== 'map') return inText(entry, values);
  const entries = entry.value.entries.map((inner) =>
    inner.key.text === 'path' ? inText(inner, values) : inEntry(inner, values),
  );
  return { key: entry.key, value: { ...entry.value, entries } };
}

function inText({ key, value }: YamlEntry, values: ParameterSet): YamlEntry {
  if (value.kind !== 'scalar') return { key, value: inNode(value, values) };
  const text = value.text.replaceAll(WITHIN, (whole, name: string) => {
    const found = values.get(name);
    return found ? textOf(found) : whole;
  });
  return { key, value: text === value.text ? value : { ...value, text, quoted: true } };
}

function inNode(node: YamlNode, values: ParameterSet): YamlNode {
  switch (node.kind) {
    case 'scalar':
      return inScalar(node, values);
    case 'list':
      return { ...node, items: node.items.map((item) => inNode(item, values)) };
    case 'map':
      return { ...node, entries: node.entries.map((entry) => inEntry(entry, values)) };
  }
}

function inScalar(node: YamlScalar, values: ParameterSet): YamlNode {
  const name = parameterOf(node);
  const value = name === undefined ? undefined : values.get(name);
  if (name === undefined || !value) return node;
  const scalar = ({ text, quoted }: ScalarText): YamlScalar => ({
    kind: 'scalar',
    text,
    quoted,
    parameter: name,
    span: node.span,
  });
  return value.kind === 'list'
    ? { kind: 'list', items: value.items.map(scalar), span: node.span }
    : scalar(value);
}

/** Reports parameters that do not exist, that stand where no value can, and that nothing uses. */
export function checkReferences(template: Template, names: readonly string[], report: Report): void {
  const used = new Set<string>();
  const check = new References(names, used, report);
  check.text(template.name, template.span, 'error');
  for (const entry of template.node.entries) {
    const { key, value } = entry;
    if (ownKeys.includes(key.text) || key.text === 'name') continue;
    if (textKeys.includes(key.text) && value.kind === 'scalar') check.text(value.text, value.span, 'warning');
    else check.entry(entry);
  }
  const params = entryOf(template.node.entries, 'params')?.value;
  for (const { key } of params?.kind === 'map' ? params.entries : []) {
    if (names.includes(key.text) && !used.has(key.text)) {
      report(caution(key.span, 'unused-parameter', `the parameter \`${key.text}\` is used nowhere`));
    }
  }
}

/** A trait belongs to the project, so there is nothing its `$x` could mean. */
export function checkTraitReferences(body: YamlNode, report: Report): void {
  new References([], new Set(), report).node(body);
}

class References {
  readonly #names: readonly string[];
  readonly #used: Set<string>;
  readonly #report: Report;

  constructor(names: readonly string[], used: Set<string>, report: Report) {
    this.#names = names;
    this.#used = used;
    this.#report = report;
  }

  node(node: YamlNode): void {
    switch (node.kind) {
      case 'scalar':
        this.#scalar(node);
        break;
      case 'list':
        for (const item of node.items) this.node(item);
        break;
      case 'map':
        for (const entry of node.entries) this.entry(entry);
        break;
    }
  }

  entry({ key, value }: YamlEntry): void {
    const name = parameterOf(key);
    if (name !== undefined) {
      this.#used.add(name);
      this.#report(parameterAsName(name, key.span));
    }
    if (!isPath(key)) this.node(value);
    else if (value.kind === 'scalar') this.text(value.text, value.span, 'error');
    else this.#pathMap(value);
  }

  #pathMap(value: YamlNode): void {
    for (const entry of value.kind === 'map' ? value.entries : []) {
      const { key, value: inner } = entry;
      if (key.text === 'path' && inner.kind === 'scalar') this.text(inner.text, inner.span, 'error');
      else this.entry(entry);
    }
  }

  #scalar(node: YamlScalar): void {
    if (node.quoted) return;
    const name = parameterOf(node);
    if (name !== undefined) {
      this.#reference(name, node.span, 'error');
      return;
    }
    const within = [...node.text.matchAll(WITHIN)].find(([, inner]) => this.#names.includes(inner!));
    if (!within) return;
    this.#report(
      caution(
        node.span,
        'parameter-within-text',
        `\`${within[0]}\` is not replaced within \`${node.text}\``,
        'a parameter is a whole value; make the whole text the value, or quote it if it is text',
      ),
    );
  }

  text(text: string, span: YamlMap['span'], severity: 'error' | 'warning'): void {
    for (const [, name] of text.matchAll(WITHIN)) this.#reference(name!, span, severity);
  }

  /** A title may speak of `$US`: there only what looks like a slip is worth a word. */
  #reference(name: string, span: YamlMap['span'], severity: 'error' | 'warning'): void {
    this.#used.add(name);
    if (this.#names.includes(name)) return;
    const near = didYouMean(name, this.#names);
    if (severity === 'warning' && !near) return;
    const help = near ?? 'declare it under `params`, or quote it if it is text';
    const message = `there is no parameter \`$${name}\``;
    this.#report({ ...problem(span, 'unknown-parameter', message, help), severity });
  }
}
