import { afterEach, expect, it, vi } from 'vitest';
import { drawBar, startBar } from '../../../src/cli/base/progress.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** A bar with what it writes to the terminal, what it prints as lines, and a clock that is stopped. */
function barTo(isTerminal: boolean) {
  vi.useFakeTimers({ toFake: ['performance'] });
  const written: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  const lines: string[] = [];
  return { written, lines, bar: startBar(isTerminal, (line) => lines.push(line), 'Index') };
}

it('fills the bar by the share', () => {
  expect(drawBar(0)).toBe(`${'░'.repeat(30)} 0 %`);
  expect(drawBar(0.5)).toBe(`${'█'.repeat(15)}${'░'.repeat(15)} 50 %`);
  expect(drawBar(1)).toBe(`${'█'.repeat(30)} 100 %`);
});

it('draws in place on a terminal, and prints only the end', () => {
  const { written, lines, bar } = barTo(true);
  for (const done of [0, 5, 10]) {
    vi.advanceTimersByTime(50);
    bar.report(done, 10);
  }
  bar.end('Done.');
  const texts = ['Index', ...[0, 5].map((n) => `${drawBar(n / 10)}  Index: ${n} of 10 papers`)];
  texts.push(`${drawBar(1)}  Index: 10 papers, writing`, '');
  expect(written).toEqual(texts.map((text) => `\r\u001b[K${text}`));
  expect(lines).toEqual(['Done.']);
});

it('prints a plain line every two seconds to a pipe, and writes nothing in place', () => {
  const { written, lines, bar } = barTo(false);
  bar.report(0, 10);
  vi.advanceTimersByTime(2000);
  bar.report(5, 10);
  bar.report(6, 10);
  vi.advanceTimersByTime(2000);
  bar.report(10, 10);
  bar.end('Done.');
  expect(lines).toEqual(['Index: 5 of 10 papers', 'Index: 10 papers, writing', 'Done.']);
  expect(written).toEqual([]);
});

it('prints an end that is on the last line already once', () => {
  const { lines, bar } = barTo(false);
  vi.advanceTimersByTime(2000);
  bar.report(10, 10);
  bar.end('Index: 10 papers, writing');
  expect(lines).toEqual(['Index: 10 papers, writing']);
});

it('divides by nothing where the total is not known', () => {
  const { written, bar } = barTo(true);
  bar.report(0, 0);
  expect(written.at(-1)).toBe(`\r\u001b[K${drawBar(0)}  Index: 0 papers, writing`);
});
