/** The pieces of a drawing as SVG: shapes by class, since the colours are those of the page or of the file. */
import { displayWidth, visible } from '../../diagnostics/visible.ts';
import { escapeHtml } from '../escape-html.ts';
import { truncate } from '../width.ts';

/** Shapes in a box that begins at the upper left. */
export interface Drawn {
  readonly height: number;
  readonly shapes: readonly string[];
}

/** Of a letter of the text, on average; labels are cut by it, and never measured. */
const LETTER = 6.7;
export const LINE = 18;

/** How wide the text will be. */
export function textWidth(text: string): number {
  return displayWidth(text) * LETTER;
}

/** The text in so much room. */
export function cut(text: string, room: number): string {
  return truncate(visible(text), Math.max(1, Math.floor(room / LETTER)));
}

type Anchor = 'start' | 'middle' | 'end';

export interface TextStyle {
  readonly anchor?: Anchor;
  readonly classes?: string;
  /** In degrees, about where it stands. */
  readonly turned?: number;
}

export function label(x: number, y: number, text: string, style: TextStyle = {}): string {
  const { anchor = 'start', classes = 'ink', turned } = style;
  const side = anchor === 'start' ? '' : ` text-anchor="${anchor}"`;
  const turn = turned === undefined ? '' : ` transform="rotate(${turned} ${at(x)} ${at(y)})"`;
  return `<text x="${at(x)}" y="${at(y)}" class="${classes}"${side}${turn}>${escapeHtml(visible(text))}</text>`;
}

export function box(x: number, y: number, width: number, height: number, classes: string): string {
  return `<rect x="${at(x)}" y="${at(y)}" width="${at(width)}" height="${at(height)}" class="${classes}"/>`;
}

export function rule(x1: number, y1: number, x2: number, y2: number, classes = 'rule'): string {
  return `<path d="M${at(x1)} ${at(y1)}L${at(x2)} ${at(y2)}" class="${classes}"/>`;
}

export function path(points: readonly (readonly [number, number])[], classes: string): string {
  return `<path d="M${points.map(([x, y]) => `${at(x)} ${at(y)}`).join('L')}" class="${classes}"/>`;
}

export function dot(x: number, y: number, radius: number, classes: string): string {
  return `<circle cx="${at(x)}" cy="${at(y)}" r="${at(radius)}" class="${classes}"/>`;
}

/** The drawing further down. */
export function moved({ height, shapes }: Drawn, down: number): Drawn {
  return { height: height + down, shapes: [`<g transform="translate(0 ${at(down)})">`, ...shapes, '</g>'] };
}

/** A tenth of a pixel is enough, and the same everywhere. */
function at(value: number): string {
  return String(Math.round(value * 10) / 10);
}
