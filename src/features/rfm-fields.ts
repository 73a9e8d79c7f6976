/** The fields that an RFM model gives every customer: `rfm.segment`, `rfm.r`, `rfm.monetary` and so on. */
import type { Model, ModelField } from '../check/context.ts';
import { typeOf, type Value } from '../model/value.ts';
import type { BoundRfm } from './rfm-measures.ts';
import type { RfmPreset } from './rfm-preset.ts';

/** The segment of customers who have no event that is scored. */
export const PROSPECTS = 'prospects';

/** Fields that are ranked or looked up among all customers; the others are measures of one. */
export const rfmScores = ['segment', 'r', 'f', 'm', 'fm', 'score'] as const;

export type RfmScore = (typeof rfmScores)[number];

/** The model's fields as names of the language; without money there is no `m` and no `monetary`. */
export function rfmFields({ model, recency, frequency, monetary }: BoundRfm): Model {
  const scores = rfmScores.filter((name) => name !== 'm' || monetary !== undefined);
  return {
    name: model.name,
    fields: [
      ...scores.map((name): ModelField => {
        if (name !== 'segment') return { name, type: 'integer' };
        return { name, type: 'text', values: [...segmentNames(model.preset), PROSPECTS] };
      }),
      measured('recency_days', recency),
      measured('frequency', frequency),
      ...(monetary ? [measured('monetary', monetary)] : []),
    ],
  };
}

/** The names of a preset's segments, in its order. */
export function segmentNames({ segments, otherwise }: RfmPreset): readonly string[] {
  return [...segments, ...(otherwise ? [otherwise] : [])].map(({ name }) => name);
}

function measured(name: string, value: Value): ModelField {
  return { name, type: typeOf(value), value: () => value };
}
