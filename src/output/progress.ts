/** One line on a terminal about work that takes longer than a second. */
import { truncate } from './width.ts';

export interface Progress {
  /** Shows how far the work is (0 to 1; undefined when unknown), perhaps under another label. */
  readonly update: (share: number | undefined, label?: string) => void;
  /** Clears the line. */
  readonly end: () => void;
}

export interface ProgressStream {
  readonly write: (text: string) => void;
  readonly columns?: number;
}

const DELAY = 1000;
const PAUSE = 100;
const CLEAR = '\r\x1b[2K';

/** No line at all: for pipes, CI and `--quiet`. */
export const silentProgress: Progress = { update: () => undefined, end: () => undefined };

/** A line that starts a second after this call. `elapsed` gives milliseconds that only go up. */
export function lineProgress(stream: ProgressStream, elapsed: () => number, label: string): Progress {
  const started = elapsed();
  let current = label;
  let painted: number | undefined;
  // The engine tells the share of one query: where it falls back, the next one has begun.
  let begun = started;
  let reached = 0;
  return {
    update: (share, newLabel) => {
      current = newLabel ?? current;
      const present = elapsed();
      if ((share ?? 0) < reached) begun = present;
      reached = share ?? 0;
      if (present - started < DELAY || (painted !== undefined && present - painted < PAUSE)) return;
      painted = present;
      stream.write(
        CLEAR +
          truncate(
            progressLine(current, share, present - (share ? begun : started)),
            (stream.columns ?? 80) - 1,
          ),
      );
    },
    end: () => {
      if (painted !== undefined) stream.write(CLEAR);
      painted = undefined;
    },
  };
}

function progressLine(label: string, share: number | undefined, spent: number): string {
  if (share === undefined || !(share > 0)) return `${label} … ${seconds(spent)}`;
  const done = Math.min(1, share);
  return `${label} ${Math.floor(done * 100)}% · ${seconds((spent * (1 - done)) / done)} left`;
}

function seconds(milliseconds: number): string {
  const total = Math.round(milliseconds / 1000);
  return total < 60 ? `${total} s` : `${Math.floor(total / 60)} min ${total % 60} s`;
}
