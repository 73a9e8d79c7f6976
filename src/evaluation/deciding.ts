/** Of the nodes of an explanation for one customer, those that decided whether he is in. */
import type { SeenNode } from './explain.ts';

/**
 * For somebody who is out, the first step that does not hold, and within it what made it so; for somebody who is
 * in, what made every step hold. A condition that is negated is told as a whole.
 */
export function decidingNodes(nodes: readonly SeenNode[], is: 'in' | 'out'): readonly SeenNode[] {
  const steps = nodes.filter(({ role }) => role.kind === 'step');
  if (is === 'in') return steps.flatMap((step) => causes(step, true, nodes));
  const failed = steps.find(({ holds }) => !holds);
  return failed ? causes(failed, false, nodes) : [];
}

/** The leaves that have the same truth as the node, and made it so. */
function causes(node: SeenNode, truth: boolean, nodes: readonly SeenNode[]): readonly SeenNode[] {
  const children = childrenOf(node, nodes);
  const { role } = node;
  const logic =
    role.kind === 'condition'
      ? role.logic
      : role.kind === 'step' && role.step.kind === 'condition'
        ? role.step.logic
        : undefined;
  if (children.length === 0 || !logic || logic.kind === 'not' || logic.kind === 'leaf') return [node];
  const agreeing = children.filter(({ holds }) => holds === truth);
  const [first] = agreeing;
  if (!first) return [node];
  if (logic.kind === 'all' && !truth) return causes(first, truth, nodes);
  return agreeing.flatMap((child) => causes(child, truth, nodes));
}

function childrenOf({ node }: SeenNode, nodes: readonly SeenNode[]): readonly SeenNode[] {
  const prefix = `${node}.`;
  return nodes.filter(
    (other) => other.node.startsWith(prefix) && !other.node.slice(prefix.length).includes('.'),
  );
}
