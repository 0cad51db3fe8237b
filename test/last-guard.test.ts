import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createLastGuard, findReasonToEnd, MAX_PER_MINUTE } from '../src/last-guard.ts';
import { aLog } from './support/builders.ts';

function aGuard() {
  const emitter = new EventEmitter();
  const exits: number[] = [];
  const explained: unknown[] = [];
  let stops = 0;
  let at = 0;
  const log = aLog();
  const guard = createLastGuard({
    process: emitter as unknown as NodeJS.Process,
    explain: (err) => {
      explained.push(err);
      return 3;
    },
    stop: () => {
      stops += 1;
    },
    exit: (code) => exits.push(code),
    now: () => at,
  });
  return {
    ...{ emitter, exits, explained, log, guard },
    stops: () => stops,
    advance: (ms: number) => {
      at += ms;
    },
  };
}

describe('the last guard', () => {
  it.each(['uncaughtException', 'unhandledRejection'])(
    'explains an error before the bot is connected, and ends the process: %s',
    (event) => {
      const { emitter, exits, explained, stops } = aGuard();
      emitter.emit(event, 'thrown');
      expect([explained, exits, stops()]).toEqual([['thrown'], [3], 0]);
    },
  );

  it('logs what nobody handled, and the process runs on', () => {
    const { emitter, guard, log, exits, stops } = aGuard();
    guard.arm(log);
    guard.arm(log);
    emitter.emit('uncaughtException', new Error('thrown'));
    emitter.emit('unhandledRejection', 'not even an error');
    expect(log.lines.map(({ level, facts }) => [level, facts.from])).toEqual([
      ['error', 'uncaughtException'],
      ['error', 'unhandledRejection'],
    ]);
    expect([exits, stops()]).toEqual([[], 0]);
  });

  it.each([
    ['a runtime that has lost its state', Object.assign(new Error('x'), { code: 'ERR_INTERNAL_ASSERTION' })],
    ['no memory', new RangeError('Array buffer allocation failed')],
    ['a damaged database', Object.assign(new Error('malformed'), { errcode: 11 })],
    ['a damaged page of it', Object.assign(new Error('malformed'), { errcode: 11 | (1 << 8) })],
  ])('ends the process where running on is not safe: %s', (_what, error) => {
    const { emitter, guard, log, exits } = aGuard();
    guard.arm(log);
    emitter.emit('uncaughtException', error);
    expect(exits).toEqual([1]);
  });

  it('takes other errors for what can be survived', () => {
    for (const error of [undefined, null, 7, 'x', {}, new RangeError('Invalid array length'), { errcode: 5 }])
      expect(findReasonToEnd(error)).toBeUndefined();
  });

  it('stops in good order after too many in a minute, and not for as many in an hour', () => {
    const { emitter, guard, log, stops, advance } = aGuard();
    guard.arm(log);
    for (let n = 0; n < 3 * MAX_PER_MINUTE; n++) {
      advance(60_000);
      emitter.emit('unhandledRejection', new Error('once a minute'));
    }
    expect(stops()).toBe(0);
    for (let n = 0; n <= MAX_PER_MINUTE; n++) emitter.emit('unhandledRejection', new Error('a loop'));
    expect(stops()).toBe(1);
    expect(guard.hasStopped()).toBe(true);
  });
});
