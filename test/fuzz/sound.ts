/** What no command may answer, whatever it is given. */
import type { Answered } from '../program/bundle.ts';

const CODES = new Set([0, 1, 2, 3, 75]);

/** Words that only a bug, or the engine in its own words, says. */
const UNSAID = [
  /this is a bug in segment/,
  /the engine stopped/,
  /exception_(type|message)/,
  /^\s+at .*\.[cm]?[jt]s:\d+/m,
  /\[object Object\]|\bundefined\b|\bNaN\b/,
];

/** Why the answer is none; undefined for a sound one. */
export function unsound({ code, err }: Answered): string | undefined {
  if (!CODES.has(code)) return `exit ${code}: ${err}`;
  const found = UNSAID.find((pattern) => pattern.test(err));
  if (found) return `says ${found}: ${err}`;
  return code > 1 && err.trim() === '' ? `exit ${code} without a word` : undefined;
}
