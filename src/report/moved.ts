/** Which movements may be told: neither those who came or left, nor those who stayed, are few. */
import type { WeighedChange } from '../evaluation/recording.ts';
import { isFew } from '../stats/suppression.ts';
import type { Edition } from './edition.ts';

export function isMovementTold({ told, minCell }: Edition, segment: string, change: WeighedChange): boolean {
  const { before, entered, left } = change;
  return (
    told.get(segment)!.isTold &&
    ![before, entered, left, before - left].some((count) => isFew(count, minCell))
  );
}
