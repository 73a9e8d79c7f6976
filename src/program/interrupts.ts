/** What must happen when the process is told to stop: the engine is interrupted, half-done work undone. */
type Hook = () => void | Promise<void>;

export interface Interrupts {
  /** Registers a hook; gives its removal. */
  readonly add: (hook: Hook) => () => void;
  /** Runs every hook, whatever becomes of the others. */
  readonly runAll: () => Promise<void>;
}

export function createInterrupts(): Interrupts {
  const hooks = new Set<Hook>();
  return {
    add: (hook) => {
      hooks.add(hook);
      return () => hooks.delete(hook);
    },
    runAll: async () => {
      await Promise.allSettled([...hooks].map(async (hook) => hook()));
    },
  };
}
