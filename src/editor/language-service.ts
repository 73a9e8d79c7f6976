/** What an editor asks about the definitions of one project, while they are typed; knows no protocol. */
import { basename, join } from 'node:path';
import { expandPatterns } from '../definitions/asked-words.ts';
import { type DefinitionFile, readDefinitionFile, relativeName } from '../definitions/definition-files.ts';
import { readTestFiles } from '../definitions/test-files.ts';
import { collector } from '../diagnostics/collect.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { Failure, failure } from '../diagnostics/failure.ts';
import type { Source, Span } from '../diagnostics/source.ts';
import { parsingWith } from '../language/condition.ts';
import { placesAt } from '../language/cursor.ts';
import type { ScalarSyntax } from '../language/syntax.ts';
import { explainSegment } from '../plan/explain.ts';
import { valueWords, vocabularyOf } from '../plan/words.ts';
import { readTextFile } from '../project/read-text.ts';
import type { Edited } from '../workspace/edited.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { definitionSchema } from './definitions.ts';
import { FieldValues } from './field-values.ts';
import type { JsonSchema } from './json-schema.ts';
import { type KnownNames, namesOf } from './names.ts';
import { type Offer, offeredKeys, offeredValues, saysAt } from './offers.ts';
import { projectSchema } from './project-file.ts';
import { type Edit, refuseName, renamedAt } from './renaming.ts';
import { SegmentSizes } from './segment-sizes.ts';
import { type Occurrence, occurrenceAt, occurrencesIn } from './symbols.ts';

export interface Completion extends Offer {
  readonly kind: 'key' | 'value' | 'segment';
  /** Where the word that it replaces starts. */
  readonly start: number;
}

interface Hover {
  readonly text: string;
  readonly span?: Span;
}

interface Parsed {
  readonly text: string;
  readonly file: DefinitionFile;
  readonly diagnostics: readonly Diagnostic[];
}

/** The project as it was when it was opened, and the files as they are in the editor. */
export class LanguageService {
  readonly #open: () => Promise<Workspace>;
  readonly #cwd: string;
  readonly #texts = new Map<string, string>();
  readonly #parsed = new Map<string, Parsed>();
  /** What follows from the files as they are. */
  readonly #places = new WeakMap<Edited, readonly Occurrence[]>();
  #schema: { readonly names: string; readonly schema: JsonSchema } | undefined;
  #values = new FieldValues();
  #sizes = new SegmentSizes();
  #workspace: Promise<Workspace> | undefined;
  #edited: Promise<Edited> | undefined;

  constructor(open: () => Promise<Workspace>, cwd: string) {
    this.#open = open;
    this.#cwd = cwd;
  }

  /** The text of a file in the editor; undefined once it is closed. Paths are absolute. */
  setText(path: string, text: string | undefined): void {
    if (text === undefined) this.#texts.delete(path);
    else this.#texts.set(path, text);
    this.#edited = undefined;
  }

  /** Data or project file are not what they were: all is read again when it is next asked for. */
  async reload(): Promise<void> {
    const old = this.#workspace;
    this.#workspace = undefined;
    this.#edited = undefined;
    const sizes = this.#sizes;
    this.#values = new FieldValues();
    this.#sizes = new SegmentSizes();
    await sizes.counting;
    await old?.then(
      (workspace) => workspace.close(),
      () => undefined,
    );
  }

  /** Everything that is wrong, by path; every file that was looked at has its list. */
  async diagnostics(): Promise<ReadonlyMap<string, readonly Diagnostic[]>> {
    const found = new Map<string, Diagnostic[]>();
    let all: readonly Diagnostic[];
    let paths: ReadonlyMap<string, string>;
    try {
      const edited = await this.#edit();
      const parsed = edited.files.flatMap(({ path }) => this.#parsed.get(path)?.diagnostics ?? []);
      const ofProject = (await this.#project()).diagnostics.filter(
        ({ span }) => span && !edited.files.some(({ source }) => source.name === span.source.name),
      );
      all = [...parsed, ...edited.diagnostics, ...ofProject];
      paths = new Map(edited.files.map(({ source, path }) => [source.name, path]));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      all = error.diagnostics;
      paths = new Map();
    }
    for (const path of [...paths.values(), ...this.#texts.keys()]) found.set(path, []);
    for (const diagnostic of all) {
      if (!diagnostic.span) continue;
      const { name } = diagnostic.span.source;
      const path = paths.get(name) ?? join(this.#cwd, name);
      found.set(path, [...(found.get(path) ?? []), diagnostic]);
    }
    return found;
  }

  /** What may stand at the place. */
  async complete(path: string, offset: number): Promise<readonly Completion[]> {
    const text = this.#textOf(path);
    const schema = await this.#schemaOf(path);
    if (!schema) return [];
    const found: Completion[] = [];
    for (const place of placesAt(text, offset)) {
      if (place.at === 'key') {
        const keys = offeredKeys(schema, place.path).filter((each) => !place.beside.includes(each.text));
        found.push(...keys.map((each) => ({ ...each, kind: 'key', start: place.start }) as const));
        continue;
      }
      const known = new Set((await this.#edit()).definitions.segments.map(({ name }) => name));
      const words = offeredValues(schema, place.path).map(
        (each) =>
          ({ ...each, kind: known.has(each.text) ? 'segment' : 'value', start: place.start }) as const,
      );
      const values = await this.#values.at(place.path, await this.#project());
      found.push(
        ...words,
        ...values.map((each) => ({ text: each, kind: 'value', start: place.start }) as const),
      );
    }
    return [...new Map(found.map((each) => [each.text, each])).values()];
  }

  /** What stands at the place, in words; the size of a segment once it has been counted, which nobody waits for. */
  async hover(path: string, offset: number): Promise<Hover | undefined> {
    const edited = await this.#edit();
    const occurrence = await this.#occurrence(path, offset);
    if (occurrence?.kind === 'segment') return this.#hoverSegment(occurrence, edited);
    if (occurrence?.kind === 'trait') return this.#hoverTrait(occurrence, edited);
    const [place] = placesAt(this.#textOf(path), offset).filter(({ at }) => at === 'key');
    if (!place) return undefined;
    const word = /^[\p{L}\p{N}_$.-]*/u.exec(this.#textOf(path).slice(place.start))![0];
    const schema = await this.#schemaOf(path);
    const says = schema && saysAt(schema, [...place.path, word]);
    return says === undefined ? undefined : { text: `\`${word}\`: ${says}` };
  }

  /** Where what stands at the place is defined. */
  async definition(path: string, offset: number): Promise<readonly Span[]> {
    return (await this.#occurrencesOf(path, offset))
      .filter((each) => each.isDefinition)
      .map(({ span }) => span);
  }

  /** Every place that names it. */
  async references(path: string, offset: number, withDefinition: boolean): Promise<readonly Span[]> {
    const found = await this.#occurrencesOf(path, offset);
    return found.filter((each) => withDefinition || !each.isDefinition).map(({ span }) => span);
  }

  /** The span of the name that would be renamed. */
  async renamed(path: string, offset: number): Promise<Span | undefined> {
    return (await this.#occurrence(path, offset))?.span;
  }

  /** A new name at every place, over all files. Throws a `Failure` (2) for what cannot be renamed so. */
  async rename(path: string, offset: number, name: string): Promise<readonly Edit[]> {
    const occurrence = await this.#occurrence(path, offset);
    if (!occurrence) throw failure(2, 'rename', 'there is no name of a segment or a trait here');
    refuseName(occurrence, name, await this.#occurrences());
    const found = await this.#occurrencesOf(path, offset);
    return found.map((each) => renamedAt(each, name));
  }

  /** The path of a file that messages call so. */
  async pathOf(source: Source): Promise<string> {
    const file = (await this.#edit()).files.find((each) => each.source.name === source.name);
    return file?.path ?? join(this.#cwd, source.name);
  }

  #project(): Promise<Workspace> {
    this.#workspace ??= this.#open();
    return this.#workspace;
  }

  #edit(): Promise<Edited> {
    this.#edited ??= this.#readEdited();
    return this.#edited;
  }

  async #readEdited(): Promise<Edited> {
    const workspace = await this.#project();
    const { project } = workspace;
    const patterns = project.segments.map(({ name }) => name);
    const paths = new Set([...expandPatterns(patterns, project.folder)]);
    const tables = project.events.map(({ name }) => name.name);
    return workspace.edited([...paths].map((path) => this.#parse(path, tables).file));
  }

  #parse(path: string, tables: readonly string[]): Parsed {
    const text = this.#textOf(path);
    const known = this.#parsed.get(path);
    if (known?.text === text) return known;
    const found = collector();
    const source = { name: relativeName(path, this.#cwd), text };
    const file = readDefinitionFile({ path, ...source }, false, parsingWith(tables, found.report));
    const parsed = { text, file, diagnostics: found.diagnostics };
    this.#parsed.set(path, parsed);
    return parsed;
  }

  #textOf(path: string): string {
    return this.#texts.get(path) ?? readTextFile(path, path);
  }

  /** Other files of the folder are none of ours. */
  async #schemaOf(path: string): Promise<JsonSchema | undefined> {
    const { schema, fileSchema, project } = await this.#project();
    const { definitions, names, files } = await this.#edit();
    const known = namesOf(schema, fileSchema, definitions, names(() => undefined).models);
    const isProject = project.file !== undefined && path === join(project.folder, basename(project.file));
    if (isProject) return projectSchema(known);
    return files.some((file) => file.path === path) ? this.#schemaWith(known) : undefined;
  }

  /** Most letters change no name. */
  #schemaWith(known: KnownNames): JsonSchema {
    const names = JSON.stringify(known);
    if (this.#schema?.names !== names) this.#schema = { names, schema: definitionSchema(known) };
    return this.#schema.schema;
  }

  async #occurrence(path: string, offset: number): Promise<Occurrence | undefined> {
    const file = relativeName(path, this.#cwd);
    return occurrenceAt(await this.#occurrences(), file, offset);
  }

  async #occurrences(): Promise<readonly Occurrence[]> {
    const { project } = await this.#project();
    const edited = await this.#edit();
    const known = this.#places.get(edited);
    if (known) return known;
    const found = occurrencesIn({ ...edited, project, tested: this.#tested(project, edited.files) });
    this.#places.set(edited, found);
    return found;
  }

  /** In test files as they are saved; one that is being edited is not what its places are of. */
  #tested(project: Workspace['project'], files: readonly DefinitionFile[]): readonly ScalarSyntax[] {
    const tests = readTestFiles(project, files, [], this.#cwd, () => undefined);
    const saved = tests.filter(({ path, source }) => this.#textOf(path) === source.text);
    return saved.flatMap((file) => file.tests.flatMap(({ expect }) => expect.map(({ segment }) => segment)));
  }

  async #occurrencesOf(path: string, offset: number): Promise<readonly Occurrence[]> {
    const here = await this.#occurrence(path, offset);
    const all = here ? await this.#occurrences() : [];
    return all.filter(({ kind, name }) => kind === here!.kind && name === here!.name);
  }

  async #hoverSegment({ name, span }: Occurrence, edited: Edited): Promise<Hover | undefined> {
    const { definitions } = edited;
    const workspace = await this.#project();
    const segment = definitions.segments.find((each) => each.name === name);
    if (!segment) return undefined;
    const nodes = explainSegment(segment, definitions, vocabularyOf(definitions, workspace.asOf));
    const told = nodes.filter(({ role }) => role.kind === 'step' || role.kind === 'condition');
    const lines = told.map(({ words, depth }) => `${'  '.repeat(depth)}- ${words}`);
    const size = this.#sizes.of(name, { ...workspace, definitions }, edited);
    const { title, description } = segment.about;
    const head = [`**${title ?? name}**`, ...(size === undefined ? [] : [size])].join(' · ');
    return { text: [head, ...(description ? [description] : []), lines.join('\n')].join('\n\n'), span };
  }

  async #hoverTrait({ name, span }: Occurrence, { definitions }: Edited): Promise<Hover | undefined> {
    const { asOf } = await this.#project();
    const trait = definitions.traits.find((each) => each.name === name);
    return (
      trait && { text: `**${name}**: ${valueWords(trait.value, vocabularyOf(definitions, asOf))}`, span }
    );
  }
}
