/** Whether a stream is coloured, and how richly. */
import { type Paint, plainPaint } from './paint.ts';

export type ColourChoice = 'auto' | 'always' | 'never';

export interface ColourFacts {
  readonly choice: ColourChoice;
  readonly isTerminal: boolean;
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The level of colour for a stream: `--color` decides, then NO_COLOR (any value but an empty one), then
 * FORCE_COLOR (0 to 3), then whether it is a terminal that is not dumb.
 */
export function colourLevel(facts: ColourFacts): Paint['level'] {
  const { choice, env } = facts;
  if (choice === 'never') return 0;
  if (choice === 'always') return Math.max(1, terminalLevel(facts)) as Paint['level'];
  if (env['NO_COLOR']) return 0;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forcedLevel(forced);
  return facts.isTerminal ? terminalLevel(facts) : 0;
}

/** The paint of a level; the colour library is loaded only when there is colour. */
export async function paintOf(level: Paint['level']): Promise<Paint> {
  return level === 0 ? plainPaint : (await import('./chalk.ts')).chalkPaint(level);
}

function forcedLevel(text: string): Paint['level'] {
  if (text === '0' || text === 'false') return 0;
  if (text === '2') return 2;
  return text === '3' ? 3 : 1;
}

function terminalLevel({ env, platform }: ColourFacts): Paint['level'] {
  const terminal = env['TERM'] ?? '';
  if (terminal === 'dumb') return 0;
  if (/^(truecolor|24bit)$/i.test(env['COLORTERM'] ?? '') || env['WT_SESSION']) return 3;
  if (/256/.test(terminal)) return 2;
  return terminal !== '' || platform === 'win32' ? 1 : 0;
}
