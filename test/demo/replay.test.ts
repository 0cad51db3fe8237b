import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareDemo } from '../../src/demo/choice.ts';
import { readRecordedDays } from '../../src/demo/day-files.ts';
import { createDaysFetch } from '../../src/demo/days-fetch.ts';
import { createSteeredClock } from '../../src/demo/steered-clock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-days-'));
  const items = (...ids: string[]) =>
    JSON.stringify(ids.map((id) => ({ paper: { id, upvotes: Number(id) } })));
  writeFileSync(join(folder, '2026-03-11.json'), items('11', '12'));
  writeFileSync(join(folder, '2026-03-12.json.gz'), gzipSync(items('21')));
  writeFileSync(join(folder, '2026-03-16.json'), items('61'));
  writeFileSync(join(folder, 'notes.txt'), 'not a day');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('recorded days', () => {
  it('are the files named by a day, packed or not', () => {
    const { days, read } = readRecordedDays(folder);
    expect(days).toEqual(['2026-03-11', '2026-03-12', '2026-03-16']);
    expect(read('2026-03-12').map(({ paper }) => paper.id)).toEqual(['21']);
    expect(read('2026-03-13')).toEqual([]);
  });

  it.each([
    ['no JSON', '{"', /"[^"]+2026-03-20\.json" cannot be read/],
    ['no list', '{}', /it does not contain a list/],
  ])('that hold %s are named', (_what, text, message) => {
    writeFileSync(join(folder, '2026-03-20.json'), text);
    expect(() => readRecordedDays(folder).read('2026-03-20')).toThrow(message);
  });

  it('that are larger than 32 MiB are refused, packed (some kilobytes) or not', () => {
    const bytes = Buffer.alloc(33 * 1024 * 1024, '[');
    writeFileSync(join(folder, '2026-03-20.json.gz'), gzipSync(bytes));
    writeFileSync(join(folder, '2026-03-21.json'), bytes);
    const { read } = readRecordedDays(folder);
    for (const day of ['2026-03-20', '2026-03-21']) expect(() => read(day)).toThrow(/larger than 32 MiB/);
  });

  it('must be there', () => {
    rmSync(folder, { recursive: true });
    expect(() => readRecordedDays(folder)).toThrow(/There is no folder/);
    expect(() => readRecordedDays(import.meta.filename)).toThrow(/There is no folder/);
    expect(() => readRecordedDays(import.meta.dirname)).toThrow(/No day is recorded/);
  });

  it('beyond today are not served yet, by day, week, month or id', async () => {
    let now = Date.parse('2026-03-12T08:00:00Z');
    const fetch = createDaysFetch(readRecordedDays(folder), () => now);
    const ids = async (query: string) => {
      const response = await fetch(`https://hf.example/api/daily_papers?${query}`);
      return ((await response.json()) as Array<{ paper: { id: string } }>).map(({ paper }) => paper.id);
    };
    expect(await ids('date=2026-03-16')).toEqual([]);
    expect(await ids('month=2026-03')).toEqual(['21', '12', '11']);
    expect(await ids('week=2026-W12')).toEqual([]);
    expect((await fetch('https://hf.example/api/papers/61')).status).toBe(404);
    now = Date.parse('2026-03-16T08:00:00Z');
    expect(await ids('date=2026-03-16')).toEqual(['61']);
    expect(await ids('week=2026-W12')).toEqual(['61']);
    expect((await fetch('https://hf.example/api/papers/61')).status).toBe(200);
  });
});

describe('what the demo begins with', () => {
  const findDay = (choice: Parameters<typeof prepareDemo>[0]) =>
    new Date(prepareDemo(choice).clock.now()).toISOString().slice(0, 13);

  it('is the newest day, at noon; of the sample at speed the third last; or what was asked for', () => {
    expect(findDay({})).toBe('2026-04-30T12');
    expect(findDay({ speed: '600' })).toBe('2026-04-28T12');
    expect(findDay({ replay: folder })).toBe('2026-03-16T12');
    expect(findDay({ replay: folder, speed: '600' })).toBe('2026-03-16T12');
    expect(findDay({ replay: folder, date: '2026-03-12', speed: '600' })).toBe('2026-03-12T12');
  });

  it.each([
    [{ date: '2026-02-30' }, /is not a day/],
    [{ date: '2026-03-13' }, /No papers are recorded for 2026-03-13/],
    [{ speed: 'fast' }, /--speed is a number from 1 to 7200/],
    [{ speed: '7201' }, /--speed is a number/],
  ])('is refused in words when it is %j', (choice, message) => {
    expect(() => prepareDemo({ replay: folder, ...choice })).toThrow(message);
  });
});

describe('the clock of the demo', () => {
  it('runs at the given speed, pauses, and jumps when it is set', () => {
    let real = 0;
    const clock = createSteeredClock(1000, () => real);
    clock.setSpeed(10);
    real = 5;
    expect(clock.now()).toBe(1050);
    clock.setSpeed(0);
    real = 500;
    expect(clock.now()).toBe(1050);
    clock.setSpeed(1);
    real = 501;
    expect(clock.now()).toBe(1051);
    clock.moveTo(7);
    real = 502;
    expect([clock.now(), clock.speed]).toEqual([8, 1]);
  });
});
