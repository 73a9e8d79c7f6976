/** How text is coloured, as a record of functions: the plain one leaves it alone. */
export interface Paint {
  /** 0 none, 1 sixteen colours, 2 256, 3 all of them. */
  readonly level: 0 | 1 | 2 | 3;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly underline: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly blue: (text: string) => string;
  readonly cyan: (text: string) => string;
  /** The background of a heat map's cell: 0 is the coolest, 1 the warmest. */
  readonly heat: (share: number, text: string) => string;
}

const same = (text: string): string => text;

/** No colour at all. */
export const plainPaint: Paint = {
  level: 0,
  bold: same,
  dim: same,
  underline: same,
  red: same,
  green: same,
  yellow: same,
  blue: same,
  cyan: same,
  heat: (_share, text) => text,
};
