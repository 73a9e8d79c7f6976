/** What the parts of a cohort query share. */
import type { Planner } from '../plan/planner.ts';
import type { CohortClock } from './cohort-clock.ts';
import type { CohortQuestion } from './cohort-question.ts';

/** Names of the query's relations. */
export interface CohortRelations {
  readonly people: string;
  readonly firsts: string;
  readonly starts: string;
  readonly members: string;
  readonly activity: string;
  readonly returns: string;
  readonly reached: string;
}

export interface CohortBuilding {
  readonly question: CohortQuestion;
  readonly planner: Planner;
  readonly clock: CohortClock;
  readonly names: CohortRelations;
  /** Whether returns are the events that begin cohorts, so that one grouping of the rows serves both. */
  readonly own: boolean;
}
