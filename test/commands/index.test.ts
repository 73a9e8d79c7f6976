import { describe, expect, it } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import type { Command, Options } from '../../src/program/command.ts';
import { messageOptions } from '../../src/program/options.ts';
import { parseWords, programHelp } from '../../src/program/program.ts';

const facts = { version: '0', columns: 80 };

it('no two commands share a name', () => {
  expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length);
});

it('the help lists every command that is not hidden, within 80 columns', () => {
  const help = programHelp(commands, facts);
  for (const { name, hidden } of commands) {
    expect(new RegExp(`^  ${name} `, 'm').test(help)).toBe(!hidden);
  }
  expect(Math.max(...help.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

describe.each(commands.map((entry) => [entry.name, entry] as const))('segment %s', (name, entry) => {
  const load = (): Promise<Command> => entry.load();

  it('is described as the list says', async () => {
    const command = await load();
    expect({ name: command.name, summary: command.summary }).toEqual({ name, summary: entry.summary });
    expect(command.summary).toMatch(/^[a-z][^\n]*[^.\s]$/);
  });

  it('has two or more examples, each of this command, and says what they do', async () => {
    const { examples } = await load();
    expect(examples.length).toBeGreaterThanOrEqual(2);
    for (const { command, says } of examples) {
      expect(command).toMatch(new RegExp(`\\bsegment ${name}\\b`));
      expect(says).not.toBe('');
    }
  });

  it('has options with names of their own and arguments that can be told apart', async () => {
    const command = await load();
    const shared = Object.keys(messageOptions);
    expect(Object.keys(command.options).filter((option) => shared.includes(option))).toEqual([]);
    for (const [option, { says }] of Object.entries(command.options)) {
      expect(option).toMatch(/^[a-z][a-z-]*$/);
      expect(says).not.toMatch(/\.$/);
    }
    const every: Options = { ...command.options, ...messageOptions };
    const shorts = Object.values(every).flatMap(({ short }) => short ?? []);
    expect(new Set(shorts).size).toBe(shorts.length);
    for (const argument of command.arguments.slice(0, -1)) expect(argument.many).not.toBe(true);
  });

  it('prints its help with `--help`', async () => {
    const request = await parseWords([name, '--help'], commands, facts);
    expect(request).toMatchObject({
      kind: 'print',
      text: expect.stringContaining(`segment ${name} [options]`),
    });
  });
});
