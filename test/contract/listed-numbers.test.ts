import { describe, expect, it } from 'vitest';
import { type ChannelId, toChannelId } from '../../src/core/base/ids.ts';
import { planPosts } from '../../src/core/digest/post-plan.ts';
import type { Asker } from '../../src/core/message/interaction.ts';
import { aDesk } from '../commands/desk.ts';
import { aRecordingInbound } from '../support/builders.ts';
import { tenantId } from '../support/ids.ts';
import { PLATFORMS } from './people.ts';

type Desk = Awaited<ReturnType<typeof aDesk>>;

/** A digest of these papers, posted in the channel as the ledger keeps it. */
async function postDigest({ store, clock }: Desk, channel: ChannelId, numbers: readonly number[]) {
  const slot = clock.now();
  const key = { channel, slot };
  const papers = numbers.map((n) => ({
    paperId: `2604.${String(n).padStart(5, '0')}`,
    day: '2026-04-30',
    score: 1,
    why: [],
  }));
  const digest = { day: '2026-04-30', papers };
  const posts = planPosts(key, digest, 'thread');
  await store.deliveries.enqueue(key, slot);
  await store.deliveries.claim('one', slot, 60_000, 1);
  await store.deliveries.plan(key, digest, posts, slot);
  const at = channel.slice(channel.indexOf(':') + 1);
  for (const { id } of posts)
    await store.posts.mark(id, 'sent', slot, { channel: at, messageId: id, tenant: tenantId('discord:any') });
  await store.deliveries.settle(key, { state: 'sent' }, slot);
}

describe('a number', () => {
  it.each(Object.entries(PLATFORMS))(
    'names a paper of the list one has just seen, on %s',
    async (_name, connect) => {
      const desk = await aDesk();
      const askers: Asker[] = [];
      const person = await connect({
        ...aRecordingInbound(),
        ...desk.dispatcher,
        interact: (asker, ...more) => {
          askers.push(asker);
          return desk.dispatcher.interact(asker, ...more);
        },
      });
      const ask = async (line: string, options: Record<string, string | number>) => {
        const [name = ''] = line.split(' ');
        return (await person.ask({ name, options, line })).replaceAll('\\', '');
      };

      expect(await ask('show 2', { paper: '2' })).toContain('There is no list here that number 2');
      const [asker] = askers;
      if (!asker) throw new Error('nobody asked');
      const channel = toChannelId(asker.tenant, asker.channel);
      await postDigest(desk, channel, [20, 21, 22]);
      expect(await ask('show 2', { paper: '2' })).toContain('Paper number 21');

      await ask('search attention', { query: 'attention' });
      expect(await ask('show 2', { paper: '2' })).toContain('Paper number 2');
      expect(await ask('summary #3', { paper: '#3' })).toContain('Paper number 3');
      await ask('search attention page:2', { query: 'attention', page: 2 });
      expect(await ask('show 7', { paper: '7' })).toContain('Paper number 7');
      expect(await ask('show 3', { paper: '3' })).toContain('Paper number 3');
      expect(await ask('vote up 7', { which: 'up', paper: '7' })).toContain('Paper number 7');
      expect(await ask('save 4', { paper: '4' })).toContain('Paper number 4');
      expect(await ask('why 5', { paper: '5' })).toContain('Paper number 5');
      expect(await ask('export bibtex 4 6-7', { format: 'bibtex', what: '4 6-7' })).toContain(
        '3 papers as BibTeX',
      );
      const refused = await ask('show 11', { paper: '11' });
      expect(refused).toMatch(/has no number 11.*Search: attention.*1 to 10.*digest.*1 to 3/s);

      await ask('saved', {});
      expect(await ask('unsave 1', { paper: '1' })).toContain('Paper number 4');
      desk.script.hits = ['2604.00009'];
      await ask('search pizza', { query: 'pizza' });
      expect(await ask('show 1', { paper: '1' })).toContain('Paper number 9');
      expect(await ask('show 2', { paper: '2' })).toContain('has no number 2');
    },
  );
});
