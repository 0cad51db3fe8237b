import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { until } from '../support/builders.ts';
import { hidesSecrets } from '../support/produced.ts';
import { aCity } from './city.ts';

const KEYS = {
  HF_TOKEN: 'hf_secretsecretsecret',
  LLM_API_KEY: 'llm-key-without-a-known-shape',
  EMBEDDINGS_API_KEY: 'embeddings-key-without-a-known-shape',
};

/** A server that answers every request with a refusal in which it repeats the key that it was sent. */
async function aGossip() {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    const said = `Incorrect API key provided: ${request.headers.authorization}`;
    response
      .writeHead(401, { 'content-type': 'application/json', 'www-authenticate': said })
      .end(JSON.stringify({ error: { message: said, code: said } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked };
}

it('whatever fails, and whoever repeats them, tokens and keys come out nowhere, at the most talkative log level', async () => {
  hidesSecrets(() => Object.values(KEYS));
  const gossip = await aGossip();
  const city = await aCity({
    ...KEYS,
    LOG_LEVEL: 'trace',
    HF_BASE_URL: gossip.url,
    LLM_BASE_URL: `${gossip.url}/v1`,
    LLM_MODEL: 'gossip',
    EMBEDDINGS_BASE_URL: `${gossip.url}/v1`,
  });
  onTestFinished(() => city.close());
  const { discord, slack, start } = city;
  const paper = JSON.stringify({
    id: '2604.00001',
    title: 'A paper',
    abstract: 'It works.',
    authors: ['Ada'],
    date: '2026-04-30',
  });
  await start('2026-04-30T08:00:00Z', 'import', await city.write('papers.jsonl', paper)).done;
  await start('2026-04-30T08:00:00Z', 'subscribe', `discord:${discord.general.id}`, '--at', '9:00').done;

  discord.faults.next({ kind: 'status', status: 500 }, { path: /commands/ });
  slack.faults.add('users.info', { kind: 'status', status: 500 }, 2);
  slack.faults.add('chat.postEphemeral', { kind: 'drop', done: false }, 2);
  const bot = start('2026-04-30T09:00:20Z', 'start');
  await until(() => bot.text().includes('Paperboy is running'), `the bot runs:\n${bot.text()}`, 30_000);
  const asked = discord.slash(discord.user('ann').id, discord.general.id, 'papers', 'summary', {
    paper: '2604.00001',
  });
  slack.people.slash('U0ADA', 'C0OPEN', 'summary 2604.00001');
  await until(
    () => JSON.stringify(asked.original ?? '').includes('A paper'),
    `Discord answers:\n${bot.text()}`,
    30_000,
  );
  discord.faults.next({ kind: 'drop-answer' }, { method: 'PATCH' });
  discord.slash(discord.user('ann').id, discord.general.id, 'papers', 'status', {});
  await until(
    () => /could not be answered|did not get through|is repeated/.test(bot.text()),
    `one fails:\n${bot.text()}`,
    30_000,
  );
  slack.state.tokenFault = 'token_revoked';
  slack.socket.drop();
  discord.gateway.drop(4004);
  await until(
    () => bot.text().match(/will send no more events/g)?.length === 2,
    `both end:\n${bot.text()}`,
    30_000,
  );
  bot.process.kill('SIGTERM');
  await bot.done;

  const checked = await start('2026-04-30T10:00:00Z', 'check').done;
  expect(checked.code).toBe(3);
  expect(gossip.asked()).toBeGreaterThan(3);
  // What was said, sent and written is looked through when this file ends: see test/support/no-leaks.ts.
  expect(bot.text()).toContain('"level":20');
}, 90_000);
