import type { ScalarSyntax } from '../language/syntax.ts';
import type { Checking } from './context.ts';
import { nameMessages } from './name-messages.ts';

/** The segments that a name stands for: one, or every stage of a stage set; none when it was reported. */
export function checkReference(name: ScalarSyntax, context: Checking): readonly string[] {
  if (name.parameter !== undefined) {
    context.report(nameMessages.parameterAsName(name));
    return [];
  }
  if (context.generatedNames.has(name.text)) {
    context.report(nameMessages.generatedName(name));
    return [];
  }
  if (context.segmentNames.has(name.text)) return [name.text];
  const stages = context.stages.get(name.text);
  if (stages) return stages.map((stage) => `${name.text}.${stage}`);
  context.report(nameMessages.unknownSegment(name, [...context.segmentNames, ...context.stages.keys()]));
  return [];
}
