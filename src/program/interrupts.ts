/** What must happen when the process is told to stop: the engine is interrupted, half-done work undone. */
type Hook = () => void | Promise<void>;

export interface Interrupts {
  /** Registers a hook; gives its removal. */
  readonly add: (hook: Hook) => () => void;
  /** Runs every hook, whatever becomes of the others. */
  readonly runAll: () => Promise<void>;
}

/** How the process hears of signals. */
export interface Listening {
  readonly start: () => void;
  readonly stop: () => void;
}

/**
 * Listens only while there is a hook, which is while the process waits for somebody: a signal is heard between two steps
 * of the program, and while it computes, as in planning, nobody would hear it. Then the system ends the process.
 */
export function createInterrupts({ start, stop }: Listening = deaf): Interrupts {
  const hooks = new Set<Hook>();
  return {
    add: (hook) => {
      if (hooks.size === 0) start();
      hooks.add(hook);
      return () => {
        if (hooks.delete(hook) && hooks.size === 0) stop();
      };
    },
    runAll: async () => {
      await Promise.allSettled([...hooks].map(async (hook) => hook()));
    },
  };
}

const deaf: Listening = { start: () => undefined, stop: () => undefined };
