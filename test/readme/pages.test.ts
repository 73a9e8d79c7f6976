/** Every command, option and key that a page or a help names exists. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { isScalar, parseDocument, visit } from 'yaml';
import { commands } from '../../src/commands/index.ts';
import { definitionSchema } from '../../src/editor/definitions.ts';
import { noNames } from '../../src/editor/names.ts';
import { projectSchema } from '../../src/editor/project-file.ts';
import { modelSections } from '../../src/language/models/index.ts';
import type { Command } from '../../src/program/command.ts';
import { afterProgram } from '../../src/program/help.ts';
import { messageOptions } from '../../src/program/options.ts';
import { root, sourceFiles } from '../architecture/source-files.ts';
import { isComputed, problemOf, wordsOf } from '../program/typed-lines.ts';

const pages = [
  'README.md',
  'samples/README.md',
  ...readdirSync(join(root, 'segments'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `segments/${name}`),
];
const textOf = (page: string) => readFileSync(join(root, page), 'utf8');

/** Answered by the parser itself. */
const OWN_COMMANDS = ['help', 'completion'];
/** What a shell asks, with the words of another command. */
const COMPLETING = 'complete';
const OWN_OPTIONS = ['help', 'version', 'no-color'];

const known = new Map<string, Command>();
beforeAll(async () => {
  for (const { name, load } of commands) known.set(name, (await load()) as Command);
});

function optionsOf(name: string | undefined): readonly string[] {
  const asked = name === undefined ? [...known.values()] : [known.get(name)!];
  const own = asked.flatMap((command) => Object.keys(command.options ?? {}));
  return [...own, ...Object.keys(messageOptions), ...OWN_OPTIONS];
}

/** Code of the page: blocks line by line, and what stands between backticks. */
function codeOf(text: string): readonly string[] {
  const blocks = [...text.matchAll(/^ *```[a-z]*\n([\s\S]*?)^ *```/gm)].map(([, block]) => block!);
  const rest = text.replaceAll(/^ *```[\s\S]*?^ *```/gm, '');
  const inline = [...rest.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!);
  return [...blocks.flatMap((block) => block.split('\n')), ...inline];
}

interface Call {
  readonly command: string | undefined;
  readonly options: readonly string[];
}

/** The calls of the program in a piece of code, and options that stand alone. */
function callsOf(code: string): readonly Call[] {
  const options = (text: string): readonly string[] =>
    [...text.matchAll(/(?<![\w-])--([a-z][a-z-]*)/g)].map(([, name]) => name!);
  const parts = code.split(/(?=\bsegment [a-z])/);
  return parts.map((part) => {
    const name = /^segment ([a-z]+)\b(?!:)/.exec(part)?.[1];
    const own = name === undefined ? part : part.split(/[|;&]{1,2}(?= )|\$\(/)[0]!;
    return { command: name, options: options(own) };
  });
}

function strays(code: readonly string[]): readonly string[] {
  return code.flatMap(callsOf).flatMap(({ command, options }) => {
    if (command !== undefined && !known.has(command) && !OWN_COMMANDS.includes(command))
      return [`segment ${command}`];
    if (command === COMPLETING) return [];
    const of = command !== undefined && known.has(command) ? optionsOf(command) : optionsOf(undefined);
    return options.filter((name) => !of.includes(name)).map((name) => `${command ?? ''} --${name}`);
  });
}

describe('commands and options are there', () => {
  it.each(pages)('in %s', (page) => {
    const code = codeOf(textOf(page)).filter((line) => /\bsegment [a-z]|^--/.test(line));
    if (!['samples/README.md', 'segments/engines.md', 'segments/exports.md'].includes(page))
      expect(code.length).toBeGreaterThan(3);
    expect(strays(code)).toEqual([]);
  });

  it.each(pages)('in %s, with values that they take', async (page) => {
    const lines = codeOf(textOf(page))
      .flatMap((code) => /^(?!next:)(?:.*?[\s(])?(segment [a-z].*)$/.exec(code)?.[1] ?? [])
      .filter((line) => !isComputed(line));
    const wrong: string[] = [];
    for (const line of lines) {
      const problem = await problemOf(wordsOf(line));
      if (problem !== undefined) wrong.push(`${line}: ${problem}`);
    }
    expect(wrong).toEqual([]);
  });

  it('in the help of the program and of every command', () => {
    const texts = [...known.values()].map((command) => JSON.stringify({ ...command, run: undefined }));
    const said = [afterProgram(100), ...texts].flatMap((text) => codeOf(text.replaceAll('\\n', '\n')));
    expect(strays(said.filter((line) => /\bsegment [a-z]|^--/.test(line)))).toEqual([]);
    const examples = [...known.values()].flatMap(({ examples: list }) => list.map(({ command }) => command));
    expect(strays(examples)).toEqual([]);
  });
});

/** Every name of a property in the schemas that editors check by. */
function namesIn(schema: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === 'properties') for (const name of Object.keys(value as object)) names.add(name);
      visit(value);
    }
  };
  visit(schema);
  return names;
}

describe('keys are there', () => {
  const keys = new Set([
    ...namesIn(definitionSchema(noNames)),
    ...namesIn(projectSchema(noNames)),
    ...Object.keys(modelSections),
  ]);
  it.each(pages)('that %s names', (page) => {
    const named = keysOf(textOf(page)).filter((name) => !keys.has(name) && !MODEL_KEYS.includes(name));
    expect(named.filter((name) => !NAMES.includes(name) && !/^[A-Z]+$|^\d+$/.test(name))).toEqual([]);
  });

  it('those of models are read by them', () => {
    const source = sourceFiles()
      .filter(({ path }) => /language\/models|features|language\/written/.test(path))
      .map(({ text }) => text)
      .join('');
    expect(MODEL_KEYS.filter((key) => !new RegExp(`'${key}'|\\b${key}:`).test(source))).toEqual([]);
  });
});

/** Keys of the pieces of YAML that stand between words; blocks are read as definitions elsewhere. */
function keysOf(text: string): readonly string[] {
  const rest = text.replaceAll(/^ *```[\s\S]*?^ *```/gm, '');
  const found = new Set<string>();
  for (const [, code = ''] of rest.matchAll(/`([^`\n]+)`/g)) {
    const document = /^\{.*\}$|^[\w.]+:(?: |$)/.test(code) ? parseDocument(code) : undefined;
    if (!document || document.errors.length > 0) continue;
    visit(document, {
      Pair: (_, { key }) => {
        if (isScalar(key)) found.add(String(key.value));
      },
    });
  }
  return [...found];
}

/** Sections of models are read and not completed, so the schemas do not have their keys. */
const MODEL_KEYS = 'on method r f m fm cells levels match horizon risk discount target after average'.split(
  ' ',
);

/** Tables, fields and models that the pages' own examples choose. */
const NAMES = [
  ...'orders site views product product_id brand sku country email sms first_name points spend_90d spend_1y active'.split(
    ' ',
  ),
  ...'first_order_at total readers vip postcode spent city order_count status price agreed_on'.split(' '),
];
