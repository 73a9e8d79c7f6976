/** The open list of sections that define named models, by their keys in the project file. */
import { cohortsSection } from './cohorts.ts';
import { predictSection } from './predict.ts';
import { rfmSection } from './rfm.ts';

export const modelSections = { rfm: rfmSection, cohorts: cohortsSection, predict: predictSection };

export type ModelKey = keyof typeof modelSections;

/** What the sections of a project say; those that it does not have are absent. */
export type ModelSyntaxes = { readonly [Key in ModelKey]?: ReturnType<(typeof modelSections)[Key]['parse']> };

export const modelKeys = Object.keys(modelSections) as readonly ModelKey[];
