import { expect, it, onTestFinished } from 'vitest';
import { openMailServer } from '../../loopback/mail-server.ts';
import { readSampleDays } from '../../src/demo/day-files.ts';
import { openStore } from '../../src/store/open-store.ts';
import { answerTo, textOfBlocks } from '../adapters/slack/harness.ts';
import { aLog, until } from '../support/builders.ts';
import { aFreePort } from '../support/free-port.ts';
import { aCity } from './city.ts';

/** An author of two papers of the last days, and words of one more title. */
const FOLLOWED = ['author Ryan A. Rossi', 'query "agentic generative video"'];
const PAPERS = ['2604.24842', '2604.24977', '2604.26186'];

it('who asks for what they follow gets a mail with exactly those papers, at their time', async () => {
  const mail = await openMailServer();
  const port = await aFreePort();
  const city = await aCity({
    ...{ SMTP_URL: mail.url, MAIL_FROM: 'papers@example.org', MAIL_KEY: 'k'.repeat(40) },
    ...{ WEB_URL: `http://127.0.0.1:${port}`, WEB_PORT: String(port) },
    ...{ PAPERBOY_CLOCK_SPEED: '60', DISCORD_TOKEN: '' },
  });
  onTestFinished(async () => {
    await city.close();
    await mail.close();
  });
  const { people, state } = city.slack;
  const newest = () => state.channels.get('C0OPEN')?.ephemerals.at(-1);
  const bot = city.start('2026-04-30T08:30:00Z', 'start');
  await until(() => bot.text().includes('edition refreshed'), bot.text(), 30_000);
  await until(() => bot.text().includes('Paperboy is running'), bot.text(), 30_000);

  for (const words of FOLLOWED) {
    const question = await answerTo(people.slash('U0ADA', 'C0OPEN', `follow ${words}`));
    const on = newest();
    if (!on) throw new Error('nothing was asked');
    people.press('U0ADA', { channel: 'C0OPEN', on }, 'Follow');
    await until(() => textOfBlocks(newest()?.blocks) !== question, 'the press is answered');
    expect(textOfBlocks(newest()?.blocks)).toContain('You now follow');
  }
  const order = 'email ada@example.com daily 9:45 UTC which:follows';
  expect(await answerTo(people.slash('U0ADA', 'C0OPEN', order))).toContain(
    'After that you get the papers that you follow',
  );

  await until(() => mail.received.length === 1, `the confirmation came:\n${bot.text()}`, 30_000);
  const confirm = /http[^"]+\/mail\/confirm\/[^"]+/.exec(String(mail.received[0]?.mail.html))?.[0] ?? '';
  // As a mail scanner does, and then the person.
  expect(await (await fetch(confirm)).text()).toContain('Yes, send them');
  const pressed = await fetch(confirm, { method: 'POST', body: new URLSearchParams() });
  expect(await pressed.text()).toContain('09:45');

  await until(() => mail.received.length === 2, `the digest came:\n${bot.text()}`, 90_000);
  const [, digest] = mail.received;
  expect(digest?.to).toEqual(['ada@example.com']);
  for (const said of [digest?.mail.text ?? '', String(digest?.mail.html)])
    expect(listSampleIds().filter((id) => said.includes(id))).toEqual(PAPERS);
  bot.process.kill('SIGTERM');
  expect((await bot.done).code).toBe(0);
  expect(mail.received).toHaveLength(2);

  const store = await openStore({ url: `file:${city.folder}/data/paperboy.sqlite`, log: aLog() });
  onTestFinished(() => store.close());
  const reader = (await store.subscriptions.list()).find(({ channel }) => channel.startsWith('email:'));
  const deliveries = reader ? await store.deliveries.listRecent(reader.channel, 5) : [];
  expect(deliveries).toMatchObject([{ slot: Date.parse('2026-04-30T09:45:00Z'), state: 'sent' }]);
}, 180_000);

/** Every paper that the bot knows. */
function listSampleIds(): string[] {
  const { days, read } = readSampleDays();
  const ids = days.flatMap((day) => read(day).map(({ paper }) => paper.id));
  return [...new Set(ids)].toSorted();
}
