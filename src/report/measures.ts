/** What sections are made of, computed once and with the lists. */
import { Failure } from '../diagnostics/failure.ts';
import { boundModels } from '../features/index.ts';
import { rfmModels } from '../features/rfm-models.ts';
import type { MeasureValue, Value } from '../model/value.ts';
import { leavesWithin, measuresWithin } from '../model/walk.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Section, When } from './section.ts';

/** The measures behind what the sections will ask; what may fail is left to the section, which tells of it. */
export function measuresOf(
  sections: readonly Section[],
  view: Workspace,
  when: When,
): readonly MeasureValue[] {
  const values = sections.flatMap(({ values: of }) => (of ? readable(() => of(view, when)) : []));
  return measuresWithin(values).filter((value) => !leavesWithin(value).some(({ kind }) => kind === 'sql'));
}

function readable(read: () => readonly Value[]): readonly Value[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof Failure) return [];
    throw error;
  }
}

/** What scores are made of: days, number and money. */
export function rfmMeasures({ models }: Workspace): readonly Value[] {
  return boundModels(models, rfmModels).flatMap(({ recency, frequency, monetary }) => [
    recency,
    frequency,
    ...(monetary ? [monetary] : []),
  ]);
}
