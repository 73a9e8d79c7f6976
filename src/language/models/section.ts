import type { YamlNode } from '../../yaml/node.ts';
import type { Parsing } from '../parsing.ts';
import type { ScalarSyntax } from '../syntax.ts';

/** What a section of the project file says of its models. */
export interface ModelsSyntax {
  /** The names that it chooses. */
  readonly names: readonly ScalarSyntax[];
}

/** A section of the project file that defines named models. */
export interface ModelSection<Syntax extends ModelsSyntax> {
  /** What it is about, in the reference and in editors. */
  readonly says: string;
  readonly parse: (node: YamlNode, parsing: Parsing) => Syntax;
}
