/** What all sections of one report are made from. */
import type { Membership } from '../evaluation/membership.ts';
import type { Segment } from '../model/segment.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface Edition {
  readonly workspace: Workspace;
  /** Of which the report is, by name. */
  readonly segments: readonly Segment[];
  readonly membership: Membership;
  /** Fewer people than so many stand in no cell. */
  readonly minCell: number;
}
