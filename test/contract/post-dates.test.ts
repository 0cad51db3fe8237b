import { describe, expect, it } from 'vitest';
import { renderText } from '../../adapters/terminal/render.ts';
import { translations } from '../../languages/index.ts';
import { createLanguages, translateTexts } from '../../src/core/base/languages.ts';
import { texts as messageTexts } from '../../src/core/message/texts.ts';
import { aPaper } from '../support/builders.ts';
import { aDelivery, discordRig, type Rig, slackRig } from './rig.ts';

type AnyRig = Rig<
  Awaited<ReturnType<typeof discordRig>>['server'] | Awaited<ReturnType<typeof slackRig>>['server']
>;

/** All that people see of a digest: messages, and on Discord the names of threads. */
function seen({ server }: AnyRig): string[] {
  if ('state' in server)
    return (server.state.channels.get('C0OPEN')?.messages ?? []).map(({ text, blocks }) =>
      JSON.stringify([text, blocks]),
    );
  return [...server.channels.values()].flatMap(({ name, messages }) =>
    [...messages.values()].map(({ content, embeds }) => JSON.stringify([name, content, embeds])),
  );
}

/** A digest of papers of two days, with many votes, in a channel that has chosen a language. */
async function postedIn(language: string, make: () => Promise<AnyRig>) {
  const rig = await make();
  const { store, subscription, tick, clock } = await aDelivery(rig);
  const many = { upvotes: 12_345, stars: 23_456 };
  const [first] = await store.papers.findMany(['2604.00001']);
  if (!first) throw new Error('no paper');
  const older = { ...first, id: '2604.00009', title: 'An older paper' };
  await store.papers.save(
    [
      { ...first, ...many },
      { ...older, ...many },
    ],
    clock.now(),
  );
  const fetchedAt = clock.now();
  await store.editions.save({ day: '2026-04-29', state: 'closed', paperIds: [older.id], fetchedAt });
  const wanted = await subscription();
  if (!wanted) throw new Error('no subscription');
  await store.subscriptions.put({ ...wanted, language, count: 4 });
  await tick();
  return seen(rig).map((text) => text.replaceAll(/\d{17,}|\d{10}\.\d{6}|post-[a-z0-9.]+/g, 'ID'));
}

describe.each([
  ['Discord', discordRig as () => Promise<AnyRig>],
  ['Slack', slackRig as () => Promise<AnyRig>],
])('a digest on %s', (_name, make) => {
  it('is English, with its dates and numbers, where the bot has no texts in the language that the channel has chosen', async () => {
    const english = await postedIn('en', make);
    expect(english.join()).toContain('Daily papers · Thu, Apr 30, 2026');
    expect(english.join()).toContain('listed Apr 29, 2026');
    expect(english.join()).toContain('12.3K');
    for (const language of ['de', 'fr', 'ja']) expect(await postedIn(language, make)).toEqual(english);
  });

  it('has them as British people write them where the channel has chosen that, and nothing mixed', async () => {
    const british = (await postedIn('en-GB', make)).join();
    expect(british).toMatch(/Daily papers · Thu,? 30 Apr 2026/);
    expect(british).toContain('listed 29 Apr 2026');
    expect(british).not.toMatch(/Apr \d{1,2}\b(?!\d)/);
  });
});

describe('in the terminal', () => {
  const look = { color: false, columns: 100 };
  const tally = { up: 0, down: 0 };
  const paper = aPaper({ upvotes: 12_345, stars: 23_456 });
  const view = { n: 1, paper, tally, day: '2026-04-29', rise: { gained: 1234, hours: 8 } };
  const overview = (language: string) =>
    renderText(
      { kind: 'overview', day: '2026-04-30', entries: [view], more: 0, cards: 'thread', language },
      look,
    );
  const cardOfDate = (language: string) =>
    renderText({ kind: 'card', view: { paper, tally, date: '2026-04-28' }, language, actions: [] }, look);

  it('a digest and a card are the same where the channel has chosen German and the bot has no German', () => {
    for (const render of [overview, cardOfDate]) expect(render('de')).toBe(render('en'));
    expect(overview('en')).toContain('Daily papers · Thu, Apr 30, 2026');
  });

  it('each line of a digest and of a card is in one language, where that is German', () => {
    const { speak } = createLanguages(translations);
    const digest = speak('de', () => overview('de'));
    expect(digest).toContain('Papers des Tages · Do., 30. Apr. 2026');
    expect(digest).toContain('▲ 12.345 · +1234 in 8 h · ');
    expect(digest).toContain(' · ★ 23.456 · gelistet am 29. Apr. 2026\n');
    const card = speak('de', () => cardOfDate('de'));
    expect(card).toContain('★ 23.456 · veröffentlicht am 28. Apr. 2026\n');
  });

  it('where only the title has German, the other lines are English with their dates and numbers', () => {
    const titles = translateTexts(messageTexts, { digest: 'Papers des Tages · {day}' });
    const { speak } = createLanguages([{ tag: 'de', catalogs: [titles] }]);
    const digest = speak('de', () => overview('de'));
    expect(digest).toContain('Papers des Tages · Do., 30. Apr. 2026');
    expect(digest).toContain('▲ 12.3K · +1.2K in 8 h · ');
    expect(digest).toContain(' · ★ 23.5K · listed Apr 29, 2026\n');
    expect(speak('de', () => cardOfDate('de'))).toContain('★ 23.5K · published Apr 28, 2026\n');
  });
});
