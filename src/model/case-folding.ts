/**
 * Small letters that are another small letter once case is ignored: Unicode's simple case folding, without what
 * making letters small does already. Of the Turkish letters without and with a dot `ı` stays itself and `İ` is `i`.
 */
const LETTERS =
  'µμ ſs \u0345ι ςσ ϐβ ϑθ ϕφ ϖπ ϰκ ϱρ ϵε ẛṡ \u1fbeι \u1c80в \u1c81д \u1c82о \u1c83с \u1c84т \u1c85т \u1c86ъ \u1c87ѣ \u1c88ꙋ';

/** Letters and what stands for them, place by place. */
export const caseFolding = {
  from: LETTERS.split(' ')
    .map((pair) => [...pair][0])
    .join(''),
  to: LETTERS.split(' ')
    .map((pair) => [...pair][1])
    .join(''),
} as const;
