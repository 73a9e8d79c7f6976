/** Whoever takes a connection and says nothing is given up, also where a package would wait for ever. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { Failure } from '../diagnostics/failure.ts';

/** Milliseconds within which a server answers that answers at all. */
export const PATIENCE = 20_000;

const STARTED = 'http.client.request.start';

/**
 * The work: questions by HTTP that whoever is there answers at once. What it still asks when that takes too long goes on,
 * since it cannot be ended, and the process does not wait for it.
 */
export async function patiently<Result>(work: () => Promise<Result>, failed: () => Failure): Promise<Result> {
  const open = new Set<ClientRequest>();
  const note = (message: unknown): void => {
    const { request } = message as { readonly request: ClientRequest };
    open.add(request);
    request.once('close', () => open.delete(request));
  };
  subscribe(STARTED, note);
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      for (const request of open) request.socket?.unref();
      reject(failed());
    }, PATIENCE);
  });
  try {
    return await Promise.race([work(), tooLong]);
  } finally {
    clearTimeout(timer);
    unsubscribe(STARTED, note);
  }
}
