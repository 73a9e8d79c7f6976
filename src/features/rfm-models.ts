/** RFM models as named models: scores are columns over all who are scored, measures are values like any other. */
import type { Checking } from '../check/context.ts';
import { rfmModelsOf } from './bind-rfm.ts';
import type { ModelKind, NamedModel } from './named-model.ts';
import { type RfmScore, rfmFields } from './rfm-fields.ts';
import { type BoundRfm, bindRfm } from './rfm-measures.ts';
import { lowerRfm } from './rfm-scores.ts';

export const rfmModels: ModelKind<'rfm', BoundRfm> = {
  section: 'rfm',
  words: 'an RFM model',
  models: ({ section, taken, known }) => {
    // Rows are tested by columns, which need no model.
    const context: Checking = { ...known, models: [] };
    return rfmModelsOf(section, known.schema.events, known.report)
      .filter(({ name }) => section !== undefined || !taken(name))
      .flatMap((model) => bindRfm(model, context) ?? [])
      .map(rfmModel);
  },
};

/** The model as a name of the language. */
export function rfmModel(bound: BoundRfm): NamedModel<BoundRfm> {
  return {
    ...rfmFields(bound),
    kind: 'rfm',
    bound: () => bound,
    lower: (field, host) => lowerRfm(bound, field as RfmScore, host),
  };
}
