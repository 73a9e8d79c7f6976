/** What people call segments, and what stands for them in the project's files. */
import type { Segment } from '../model/segment.ts';

export function isStage({ name }: Pick<Segment, 'name'>): boolean {
  return name.includes('.');
}

/** The set of stages that it is one of. */
export function setOf(name: string): string {
  return name.slice(0, name.indexOf('.'));
}

/** `At risk, and worth it`; of a stage the title of its set before it: `Where they stand with us: at-risk`. */
export function titleOf({ name, about: { title } }: Segment): string {
  if (title === undefined) return name;
  return name.includes('.') ? `${title}: ${name.slice(name.indexOf('.') + 1)}` : title;
}
