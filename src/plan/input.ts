import type { NamedModel } from '../features/named-model.ts';
import type { AsOf } from '../model/calendar.ts';
import type { Schema } from '../model/schema.ts';
import type { Definitions } from '../model/segment.ts';
import { type Leaf, typeOf } from '../model/value.ts';
import type { KeptColumn, KeptMember } from './measured.ts';
import type { LoadedFile } from './plan.ts';

export interface PlanInput {
  readonly schema: Schema;
  /**
   * Whether rows may be grouped by keys as they are written: quicker, and the query then ends with the failure
   * `unclean-key` where one would have to be cleaned.
   */
  readonly trustsKeys?: boolean;
  readonly asOf: AsOf;
  /** The most days that a definition adds to a time, where that is known. */
  readonly reach?: number;
  readonly definitions: Definitions;
  /** Those whose fields may be read. */
  readonly models: readonly NamedModel[];
  /** Measures that were computed before, by `measuredKey`. */
  readonly kept?: ReadonlyMap<string, KeptColumn> | undefined;
  /** Segments of which it is known already whom they hold, by name. */
  readonly members?: ReadonlyMap<string, KeptMember> | undefined;
  /** Files of values that conditions name, by `fileKey`; their values have the type of the leaf's field. */
  readonly files: ReadonlyMap<string, LoadedFile>;
  /**
   * The relation of one `customer` column with the people of the recorded run that a movement looks back to (for
   * `stayed`, those who were in all runs since as well). Throws a `Failure` (2) where nothing was recorded.
   */
  readonly recorded: (leaf: MovementLeaf) => string;
}

export type FileLeaf = Extract<Leaf, { kind: 'file' }>;
export type MovementLeaf = Extract<Leaf, { kind: 'movement' }>;

/** The name under which a file's values are found in `PlanInput.files`: those of one column, as one type. */
export function fileKey({ path, column: named, field, left }: FileLeaf): string {
  const type = typeOf(left);
  return JSON.stringify([path, named ?? field, type === 'integer' ? 'decimal' : type]);
}
