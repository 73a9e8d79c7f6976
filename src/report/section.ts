/** A section of the report: an open list (`sections/index.ts`), a file each. */
import type { Answer } from '../analyses/answer.ts';
import type { Value } from '../model/value.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Edition } from './edition.ts';

/** At the as-of, or at that which it is compared with. */
export type When = 'now' | 'before';

export interface Section {
  /** As `--sections` names it. */
  readonly name: string;
  /** The heading. */
  readonly title: string;
  /** What it tells, for the help. */
  readonly says: string;
  /** What it will ask of every customer at the as-of or at the one before, so that it is computed along with the lists. */
  readonly values?: (view: Workspace, when: When) => readonly Value[];
  /** Undefined where the project has nothing for it. Throws a `Failure` (2) that says what is missing. */
  readonly write: (edition: Edition) => Promise<Story | undefined>;
}

export interface Story {
  /** In place of the heading, where there is news. */
  readonly headline?: string;
  /** What a reader in a hurry takes along, in the order of importance. */
  readonly lead: readonly string[];
  readonly parts: readonly Part[];
}

/** An answer of an analysis, under a heading of its own where a section has several. */
export interface Part {
  readonly heading?: string;
  /** What has to be known before it is read. */
  readonly lead?: readonly string[];
  readonly answer: Answer;
}
