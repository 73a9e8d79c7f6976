import { Failure } from '../diagnostics/failure.ts';
import { evaluate } from '../evaluation/membership.ts';
import { counted } from '../model/count.ts';
import type { Edited } from '../workspace/edited.ts';
import { meaningsOf } from '../workspace/meanings.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** How many customers segments hold, once they have been counted, which nobody waits for. */
export class SegmentSizes {
  readonly #meanings = new WeakMap<Edited, ReadonlyMap<string, string>>();
  readonly #sizes = new Map<string, number | 'counting'>();
  #counting: Promise<void> = Promise.resolve();

  /** Settled when nothing is being counted. */
  get counting(): Promise<void> {
    return this.#counting;
  }

  /** Counted once for what the segment means, one after the other, while the editor goes on. */
  of(name: string, workspace: Workspace, edited: Edited): string | undefined {
    const meanings = this.#meanings.get(edited) ?? meaningsOf(workspace).segments;
    this.#meanings.set(edited, meanings);
    const meaning = meanings.get(name);
    if (meaning === undefined) return undefined;
    const known = this.#sizes.get(meaning);
    if (typeof known === 'number') return `${counted(known)} ${known === 1 ? 'customer' : 'customers'}`;
    if (known === undefined) {
      this.#sizes.set(meaning, 'counting');
      this.#counting = this.#counting.then(() => this.#count(name, meaning, workspace));
    }
    return undefined;
  }

  async #count(name: string, meaning: string, workspace: Workspace): Promise<void> {
    const segment = workspace.definitions.segments.find((each) => each.name === name)!;
    try {
      const { sizes } = await evaluate(workspace, [segment]);
      this.#sizes.set(meaning, sizes.get(name) ?? 0);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
    }
  }
}
