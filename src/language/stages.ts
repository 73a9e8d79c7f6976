/** Stages: conditions of which the first that holds counts. */
import type { Report } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import type { Span } from '../diagnostics/source.ts';
import { fieldsOf } from '../yaml/fields.ts';
import { entryOf, type YamlNode } from '../yaml/node.ts';
import { parseCondition } from './condition.ts';
import type { Parsing } from './parsing.ts';
import { SEGMENT_NAME } from './segment-keys.ts';
import type { ScalarSyntax, StageSyntax } from './syntax.ts';

const stageTexts = ['title', 'description', 'action'] as const;

export function parseStages(node: YamlNode, parsing: Parsing): readonly StageSyntax[] | undefined {
  if (node.kind !== 'list' || node.items.length === 0) {
    parsing.report(
      problem(
        node.span,
        'stages-shape',
        '`stages` takes a list of stages',
        'write `- { stage: new, where: { … } }`, and a last one without `where`',
      ),
    );
    return undefined;
  }
  const seen = new Map<string, Span>();
  const isEnded = node.items.some((item) => item.kind === 'map' && !entryOf(item.entries, 'where'));
  return node.items.flatMap((item, index) => {
    const isLast = index === node.items.length - 1;
    return parseStage(item, { isLast, isEnded }, seen, parsing) ?? [];
  });
}

interface Place {
  readonly isLast: boolean;
  /** Whether some stage goes without `where`, and takes everybody. */
  readonly isEnded: boolean;
}

function parseStage(
  node: YamlNode,
  place: Place,
  seen: Map<string, Span>,
  parsing: Parsing,
): StageSyntax | undefined {
  const { report } = parsing;
  const fields = fieldsOf(node, ['stage', 'where', ...stageTexts], report, 'a stage');
  if (!fields) return undefined;
  const name = fields.get('stage');
  if (name?.kind !== 'scalar' || !SEGMENT_NAME.test(name.text)) {
    report(
      problem(
        (name ?? node).span,
        'stage-name',
        'the stage has no name of lower-case letters, digits, `-` and `_`',
        'write `stage: new`',
      ),
    );
    return undefined;
  }
  if (seen.has(name.text))
    report(problem(name.span, 'duplicate-stage', `the stage \`${name.text}\` stands twice`));
  seen.set(name.text, name.span);
  const where = fields.get('where');
  checkPlace(name, node, where, place, report);
  const texts = stageTexts.flatMap((key) => {
    const value = fields.get(key);
    return value?.kind === 'scalar' ? [[key, value] as const] : [];
  });
  return {
    name,
    ...(where ? { where: parseCondition(where, parsing) } : {}),
    ...Object.fromEntries(texts),
  };
}

/** The last stage, and only it, has no condition. */
function checkPlace(
  name: ScalarSyntax,
  node: YamlNode,
  where: YamlNode | undefined,
  { isLast, isEnded }: Place,
  report: Report,
): void {
  if (!where && !isLast) {
    report(
      problem(
        node.span,
        'stage-without-where',
        `the stage \`${name.text}\` has no \`where\`, so no stage after it can hold anybody`,
        'only the last stage goes without `where`',
      ),
    );
  }
  if (where && isLast && !isEnded) {
    report(
      problem(
        where.span,
        'last-stage-where',
        'the last stage takes everybody else, so it has no `where`',
        'add a last stage without `where`',
      ),
    );
  }
}
