/** A folder of exports of the shop of `written-shop.ts`, and what has to come of it. */
export interface Folder {
  readonly files: Readonly<Record<string, string | Buffer>>;
  /** Whom `good-and-quiet` holds: those who agreed, where the files say who. */
  readonly quiet?: number;
  /** Whom `reachable` holds. */
  readonly agreed?: number;
  readonly currency?: string;
  /** The sum of what `orders` are worth. */
  readonly value?: number;
  /** What the project file has to hold. */
  readonly holds?: readonly string[];
  /** What the project file may not hold. */
  readonly lacks?: readonly string[];
  /** What standard error of `init` has to say. */
  readonly says?: string;
}
