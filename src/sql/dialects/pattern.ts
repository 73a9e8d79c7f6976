/**
 * The part of RE2's patterns that engines with other matchers read alike: literals, classes of plain characters,
 * groups, alternatives, repetitions, and the ends of the text. What is left out differs: classes with a name depend
 * on the locale, `[^a]` and `.` on what a line is, `\b` is spelled in three ways.
 */

/** How an engine spells what is not the same everywhere. */
export interface PatternSpelling {
  /** Any character but a line end. */
  readonly dot: string;
  /** The end of the text, and not of the line before a last line end. */
  readonly end: string;
}

const classes: Readonly<Record<string, string>> = { d: '0-9', w: 'A-Za-z0-9_' };
const PUNCTUATION = /[!-/:-@[-`{-~]/;
const REPEATS = /^(?:[*+?]|\{\d{1,3}(?:,\d{0,3})?\})\??/;

/** The pattern for the engine; undefined where it says what is not sure to mean the same there. */
export function spellPattern(pattern: string, { dot, end }: PatternSpelling): string | undefined {
  let rest = pattern;
  let spelled = '';
  while (rest !== '') {
    const [taken, text] = nextPart(rest, dot, end) ?? [];
    if (taken === undefined || text === undefined) return undefined;
    spelled += text;
    rest = rest.slice(taken);
  }
  return spelled;
}

type Part = readonly [taken: number, text: string];

function nextPart(rest: string, dot: string, end: string): Part | undefined {
  const first = rest[0]!;
  if (first === '\\') return escaped(rest[1] ?? '', (members) => `[${members}]`);
  if (first === '[') return bracket(rest);
  if (first === '.') return [1, dot];
  if (first === '$') return [1, end];
  if (first === '(') return rest[1] !== '?' ? [1, '('] : rest.startsWith('(?:') ? [3, '('] : undefined;
  const repeat = REPEATS.exec(rest)?.[0];
  // Whether something is found does not depend on how much of it is.
  if (repeat !== undefined) return [repeat.length, repeat.replace(/(?<=.)\?$/, '')];
  return first === '{' || first === '}' || first === ']' ? undefined : [1, first];
}

function escaped(letter: string, around: (members: string) => string): Part | undefined {
  if (PUNCTUATION.test(letter)) return [2, `\\${letter}`];
  const members = classes[letter];
  return members === undefined ? undefined : [2, around(members)];
}

/** `[a-z0-9_]`, of plain characters and escaped ones. */
function bracket(rest: string): Part | undefined {
  const close = /^\[(?:\\.|[^\\\]])+\]/s.exec(rest)?.[0];
  if (close === undefined || /^\[\^|\[[:.=]|&&|\[.*\[/s.test(close)) return undefined;
  let members = '';
  for (let place = 1; place < close.length - 1; ) {
    const part: Part | undefined =
      close[place] === '\\' ? escaped(close[place + 1]!, (each) => each) : [1, close[place]!];
    if (!part) return undefined;
    members += part[1];
    place += part[0];
  }
  return [close.length, `[${members}]`];
}
