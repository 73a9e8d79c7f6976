/** Segments and traits that nothing uses: no list is written of them, and no definition leads to them. */
import { isNamedBy } from '../definitions/asked.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { caution } from '../diagnostics/problem.ts';
import { isOn } from '../language/template.ts';
import { type Defining, occurrencesIn } from './symbols.ts';

export function unusedWarnings(defining: Defining): readonly Diagnostic[] {
  const { project, files } = defining;
  const mentions = occurrencesIn(defining).filter(({ isDefinition }) => !isDefinition);
  const used = (kind: 'segment' | 'trait'): readonly string[] =>
    mentions.filter((each) => each.kind === kind).map(({ name }) => name);
  const [segments, traits] = [used('segment'), new Set(used('trait'))];
  const written = files.flatMap(({ document }) => document.traits);
  return [
    ...files
      .flatMap(({ document }) => document.templates)
      .filter((each) => !isOn(each, 'output') || !isOn(each, 'enabled'))
      .filter(({ name }) => !segments.some((used) => isNamedBy(name, used)))
      .map(({ name, span }) =>
        caution(
          span,
          'unused-segment',
          `\`${name}\` is not written, and nothing uses it`,
          'remove it, or `output: false` or `enabled: false` from it',
        ),
      ),
    ...[...project.traits, ...written]
      .filter(({ name }) => !traits.has(name.text))
      .map(({ name }) =>
        caution(name.span, 'unused-trait', `the trait \`${name.text}\` is used by nothing`, 'remove it'),
      ),
  ];
}
