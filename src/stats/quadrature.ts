/** Integrals of smooth functions, by Gauss and Legendre. */

/** The nodes above 0 of the 12-point rule on [−1, 1], and their weights (Abramowitz and Stegun 25.4.30). */
const rule = [
  [0.1252334085114689, 0.24914704581340277],
  [0.3678314989981802, 0.2334925365383548],
  [0.5873179542866175, 0.20316742672306592],
  [0.7699026741943047, 0.16007832854334622],
  [0.9041172563704749, 0.10693932599531843],
  [0.9815606342467192, 0.04717533638651183],
] as const;

/** Calls `visit` with each node between the two ends and its weight, so that several integrals share a pass. */
export function visitNodes(from: number, to: number, visit: (node: number, weight: number) => void): void {
  const middle = (from + to) / 2;
  const half = (to - from) / 2;
  for (const [node, weight] of rule) {
    visit(middle - half * node, half * weight);
    visit(middle + half * node, half * weight);
  }
}

/**
 * The panels of an integral from `from` to `to`, each twice as wide as the one before, the first `width`: for
 * functions that change fast at first and slower after.
 */
export function* wideningPanels(from: number, to: number, width: number) {
  for (let low = from, wide = width; low < to; low += wide, wide *= 2) {
    yield [low, Math.min(to, low + wide)] as const;
  }
}
