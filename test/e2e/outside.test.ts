import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { startHfServer } from '../../loopback/hugging-face/index.ts';
import { hfItems } from '../../loopback/hugging-face/items.ts';
import { until } from '../support/builders.ts';
import { aCity, discordPosts } from './city.ts';

/** Where nobody has any business: every link of the papers and messages leads there. */
async function aTrap() {
  const caught: string[] = [];
  const server = createServer((request, response) => {
    caught.push(request.url ?? '');
    response.writeHead(200).end('<title>caught</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, caught };
}

it('no link of a paper, of a message or of a redirect is ever fetched', async () => {
  const trap = await aTrap();
  const links = (name: string) => `${trap.url}/${name}`;
  const items = hfItems(3).map(({ paper, ...item }) => ({
    ...item,
    mediaUrls: [links('thumbnail.png')],
    paper: {
      ...paper,
      summary: `See ${links('abstract')} and ![image](${links('image')}).`,
      githubRepo: links('code'),
      projectPage: links('project'),
      mediaUrls: [links('inner.png')],
    },
  }));
  const hf = await startHfServer({ today: '2026-04-30', days: { '2026-04-30': items } });
  onTestFinished(() => hf.close());
  const city = await aCity({ HF_BASE_URL: hf.url, ARXIV_BASE_URL: hf.url, LOG_LEVEL: 'debug' });
  onTestFinished(() => city.close());
  const { discord, slack, start } = city;
  await start('2026-04-30T08:00:00Z', 'subscribe', `discord:${discord.general.id}`, '--at', '9:00').done;
  const bot = start('2026-04-30T09:00:20Z', 'start');
  const heard = () => JSON.stringify(slack.state.channels.get('C0OPEN')?.ephemerals ?? []);
  await until(
    () => discordPosts(city, discord.general).length === 4,
    `posts are there:\n${bot.text()}`,
    30_000,
  );

  slack.people.slash('U0ADA', 'C0OPEN', 'summary 2604.00001');
  await until(() => heard().includes('Paper number 1'), `a summary comes:\n${bot.text()}`, 20_000);
  slack.people.slash('U0ADA', 'C0OPEN', `show ${links('show/2604.00002')}`);
  slack.people.slash('U0ADA', 'C0OPEN', `search ${links('search')}`);
  const message = slack.people.say('U0ADA', 'C0OPEN', `https://arxiv.org/abs/2604.00003 ${links('said')}`);
  await until(() => Object.keys(message.unfurls).length === 1, `the paper unfurls:\n${bot.text()}`, 20_000);
  hf.fault('redirect', 1, '/api/papers/');
  slack.people.slash('U0ADA', 'C0OPEN', 'show 2604.77777');
  await until(() => bot.text().includes('source-forbidden'), 'the redirect is refused', 20_000);

  expect(trap.caught).toEqual([]);
}, 90_000);
