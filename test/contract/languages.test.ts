import { describe, expect, it } from 'vitest';
import { texts as discordTexts } from '../../adapters/discord/texts/messages.ts';
import { translations } from '../../languages/index.ts';
import { readText } from '../../loopback/discord/index.ts';
import { createLanguages, type Languages, translateTexts } from '../../src/core/base/languages.ts';
import { texts as messageTexts } from '../../src/core/message/texts.ts';
import type { Store } from '../../src/core/store/store.ts';
import { awaitAnswer } from '../adapters/discord/harness.ts';
import { answerTo, findMessage, textOfBlocks } from '../adapters/slack/harness.ts';
import { aPaper } from '../support/builders.ts';
import { aDelivery, discordRig, SLOT, slackRig } from './rig.ts';

const HOUR = 3_600_000;

/** Esperanto of five messages: a language is whatever is registered. */
const ESPERANTO = createLanguages([
  {
    tag: 'eo',
    catalogs: [
      translateTexts(messageTexts, { digest: 'Artikoloj · {day}' }),
      translateTexts(discordTexts, { reactWithKeycaps: 'Voĉdonu per {first}' }),
    ],
  },
]);
const GERMAN = createLanguages(translations);

/** A paper of the day before, with which a channel's first digest is filled up: its card says its day. */
async function listEarlier(store: Store): Promise<void> {
  const earlier = aPaper({ id: '2604.00009', title: 'An earlier paper' });
  const fetchedAt = SLOT - 24 * HOUR;
  await store.papers.save([earlier], fetchedAt);
  await store.editions.save({ day: '2026-04-29', state: 'closed', paperIds: [earlier.id], fetchedAt });
  for (const subscription of await store.subscriptions.list())
    await store.subscriptions.put({ ...subscription, count: 4 });
}

/** A digest posted to a Discord channel of this language, with all that is read of it. */
async function onDiscord(languages: Languages, language: string) {
  const rig = await discordRig();
  const bot = await aDelivery(rig, [], { languages, language });
  await listEarlier(bot.store);
  await bot.tick();
  const read = async () => {
    const posts = await bot.store.posts.listOfDelivery({ channel: rig.channel, slot: SLOT });
    return posts
      .map(({ sent }) => rig.server.messageAt(sent?.thread ?? sent?.channel ?? '', sent?.messageId ?? ''))
      .map((message) => (message ? readText(message) : ''))
      .join('\n');
  };
  return { rig, bot, read };
}

describe('a channel’s language', () => {
  it('is that of its posts on Discord, and what has no translation is English, with its date', async () => {
    const { read } = await onDiscord(ESPERANTO, 'eo');
    const said = await read();
    expect(said).toMatch(/Artikoloj · ĵa, 30/);
    expect(said).toContain('Voĉdonu per 1️⃣');
    expect(said).toContain('listed Apr 29, 2026');
  });

  it('stays when a vote changes a post', async () => {
    const { rig, bot, read } = await onDiscord(GERMAN, 'de');
    expect(await read()).toMatch(/Papers des Tages · Do\., 30\. Apr\. 2026/);
    await rig.platform.connection.start(bot.inbound());
    const [card] = (await bot.store.posts.listOfDelivery({ channel: rig.channel, slot: SLOT })).filter(
      ({ kind }) => kind === 'card',
    );
    const voted = bot.tallies.press({
      ...{ paperId: card?.paperIds[0] ?? '', person: rig.owner, tenant: rig.tenant, value: 1 },
    });
    await voted;
    await bot.tallies.flush();
    const said = await read();
    expect(said).toContain('👍 1');
    expect(said).toContain('gelistet am 29. Apr. 2026');
    expect(said).not.toMatch(/listed|Daily papers|React/);
  });

  it('is that of its posts on Slack, and English where there are no texts in it', async () => {
    for (const [language, title] of [
      ['de-AT', /Papers des Tages · Do\., 30\. Apr\. 2026/],
      ['fr', /Daily papers · Thu, Apr 30, 2026/],
    ] as const) {
      const rig = await slackRig();
      const bot = await aDelivery(rig, [], { languages: GERMAN, language });
      await bot.tick();
      const [overview] = await bot.store.posts.listOfDelivery({ channel: rig.channel, slot: SLOT });
      if (!overview?.sent) throw new Error('nothing was posted');
      expect(textOfBlocks(findMessage(rig, overview.sent).blocks)).toMatch(title);
    }
  });
});

describe('an answer', () => {
  it('is in the language of whoever asks, whatever the channel’s is', async () => {
    const { rig, bot } = await onDiscord(GERMAN, 'de');
    const { server } = rig;
    await rig.platform.connection.start(bot.inbound());
    const [ann, bob] = [server.user('ann'), server.user('bob')];
    ann.locale = 'de';
    const ask = async (id: string) => {
      const message = await awaitAnswer(server.slash(id, server.general.id, 'papers', 'today'));
      return readText(message);
    };
    expect(await ask(ann.id)).toMatch(/Papers des Tages, Do\., 30\. Apr\. 2026[\s\S]*Upvotes/);
    expect(await ask(bob.id)).toMatch(/Daily papers, Thu, Apr 30, 2026/);
  });

  it('says in that language what was wrong', async () => {
    const rig = await slackRig();
    const { people, state } = rig.server;
    state.addUser('U0BOB', { locale: 'de-DE' });
    const bot = await aDelivery(rig, [], { languages: GERMAN });
    await rig.platform.connection.start(bot.inbound());
    expect(await answerTo(people.slash('U0BOB', 'C0OPEN', 'today date:nonsense'))).toContain(
      '„nonsense“ ist kein Tag.',
    );
    expect(await answerTo(people.slash('U0BOB', 'C0OPEN', 'subscribe'))).toContain(
      'Für „subscribe“ musst du diesen Kanal verwalten dürfen',
    );
  });
});
