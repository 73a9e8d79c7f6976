import { describe, expect, it } from 'vitest';
import { colourLevel } from '../../src/output/colour.ts';
import { lineProgress } from '../../src/output/progress.ts';
import { gathered } from '../../src/output/streams.ts';

describe('the level of colour', () => {
  const tty = { choice: 'auto', isTerminal: true, platform: 'linux' } as const;

  it.each([
    [{}, 0],
    [{ TERM: 'xterm' }, 1],
    [{ TERM: 'xterm-256color' }, 2],
    [{ TERM: 'xterm', COLORTERM: 'truecolor' }, 3],
    [{ TERM: 'dumb' }, 0],
    [{ TERM: 'dumb', FORCE_COLOR: '2' }, 2],
    [{ TERM: 'xterm', NO_COLOR: '1' }, 0],
    [{ TERM: 'xterm', NO_COLOR: '' }, 1],
    [{ TERM: 'xterm', FORCE_COLOR: '0' }, 0],
    [{ TERM: 'xterm', FORCE_COLOR: 'true' }, 1],
    [{ TERM: 'xterm', CI: 'true' }, 1],
  ])('of a terminal with %j is %i', (env, level) => {
    expect(colourLevel({ ...tty, env })).toBe(level);
  });

  it('of a pipe is 0 unless forced or asked for', () => {
    const pipe = { ...tty, isTerminal: false, env: { TERM: 'xterm-256color' } };
    expect(colourLevel(pipe)).toBe(0);
    expect(colourLevel({ ...pipe, choice: 'always' })).toBe(2);
    expect(colourLevel({ ...tty, env: { TERM: 'xterm' }, choice: 'never' })).toBe(0);
    expect(colourLevel({ ...pipe, env: { TERM: 'dumb' }, choice: 'always' })).toBe(1);
  });
});

describe('progress', () => {
  function recorded() {
    let present = 0;
    const written: string[] = [];
    const stream = { write: (text: string) => void written.push(text), columns: 40 };
    const progress = lineProgress(stream, () => present, 'reading orders');
    return {
      written,
      progress,
      at: (milliseconds: number) => {
        present = milliseconds;
      },
    };
  }

  it('says nothing in the first second, nor at its end', () => {
    const { written, progress, at } = recorded();
    at(999);
    progress.update(0.5);
    progress.end();
    expect(written).toEqual([]);
  });

  it('shows the share done and the time left, now and then, and clears the line', () => {
    const { written, progress, at } = recorded();
    at(2000);
    progress.update(0.25);
    at(2050);
    progress.update(0.26);
    at(240_000);
    progress.update(0.5, 'a label that is too long for the terminal');
    progress.update(undefined);
    at(240_200);
    progress.update(undefined, 'x');
    progress.end();
    expect(written).toEqual([
      '\r\x1b[2Kreading orders 25% · 6 s left',
      '\r\x1b[2Ka label that is too long for the termi…',
      '\r\x1b[2Kx … 4 min 0 s',
      '\r\x1b[2K',
    ]);
  });
});

it('joins short texts and keeps order and bytes', async () => {
  const small = Array.from({ length: 10_000 }, (_each, index) => `${index}\n`);
  const chunks: (string | Uint8Array)[] = [];
  for await (const chunk of gathered([...small, new Uint8Array([65]), '', 'end'])) chunks.push(chunk);
  expect(chunks).toEqual([small.join(''), new Uint8Array([65]), 'end']);
});
