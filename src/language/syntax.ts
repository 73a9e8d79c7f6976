import type { Span } from '../diagnostics/source.ts';
import type { Logic } from '../model/logic.ts';
import type { YamlMap, YamlNode, YamlScalar } from '../yaml/node.ts';

/**
 * What a definition says, before any name is known. A name with a body may be a field with a test or a
 * table with a block; only the schema tells, so checking binds it.
 */
export type LeafSyntax =
  | { readonly kind: 'named'; readonly name: YamlScalar; readonly body: YamlNode }
  | { readonly kind: 'segments'; readonly names: readonly YamlScalar[]; readonly span: Span }
  | {
      readonly kind: 'movement';
      readonly movement: 'entered' | 'left' | 'stayed';
      readonly segment: YamlScalar;
      readonly last: YamlScalar;
    }
  | {
      readonly kind: 'file';
      readonly path: YamlScalar;
      readonly field?: YamlScalar;
      readonly column?: YamlScalar;
    }
  | {
      readonly kind: 'sql';
      readonly engine: YamlScalar;
      readonly text: YamlScalar;
      readonly uses: readonly YamlScalar[];
    };

export type ConditionSyntax = Logic<LeafSyntax>;

export interface StageSyntax {
  readonly name: YamlScalar;
  readonly where?: ConditionSyntax;
  readonly action?: string;
}

export interface SegmentSyntax {
  readonly name: string;
  /** Where the name stands, or the start of the definition when the file's name is used. */
  readonly span: Span;
  readonly node: YamlMap;
  /** The fields of the mapping by key, each one known. */
  readonly fields: ReadonlyMap<string, YamlNode>;
  /** The parameter values this instance was made with. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Made from values of the data, so that nothing may refer to it by name. */
  readonly generated?: boolean;
  readonly base?: YamlScalar;
  readonly where?: ConditionSyntax;
  readonly exclude: readonly ConditionSyntax[];
  readonly stages?: readonly StageSyntax[];
}

export interface TraitSyntax {
  readonly name: YamlScalar;
  readonly body: YamlNode;
}

/** A definition as written, before its parameters have values. */
export interface TemplateSyntax {
  readonly name: string;
  readonly span: Span;
  readonly node: YamlMap;
}

export interface DocumentSyntax {
  readonly templates: readonly TemplateSyntax[];
  readonly traits: readonly TraitSyntax[];
}
