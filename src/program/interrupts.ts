import { setImmediate as nextTurn } from 'node:timers/promises';

/** What must happen when the process is told to stop: the engine is interrupted, half-done work undone. */
type Hook = () => void | Promise<void>;

export interface Interrupts {
  /** Registers a hook; gives its removal, which resolves when a signal that was on its way has been heard. */
  readonly add: (hook: Hook) => () => Promise<void>;
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
 * of the program, and while it computes, as in planning, nobody would hear it. Then the system ends the process. What
 * comes in the same moment as the answer that was waited for is heard in the next turn: until then it goes on listening.
 */
export function createInterrupts({ start, stop }: Listening = deaf): Interrupts {
  const hooks = new Set<Hook>();
  let listening = false;
  const listen = (): void => {
    if (!listening) start();
    listening = true;
  };
  const listenNoMore = (): void => {
    if (!listening || hooks.size > 0) return;
    stop();
    listening = false;
  };
  return {
    add: (hook) => {
      hooks.add(hook);
      listen();
      return async () => {
        hooks.delete(hook);
        if (hooks.size > 0) return;
        // The first may belong to the turn that brought the answer.
        await nextTurn();
        await nextTurn();
        listenNoMore();
      };
    },
    runAll: async () => {
      await Promise.allSettled([...hooks].map(async (hook) => hook()));
    },
  };
}

const deaf: Listening = { start: () => undefined, stop: () => undefined };
