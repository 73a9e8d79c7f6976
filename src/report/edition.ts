/** What all sections of one report are made from. */
import type { Segment } from '../model/segment.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Movement } from './movement.ts';
import type { People, Sums } from './people.ts';
import type { ToldSize } from './told-sizes.ts';

export interface Edition {
  readonly workspace: Workspace;
  /** Of which the report is, by name. */
  readonly segments: readonly Segment[];
  readonly people: People;
  readonly movement: Movement;
  /** What may be told of each segment. */
  readonly told: ReadonlyMap<string, ToldSize>;
  /** Fewer people than so many stand in no cell. */
  readonly minCell: number;
  /** Whether its sections were named one by one. */
  readonly isChosen: boolean;
  /** How it was made: the version of the program and the words it was called with. */
  readonly made: { readonly version: string; readonly command: string };
}

export function sumsOf({ people }: Edition, segment: string): Sums {
  return people.sums.get(segment)!;
}

/** The segments that matter most by what their members spend (by their number where there is no money): no stages, none of few people. */
export function foremost(edition: Edition, count: number): readonly Segment[] {
  const { people, told } = edition;
  const weight = (segment: Segment): number => {
    const { customers, spent } = sumsOf(edition, segment.name);
    return spent === null ? customers : Number(spent);
  };
  return edition.segments
    .filter(
      ({ name }) => !name.includes('.') && told.get(name)!.isTold && sumsOf(edition, name).customers > 0,
    )
    .filter(({ name }) => sumsOf(edition, name).customers * 2 <= people.base)
    .toSorted((a, b) => weight(b) - weight(a) || (a.name < b.name ? -1 : 1))
    .slice(0, count);
}

/** With more customers than so many, fits take minutes, and checks of every table longer than the lists. */
const MOST_AT_ONCE = 50_000;

/** Whether what takes long is made only where somebody asks for it. */
export function isLarge({ people, isChosen }: Edition): boolean {
  return people.base > MOST_AT_ONCE && !isChosen;
}
