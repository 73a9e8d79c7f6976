import type { Report } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import { namePart, type ParameterSet, parametersOfName, substitute, textOf } from '../language/substitute.ts';
import type { Template } from '../language/template.ts';

type Instance = readonly [Template, ParameterSet];

/** The definition once for each set, under names that tell them apart. */
export function instances(
  template: Template,
  sets: readonly ParameterSet[],
  names: readonly string[],
  report: Report,
): readonly Instance[] {
  const inName = [...parametersOfName(template)].filter((name) => names.includes(name));
  if (sets.length > 1 && inName.length === 0) {
    const message = `\`${template.name}\` stands for ${sets.length} segments, which need names of their own`;
    const varied =
      names.find((name) => new Set(sets.map((set) => textOf(set.get(name)!))).size > 1) ?? names[0];
    report(
      problem(
        template.span,
        'name-without-parameter',
        message,
        `write \`name: ${template.name}-$${varied}\``,
      ),
    );
    return [];
  }
  const first = new Map<string, ParameterSet>();
  return sets.flatMap((set): readonly Instance[] => {
    if (!namesAll(inName, set, template, report)) return [];
    const instance = substitute(template, set);
    const before = first.get(instance.name);
    if (before) {
      const [a, b] = [before, set].map((values) =>
        inName.map((name) => `\`${textOf(values.get(name)!)}\``).join(', '),
      );
      const message =
        a === b
          ? `${a} stands twice, and both would be the segment \`${instance.name}\``
          : `${a} and ${b} would both be the segment \`${instance.name}\``;
      report(problem(template.span, 'name-clash', message));
      return [];
    }
    first.set(instance.name, set);
    return [[instance, set]];
  });
}

/** A name is made of letters and digits: a value without any would leave a hole in it. */
function namesAll(names: readonly string[], set: ParameterSet, template: Template, report: Report): boolean {
  const empty = names.filter((name) => namePart(textOf(set.get(name)!)) === '');
  for (const name of empty) {
    const message = `the value \`${textOf(set.get(name)!)}\` of \`$${name}\` has no letter of a to z and no digit to make a name of`;
    report(problem(template.span, 'empty-name', message, 'give the segment a name by another parameter'));
  }
  return empty.length === 0;
}
