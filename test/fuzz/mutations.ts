/** Broken YAML from a seed: every place of a text, with names and values of every kind. */
import { isMap, isScalar, isSeq, type Node, parseDocument, type Scalar, stringify } from 'yaml';
import type { Random } from '../oracle/random.ts';
import { projectFile } from './project.ts';

/** Values that people write, and values that nobody should. */
const VALUES: readonly string[] = [
  '',
  '~',
  'null',
  'true',
  'no',
  '0',
  '-1',
  '1e400',
  '.inf',
  '-.nan',
  '99999999999999999999',
  '0.1',
  '50%',
  '-5%',
  '1000%',
  '1y',
  '0d',
  '-3d',
  '99999y',
  '2026-02-30',
  '2026-06-30',
  '30.06.2026',
  '24:00',
  'Europe/Nowhere',
  'UTC',
  'GMT+25',
  '[]',
  '{}',
  '[a, b]',
  '[[x]]',
  '{ a: { b: c } }',
  '{ file: x.csv }',
  '{ from: orders }',
  '{ field: name }',
  '"\\0"',
  '"\\ud83d\\ude00"',
  'zażółć',
  'имя',
  '名前',
  '"a\\nb"',
  '"a\\tb"',
  '"  "',
  '"\'"',
  "'\"'",
  '"`"',
  '"a;b"',
  '"$1"',
  '"${NOWHERE}"',
  '"${HOME"',
  '*',
  '&a',
  '!tag x',
  '|',
  '"%s"',
  '"%Y-%m-%dT%H:%M:%S%z"',
  '"%"',
  '"\\\\"',
  '/etc/passwd',
  '../..',
  '.',
  '/dev/null',
  '*.csv',
  '**',
  '[x',
  'c[1].csv',
  'orders.csv',
  'customers.csv',
  'customers',
  'orders',
  'select',
  'from',
  'rest',
  'customer',
  'rfm',
  'everybody',
  'not',
  'all',
  'name',
  'id',
  'ID',
  'total',
  'at',
  'sku',
  'text',
  'integer',
  'decimal',
  'date',
  'time',
  'list',
  'boolean',
  'skip',
  'utf-16',
  'windows-1250',
  'latin1',
  'tab',
  ';',
];

/** The project file with one to three places changed. */
export function brokenProjectFile(random: Random): string {
  return broken(projectFile, random);
}

/** The text with one to three places changed, of which each may get one of the own names or values too. */
export function broken(yaml: string, random: Random, own: readonly string[] = []): string {
  const document = parseDocument(yaml);
  const times = random.int(1, 3);
  for (let time = 0; time < times; time++) change(document.contents as Node, random, own);
  const text = random.chance(0.05) ? scramble(String(document), random) : String(document);
  return random.chance(0.3) ? textChange(text, random) : text;
}

interface Place {
  readonly set: (value: unknown) => void;
  readonly remove: () => void;
  readonly rename: (name: string) => void;
}

function placesOf(node: Node): readonly Place[] {
  if (isSeq(node)) {
    return node.items.flatMap((item, index) => [
      {
        set: (value: unknown) => {
          node.items[index] = value as Node;
        },
        remove: () => void node.items.splice(index, 1),
        rename: () => undefined,
      },
      ...placesOf(item as Node),
    ]);
  }
  if (!isMap(node)) return [];
  return node.items.flatMap((pair) => [
    {
      set: (value: unknown) => {
        pair.value = value as Node;
      },
      remove: () => void node.items.splice(node.items.indexOf(pair), 1),
      rename: (name: string) => {
        if (isScalar(pair.key)) (pair.key as Scalar).value = name;
      },
    },
    ...placesOf(pair.value as Node),
  ]);
}

function change(root: Node, random: Random, own: readonly string[]): void {
  const places = placesOf(root);
  if (places.length === 0) return;
  const place = random.pick(places);
  random.weighted<() => void>([
    [
      6,
      () => () =>
        place.set(own.length > 0 && random.chance(0.6) ? parsed(random.pick(own)) : readValue(random)),
    ],
    [2, () => () => place.remove()],
    [2, () => () => place.rename(own.length > 0 && random.chance(0.6) ? random.pick(own) : nameOf(random))],
  ])();
}

/** Read as YAML where it is some, else as text. */
function readValue(random: Random): unknown {
  const text = random.chance(0.1) ? letters(random, random.pick([1, 40, 5000])) : random.pick(VALUES);
  return parsed(text);
}

function parsed(text: string): unknown {
  const document = parseDocument(text);
  return document.errors.length > 0 || /^[*&!]/.test(text) ? text : document.contents;
}

function nameOf(random: Random): string {
  if (random.chance(0.3)) return letters(random, random.int(1, 20));
  return random.pick(VALUES).replace(/^["'](.*)["']$/, '$1');
}

/** Any letter of the first planes, those of no use included. */
function letters(random: Random, length: number): string {
  const one = (): string =>
    String.fromCodePoint(
      random.pick([
        random.int(0x20, 0x7e),
        random.int(0xa0, 0x24f),
        random.int(0x370, 0x2fff),
        random.int(0x1f300, 0x1f6ff),
        random.int(1, 0x1f),
      ]),
    );
  return Array.from({ length }, one).join('');
}

/** One piece of the text replaced by a value, whatever that makes of the rest. */
function textChange(text: string, random: Random): string {
  const start = random.int(0, text.length);
  const end = Math.min(text.length, start + random.int(0, 12));
  return text.slice(0, start) + random.pick(VALUES) + text.slice(end);
}

function scramble(text: string, random: Random): string {
  const lines = text.split('\n');
  return (
    lines.filter(() => !random.chance(0.1)).join('\n') +
    stringify({ [letters(random, 3)]: letters(random, 8) })
  );
}
