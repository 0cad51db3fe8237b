import { expect, it, onTestFinished } from 'vitest';
import type { TenantId } from '../../src/core/base/ids.ts';
import type { Post } from '../../src/core/delivery/delivery.ts';
import { reconcileVotes } from '../../src/jobs/votes/reconcile-votes.ts';
import { answerTo, aWorld, ephemeralTo, findMessage, textOfBlocks } from '../adapters/slack/harness.ts';
import { until } from '../support/builders.ts';
import { channelId, personId, tenantId } from '../support/ids.ts';
import { aDelivery, SLOT } from './rig.ts';

/** Where a person who presses a button is at home says nothing about where the button is. */
const SECOND = 'T0SECOND';

/** The real Bolt with an app that is installed in a whole organization, and a digest posted in a channel of two workspaces. */
async function anOrganization(install: 'everywhere' | 'one workspace' = 'everywhere') {
  const { server, platform, close } = await aWorld();
  onTestFinished(close);
  const { state, people } = server;
  if (install === 'everywhere') state.organization = { id: 'E0GRID', name: 'The grid' };
  const members = new Set([state.bot.user, 'U0ADA', 'U0BOB', 'U0MAKER']);
  state.addChannel('C0SECOND', { team: SECOND, members });
  const tenant = tenantId(`slack:${state.team.id}`);
  const channel = channelId('slack:T0LOOP/C0OPEN');
  const another = () => channelId(`slack:${SECOND}/C0SECOND`);
  const rig = {
    server,
    platform,
    channel,
    owner: personId(`${tenant}/U0ADA`),
    tenant,
    notices: () => '',
    posts: () => 0,
    another,
  };
  const world = await aDelivery(rig, [another()]);
  const { store, tallies, clock, log, tick } = world;
  await tick();
  await platform.connection.start(world.inbound());
  const cardIn = async (where: 'C0OPEN' | 'C0SECOND'): Promise<Post> => {
    const posts = await store.posts.listOfDelivery({
      channel: where === 'C0OPEN' ? channel : another(),
      slot: SLOT,
    });
    const card = posts.find(({ kind }) => kind === 'card');
    if (!card) throw new Error('there is no card');
    return card;
  };
  const messageIn = async (where: 'C0OPEN' | 'C0SECOND') => {
    const { sent } = await cardIn(where);
    if (!sent) throw new Error('the card was not sent');
    return findMessage({ server }, sent);
  };
  return {
    ...{ people, state, store, tenant, tallies, cardIn, messageIn },
    votesIn: async (where: TenantId) =>
      (await store.votes.list([(await cardIn('C0OPEN')).paperIds[0] ?? ''], [where]))
        .map(({ person, value }) => `${person} ${value}`)
        .toSorted(),
    counted: (times: number) =>
      until(
        () => log.lines.filter(({ message }) => message === 'vote counted').length === times,
        'reactions are counted',
      ),
    shownIn: async (where: 'C0OPEN' | 'C0SECOND') => {
      await tallies.flush();
      return textOfBlocks((await messageIn(where)).blocks);
    },
    /** Asks for the card's paper, and presses a button of that answer. */
    pressOnAnswer: async (user: string, where: 'C0OPEN' | 'C0SECOND', label: string) => {
      await answerTo(people.slash(user, where, `show ${(await cardIn(where)).paperIds[0]}`));
      const on = ephemeralTo({ server }, user, where);
      if (!on) throw new Error('no private answer came');
      await answerTo(people.press(user, { channel: where, on }, label));
    },
    readBack: () => reconcileVotes(platform, { store, tallies, clock, log, withinMs: 86_400_000 }),
  };
}

it('votes by reaction, button and command in a workspace of an organization are votes of one workspace', async () => {
  const { people, tenant, cardIn, messageIn, votesIn, counted, shownIn, readBack, pressOnAnswer } =
    await anOrganization();
  const card = await messageIn('C0OPEN');
  people.react('U0ADA', card, '+1');
  await counted(1);
  await pressOnAnswer('U0BOB', 'C0OPEN', '👍');
  const paper = (await cardIn('C0OPEN')).paperIds[0];
  await answerTo(people.slash('U0MAKER', 'C0OPEN', `vote up ${paper}`));
  const all = ['U0ADA', 'U0BOB', 'U0MAKER'].map((user) => `${tenant}/${user} 1`);
  expect(await votesIn(tenantId(tenant))).toEqual(all);
  expect(await votesIn(tenantId('slack:E0GRID'))).toEqual([]);
  expect(await shownIn('C0OPEN')).toContain('👍 3');
  await readBack();
  expect(await votesIn(tenantId(tenant))).toEqual(all);
  expect(await answerTo(people.slash('U0BOB', 'C0OPEN', 'top week'))).toContain('Paper number 1');
});

it('two workspaces of an organization each count their own votes', async () => {
  const { people, tenant, messageIn, votesIn, counted, shownIn, pressOnAnswer } = await anOrganization();
  people.react('U0ADA', await messageIn('C0OPEN'), '+1');
  people.react('U0ADA', await messageIn('C0SECOND'), '-1');
  await counted(2);
  await pressOnAnswer('U0BOB', 'C0SECOND', '👎');
  expect(await votesIn(tenantId(tenant))).toEqual([`${tenant}/U0ADA 1`]);
  expect(await votesIn(tenantId(`slack:${SECOND}`))).toEqual([
    `slack:${SECOND}/U0ADA -1`,
    `slack:${SECOND}/U0BOB -1`,
  ]);
  expect(await shownIn('C0OPEN')).toContain('👍 1');
  expect(await shownIn('C0SECOND')).toContain('👎 2');
});

it('posts and votes that were stored under the organization are moved to their workspace when they are read back', async () => {
  const { people, tenant, store, cardIn, messageIn, votesIn, counted, readBack } = await anOrganization();
  people.react('U0ADA', await messageIn('C0OPEN'), '+1');
  await counted(1);
  const card = await cardIn('C0OPEN');
  const old = { ...card.sent, tenant: tenantId('slack:E0GRID') } as NonNullable<Post['sent']>;
  await store.posts.mark(card.id, 'sent', SLOT, old);
  await store.votes.replace(`post:${card.id}:`, [
    {
      paperId: card.paperIds[0] ?? '',
      ...{ person: personId('slack:E0GRID/U0ADA'), tenant: tenantId('slack:E0GRID'), value: 1, at: SLOT },
      source: `post:${card.id}:up`,
    },
  ]);
  expect(await votesIn(tenantId('slack:E0GRID'))).toHaveLength(1);
  await readBack();
  expect(await votesIn(tenantId('slack:E0GRID'))).toEqual([]);
  expect(await votesIn(tenantId(tenant))).toEqual([`${tenant}/U0ADA 1`]);
  expect((await cardIn('C0OPEN')).sent?.tenant).toBe(tenant);
});

it('a visitor from another workspace votes in the workspace where the app is installed, by reaction and by button', async () => {
  const { people, state, tenant, messageIn, votesIn, counted, pressOnAnswer } =
    await anOrganization('one workspace');
  state.addUser('U0GUEST', { team: 'T0ELSEWHERE' });
  const card = await messageIn('C0OPEN');
  people.react('U0GUEST', card, '+1');
  await counted(1);
  await pressOnAnswer('U0GUEST', 'C0OPEN', '👎');
  expect(await votesIn(tenantId('slack:T0ELSEWHERE'))).toEqual([]);
  expect(await votesIn(tenantId(tenant))).toEqual([`${tenant}/U0GUEST -1`, `${tenant}/U0GUEST 1`]);
});
