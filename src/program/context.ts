/** What a command is given: the outside world, as facts and functions. Below it nothing reads the environment. */
import type { Readable, Writable } from 'node:stream';
import type { Facts, Report } from '../diagnostics/diagnostic.ts';
import type { Paint } from '../output/paint.ts';
import type { Progress } from '../output/progress.ts';
import type { Chunks, OutputClosed, OutputFailed } from '../output/streams.ts';
import type { Asking } from './ask.ts';

export interface OutputStream {
  readonly isTerminal: boolean;
  /** Columns of the terminal; absent where nothing limits the width. */
  readonly columns?: number;
  /** Lines of the terminal, where it says. */
  readonly lines?: number;
  readonly paint: Paint;
  /**
   * Resolves when all is handed over. What else a command has to do does not depend on who reads: where the reader of
   * standard output is gone, or it cannot be written, nothing more is, and `lost` tells why when the command is done.
   */
  readonly write: (chunks: Chunks) => Promise<void>;
  /** As `write`, of what is in files and definitions: a terminal is sent nothing in it that it would obey. */
  readonly writeData: (chunks: Chunks) => Promise<void>;
  /** Shows the text through the pager of the terminal (`PAGER`, else `less`), from its beginning. Throws `Failure` when there is none. */
  readonly page: (chunks: Chunks) => Promise<void>;
  /** Streams a private temporary file and removes it, as `write` does. */
  readonly copyFile: (path: string) => Promise<void>;
}

export type Verbosity = 'quiet' | 'normal' | 'verbose';

export interface Context {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly verbosity: Verbosity;
  readonly stdout: OutputStream;
  /** What became of standard output, where something did. */
  readonly lost: () => OutputClosed | OutputFailed | undefined;
  readonly stderr: OutputStream;
  /** The lines of standard input; nothing is read before this is called. */
  readonly readStdin: () => Promise<string>;
  readonly stdinIsTerminal: boolean;
  /** Both as they are, for a command that talks over them and does nothing else. */
  readonly streams: () => { readonly input: Readable; readonly output: Writable };
  /** Questions to a person; absent unless standard input and standard error are both terminals. */
  readonly ask?: () => Promise<Asking>;
  /** The time zone of the machine, an IANA name. */
  readonly timezone: string;
  /** The present instant, ISO 8601 in UTC. The only clock there is: for the as-of, and for when a run was recorded. */
  readonly now: () => string;
  /** Milliseconds that only go up, for timings and progress. */
  readonly elapsed: () => number;
  /** Shows a diagnostic on stderr at once; errors always, others unless `--quiet`. */
  readonly report: Report;
  /** A sentence about the answer on stderr, unless `--quiet`: its code, its words and the facts in them. */
  readonly say: (code: string, message: string, facts?: Facts) => void;
  /** A line on stderr with `--verbose` only. */
  readonly detail: (line: string) => void;
  /** A line about work under way: on a terminal only, and only when it takes longer than a second. */
  readonly progress: (label: string) => Progress;
  /** Whether messages are objects, for a program. */
  readonly objects: boolean;
  /** The work is done and the answer is no (1): everything is still written. */
  readonly answerNo: () => void;
  /**
   * Registers what must happen on SIGINT and SIGTERM while somebody is waited for, such as interrupting the engine; gives
   * its removal, which is to be waited for. While there is none, the system ends the process.
   */
  readonly onInterrupt: (hook: () => void | Promise<void>) => () => Promise<void>;
}
