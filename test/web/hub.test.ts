import { parseFeed } from 'feedsmith';
import { describe, expect, it } from 'vitest';
import { HubPublisher } from '../../src/web/feeds/hub.ts';
import { papers, saveEdition } from '../support/builders.ts';
import { aSite } from './harness.ts';

const HUB = 'https://hub.example.org/';
const FEEDS = ['/feed.xml', '/atom.xml', '/feed.json'];

async function aSiteWithHub() {
  const published: string[] = [];
  const answers: Array<Error | undefined> = [];
  const hub = {
    url: HUB,
    publish: async (feed: string) => {
      const failure = answers.shift();
      if (failure) throw failure;
      published.push(new URL(feed).pathname);
    },
  };
  const site = await aSite({ hub });
  const publisher = new HubPublisher({ ...site.deps, hub });
  return { ...site, published, answers, publisher };
}

describe('a WebSub hub', () => {
  it('is named by the feeds of the newest papers alone, in the terms of each format', async () => {
    const { get } = await aSiteWithHub();
    const read = async (path: string) => (await get(path)).text();
    for (const path of ['/feed.xml', '/atom.xml']) {
      const { feed } = parseFeed(await read(path));
      expect(JSON.stringify(feed)).toContain(`{"href":"${HUB}","rel":"hub"`);
    }
    expect(JSON.parse(await read('/feed.json'))).toMatchObject({ hubs: [{ type: 'WebSub', url: HUB }] });
    for (const path of ['/feed.xml?topics=agents', '/2026-04-30/atom.xml', '/week/2026-W18/feed.json'])
      expect(await read(path), path).not.toContain(HUB);
  });

  it('is notified once after a start, and whenever there are new papers; votes are no news', async () => {
    const { publisher, published, store, clock } = await aSiteWithHub();
    await publisher.run();
    expect(published).toEqual(FEEDS);
    await saveEdition(store, papers(8, { upvotes: 500 }).toReversed(), clock.now());
    await publisher.run();
    expect(published).toHaveLength(3);
    await saveEdition(store, papers(9), clock.now());
    await publisher.run();
    expect(published).toEqual([...FEEDS, ...FEEDS]);
  });

  it('is notified again where it did not answer', async () => {
    const { publisher, published, answers } = await aSiteWithHub();
    answers.push(new Error('503'));
    await expect(publisher.run()).rejects.toThrow('503');
    await publisher.run();
    expect(published).toEqual(FEEDS);
  });
});
