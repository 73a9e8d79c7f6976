import { expect, it } from 'vitest';
import { createInterrupts } from '../../src/program/interrupts.ts';

/** One that nobody else listens to, and which does not end a process. */
const SIGNAL = 'SIGWINCH';

it('hears a signal that comes in the same moment as what was waited for', async () => {
  let heard = 0;
  const hear = (): void => {
    heard += 1;
  };
  const interrupts = createInterrupts({
    start: () => void process.on(SIGNAL, hear),
    stop: () => void process.off(SIGNAL, hear),
  });
  const removed = interrupts.add(() => undefined);
  process.kill(process.pid, SIGNAL);
  await removed();
  expect(heard).toBe(1);
  process.kill(process.pid, SIGNAL);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(heard).toBe(1);
});

it('listens once, and on while the next is waited for', async () => {
  const calls: string[] = [];
  const interrupts = createInterrupts({ start: () => calls.push('start'), stop: () => calls.push('stop') });
  const first = interrupts.add(() => undefined)();
  const second = interrupts.add(() => undefined);
  await first;
  expect(calls).toEqual(['start']);
  await second();
  expect(calls).toEqual(['start', 'stop']);
});
