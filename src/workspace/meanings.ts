/** What definitions mean, comparable between two versions of a project at one as-of. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dependencies, inOrder, stageNode } from '../check/order.ts';
import type { Segment, StageSet } from '../model/segment.ts';
import { leavesWithin } from '../model/walk.ts';
import { keyOf } from '../plan/intern.ts';
import type { Workspace } from './workspace.ts';

export interface Meanings {
  /** By segment: what is bound, with the segments that it leads to and the files that it names. */
  readonly segments: ReadonlyMap<string, string>;
  /** By the name of what all segments rest on: rows that are meant, channels, `suppress`, the holdout, models. */
  readonly around: ReadonlyMap<string, string>;
}

/** Titles, alerts, spelling and place do not count; nor does the name of a segment for what it means itself. */
export function meaningsOf(workspace: Pick<Workspace, 'definitions' | 'models' | 'heldPath'>): Meanings {
  const { definitions, models, heldPath } = workspace;
  const graph = dependencies(definitions);
  const parts = new Map<string, object>([
    ...definitions.segments.map((segment) => [segment.name, meaningOf(segment)] as const),
    ...definitions.stageSets.map((set) => [stageNode(set.name), stagesOf(set)] as const),
  ]);
  const own = new Map([...parts].map(([name, part]) => [name, [keyOf(part), ...filesOf(part, heldPath)]]));
  const meaning = (name: string): string => {
    const others = inOrder([name], graph).filter((node) => node !== name);
    return JSON.stringify([own.get(name), others.flatMap((node) => [node, own.get(node) ?? null])]);
  };
  return {
    segments: new Map(definitions.segments.map(({ name }) => [name, meaning(name)])),
    around: new Map([
      ...[...definitions.filters].map(
        ([table, logic]) => [`\`where\` of \`${table}\``, keyOf(logic)] as const,
      ),
      ...definitions.channels.map((channel) => [`channel \`${channel.name}\``, keyOf(channel)] as const),
      ['`suppress`', JSON.stringify(definitions.suppress)],
      ...(definitions.holdout ? [['`holdout`', keyOf(definitions.holdout)] as const] : []),
      ...models.map((model) => [`\`${model.name}\``, keyOf([model.bound() ?? null])] as const),
    ]),
  };
}

function meaningOf(segment: Segment): object {
  const {
    name: _,
    about: __,
    alerts: ___,
    output: ____,
    enabled: _____,
    parameters: ______,
    ...meaning
  } = segment;
  return meaning;
}

function stagesOf({ base, stages }: StageSet): object {
  return { base: base ?? null, stages };
}

/** What stands in the files of values. */
function filesOf(part: object, heldPath: (path: string) => string): readonly string[] {
  const paths = leavesWithin(part).flatMap((leaf) => (leaf.kind === 'file' ? [leaf.path] : []));
  return paths.map((path) => digestOf(heldPath(path)));
}

function digestOf(path: string): string {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  } catch {
    return '';
  }
}
