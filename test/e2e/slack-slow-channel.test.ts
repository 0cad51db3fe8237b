import { expect, it, onTestFinished } from 'vitest';
import { until } from '../support/builders.ts';
import { aCity } from './city.ts';

const CHANNELS = ['C0OPEN', 'C0SECOND', 'C0THIRD'];
const SECOND = 1000;

it(
  'a channel that Slack wants left alone for 10 s gets its digest right after that, and the others at once',
  async () => {
    const retryAfter = 10;
    const city = await aCity({ DISCORD_TOKEN: '' });
    onTestFinished(() => city.close());
    const { slack } = city;
    for (const id of CHANNELS.slice(1))
      slack.state.addChannel(id, {
        name: id.toLowerCase(),
        members: new Set([slack.state.bot.user, 'U0ADA']),
      });
    for (const id of CHANNELS) {
      const options = ['--at', '9:00', '--days', 'daily', '--count', '1', '--layout', 'compact'];
      const done = await city.start('2026-04-30T08:30:00Z', 'subscribe', `slack:T0LOOP/${id}`, ...options)
        .done;
      expect(done.code, done.stderr).toBe(0);
    }
    slack.faults.add('chat.postMessage', { kind: 'rate-limit', retryAfter });
    const bot = city.start('2026-04-30T09:00:05Z', 'start');
    const calls = () => slack.listCalls('chat.postMessage');
    await until(() => calls().length >= 4, `all are posted:\n${bot.text()}`, 120 * SECOND);

    const [refused, second, third, last, ...more] = calls();
    if (!refused || !second || !third || !last) throw new Error('too few calls');
    expect(more).toEqual([]);
    const channels = [refused, second, third].map(({ args }) => args.channel);
    expect(channels.toSorted()).toEqual(CHANNELS);
    expect(last.args.channel).toBe(refused.args.channel);
    // The others do not wait for it, and it waits for no minute's tick.
    expect(third.at - refused.at).toBeLessThan((retryAfter - 2) * SECOND);
    expect(last.at - refused.at).toBeGreaterThanOrEqual(retryAfter * SECOND);
    expect(last.at - refused.at).toBeLessThan((retryAfter + 10) * SECOND);
  },
  200 * SECOND,
);
