/**
 * MBG/CNBD-k: Platzer and Reutterer, Ticking away the moments, Marketing Science 35 (2016). As MBG/NBD, but the
 * gaps between orders are more regular the larger k is.
 */
import { betaGeometricAhead, betaGeometricLikelihood, chanceAlive, usualStarts } from './beta-geometric.ts';
import { CERTAIN, type Fit, fitRows } from './fit.ts';
import { type BuyingModel, type HistoryRow, isTelling, meanAge } from './repeat-buying.ts';

/** The largest k that is tried, as in the paper. */
const MOST_STAGES = 12;

export const mbgCnbd: BuyingModel = {
  name: 'mbg-cnbd',
  letters: ['k', 'r', 'alpha', 'a', 'b'],
  fit: (rows, logGaps) => (isTelling(rows) ? fitStages(rows, logGaps) : undefined),
  needsGaps: true,
  alive: ([stages, ...rest], history) => chanceAlive(rest, history, shapeOf(stages!)),
  ahead: ([stages, ...rest], history, horizon) =>
    betaGeometricAhead(rest, history, shapeOf(stages!), horizon),
  forgetsLast: false,
};

/** The likeliest k: the likelihood rises up to it and falls from there. */
function fitStages(rows: readonly HistoryRow[], logGaps: number): Fit {
  let best = fitWith(rows, { stages: 1, logGaps });
  for (let stages = 2; stages <= MOST_STAGES; stages++) {
    const next = fitWith(rows, { stages, logGaps, before: best.parameters.slice(1) });
    if (next.logLikelihood <= best.logLikelihood) break;
    best = next;
  }
  return best;
}

interface Trial {
  readonly stages: number;
  readonly logGaps: number;
  readonly before?: readonly number[];
}

function fitWith(rows: readonly HistoryRow[], { stages, logGaps, before }: Trial): Fit {
  const age = meanAge(rows) / stages;
  const { parameters, curvature, ...fit } = fitRows(rows, {
    likelihood: (some) => betaGeometricLikelihood(some, shapeOf(stages)),
    starts: before ? [before, usualStarts(age)[1]!] : usualStarts(age),
  });
  return {
    ...fit,
    logLikelihood: fit.logLikelihood + (stages - 1) * logGaps,
    parameters: [stages, ...parameters],
    curvature: [[CERTAIN, ...parameters.map(() => 0)], ...curvature.map((row) => [0, ...row])],
  };
}

function shapeOf(stages: number) {
  return { stages, chancesAtFirst: 1 } as const;
}
