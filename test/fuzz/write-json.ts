/** JSON as the world writes it: an array, or an object after the other. */
import type { Random } from '../oracle/random.ts';
import type { Piece } from './table-content.ts';
import type { Part } from './table-file.ts';

export function jsonPart(piece: Piece, random: Random): Part {
  const isList = random.chance(0.3);
  const indent = random.chance(0.2) ? 2 : undefined;
  const objects = piece.cells.map((row) =>
    JSON.stringify(objectOf(piece, row), undefined, isList ? indent : undefined),
  );
  const end = random.chance(0.3) ? '' : '\n';
  const text = isList ? `[${objects.join(',\n')}]${end}` : objects.join('\n') + end;
  const bytes = Buffer.from((random.chance(0.1) ? '\ufeff' : '') + text);
  return { ending: isList ? 'json' : 'jsonl', bytes, damaged: piece.spoiled };
}

function objectOf({ names }: Piece, row: readonly string[]): Readonly<Record<string, unknown>> {
  const value = (cell: string, index: number): unknown => {
    if (cell === '') return null;
    const isText = names[index] === 'id';
    return !isText && /^-?(0|[1-9]\d{0,12})(\.\d+)?$/.test(cell) ? Number(cell) : cell;
  };
  return Object.fromEntries(names.map((name, index) => [name, value(row[index]!, index)]));
}
