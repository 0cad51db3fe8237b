import { expect, it, onTestFinished } from 'vitest';
import { until } from '../support/builders.ts';
import { aFreePort } from '../support/free-port.ts';
import { aCity, discordPosts } from './city.ts';

it('a bot says how it is, and counts what it does without any part of it knowing', async () => {
  const port = await aFreePort();
  const city = await aCity({ HEALTH_PORT: String(port), SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '' });
  onTestFinished(() => city.close());
  const { general } = city.discord;
  const subscribed = await city.start(
    '2026-04-30T08:30:00Z',
    ...['subscribe', `discord:${general.id}`, '--at', '09:00', '--days', 'daily', '--count', '1'],
  ).done;
  expect(subscribed.code).toBe(0);
  const health = () => city.start('2026-04-30T09:00:00Z', 'health').done;
  const nobody = await health();
  expect([nobody.code, nobody.stderr]).toEqual([1, expect.stringContaining('no bot is running there')]);

  const bot = city.start('2026-04-30T09:00:20Z', 'start');
  const ask = (path: string) => fetch(`http://127.0.0.1:${port}/${path}`).catch(() => undefined);
  await until(() => ask('livez').then((answer) => answer?.status === 200), 'it lives', 30_000);
  await until(() => ask('readyz').then((answer) => answer?.status === 200), bot.text(), 30_000);
  const well = await health();
  expect([well.code, well.stdout]).toEqual([0, 'readyz: ok\n']);

  await until(() => discordPosts(city, general).length === 2, `it posts:\n${bot.text()}`, 30_000);
  const [, card] = discordPosts(city, general);
  if (!card) throw new Error('no card');
  city.discord.react(city.discord.user('ann').id, card, '👍');
  city.discord.slash(city.discord.user('ann').id, general.id, 'papers', 'help');
  let text = '';
  const has = async (line: string) => {
    text = (await (await ask('metrics'))?.text()) ?? '';
    return text.split('\n').some((one) => one.startsWith(line));
  };
  await until(() => has('paperboy_votes_total{platform="discord",action="up"} 1'), 'the vote counts', 30_000);
  for (const line of [
    'paperboy_deliveries_total{platform="discord",state="sent"} 1',
    'paperboy_delivery_lag_seconds_count{platform="discord"} 1',
    'paperboy_due{platform="discord"} 0',
    'paperboy_deliveries_unknown{platform="discord"} 0',
    'paperboy_gateway_up{platform="discord",shard="0"} 1',
    'paperboy_ack_seconds_count{platform="discord"} 1',
    'paperboy_source_failures_total{source="arxiv"} 0',
    'paperboy_index_behind 0',
    'paperboy_requests_total{platform="discord",method="POST channels/:id/messages",status="200"} 2',
    'paperboy_source_age_seconds{source="hugging-face"} ',
    'paperboy_source_age_seconds{source="arxiv"} ',
    'paperboy_index_papers ',
    'paperboy_model_cost 0',
    'nodejs_eventloop_lag_seconds{quantile="0.99"} ',
    'process_resident_memory_bytes ',
    'process_cpu_seconds_total ',
  ])
    await until(() => has(line), `${line}\n${text}`);
  expect(text).not.toContain(general.id);

  bot.process.kill('SIGTERM');
  expect((await bot.done).code).toBe(0);
  expect((await health()).code).toBe(1);
}, 120_000);
