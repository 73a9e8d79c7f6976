/** Every command, option and key that a page or a help names exists. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { definitionSchema } from '../../src/editor/definitions.ts';
import { noNames } from '../../src/editor/names.ts';
import { projectSchema } from '../../src/editor/project-file.ts';
import { modelSections } from '../../src/language/models/index.ts';
import type { Command } from '../../src/program/command.ts';
import { afterProgram } from '../../src/program/help.ts';
import { messageOptions } from '../../src/program/options.ts';
import { root } from '../architecture/source-files.ts';

const pages = [
  'README.md',
  'segments/README.md',
  'segments/cookbook.md',
  'segments/cron.md',
  'segments/editors.md',
  'segments/messages.md',
  'segments/privacy.md',
  'samples/README.md',
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
    if (page !== 'samples/README.md') expect(code.length).toBeGreaterThan(3);
    expect(strays(code)).toEqual([]);
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
  it.each(pages)('that %s names as `key:`', (page) => {
    const named = codeOf(textOf(page)).flatMap((code) => /^([a-z_]+):$/.exec(code.trim())?.[1] ?? []);
    expect(
      [...new Set(named)].filter((name) => !keys.has(name) && ![...TABLES, ...MODEL_KEYS].includes(name)),
    ).toEqual([]);
  });
});

/** Names that the pages' own examples choose. */
const TABLES: readonly string[] = ['orders', 'site'];

/** Sections of models are read and not completed, so the schemas do not have their keys. */
const MODEL_KEYS: readonly string[] = ['on'];
