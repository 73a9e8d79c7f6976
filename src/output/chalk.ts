/** The only door to chalk, with a level that we decide: its own detection ignores NO_COLOR. */
import { Chalk } from 'chalk';
import { ansi256, inkOn, terminalHeat } from './heat.ts';
import type { Paint } from './paint.ts';

/** Paint of that level. A heat map of sixteen colours has no background: its shades are drawn instead. */
export function chalkPaint(level: 1 | 2 | 3): Paint {
  const chalk = new Chalk({ level });
  return {
    level,
    bold: (text) => chalk.bold(text),
    dim: (text) => chalk.dim(text),
    underline: (text) => chalk.underline(text),
    red: (text) => chalk.red(text),
    green: (text) => chalk.green(text),
    yellow: (text) => chalk.yellow(text),
    blue: (text) => chalk.blue(text),
    cyan: (text) => chalk.cyan(text),
    heat: (share, text) => {
      if (level === 1) return text;
      const colour = terminalHeat(share);
      if (level === 3) return chalk.bgRgb(...colour)(chalk.rgb(...inkOn(colour))(text));
      const { code, rgb } = ansi256(colour);
      return chalk.bgAnsi256(code)(chalk.ansi256(ansi256(inkOn(rgb)).code)(text));
    },
  };
}
