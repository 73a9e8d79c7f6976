/** Which table orders are made of. */
import type { Draft, DraftEvents } from './draft.ts';

/** The table of lines of which orders are made, where none is called so: one of them. */
export function ordersMaker({ events, lookups }: Draft): DraftEvents | undefined {
  if ([...events, ...lookups].some(({ name }) => name === 'orders')) return undefined;
  const lines = events.filter(({ linesOf }) => linesOf !== undefined);
  const isMaker = ({ facts, name }: DraftEvents): boolean =>
    name === 'sales' || (facts.part ? facts.part.kind === 'order' : name === 'lines');
  return lines.find(isMaker) ?? lines[0];
}
