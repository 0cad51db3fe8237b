import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nameReaction, readReactionName } from '../../../adapters/slack/render/reactions.ts';
import type { SlackMessage } from '../../../loopback/slack/state.ts';
import type { Ballot } from '../../../src/core/vote/vote.ts';
import { anOverview, aRecordingInbound, until } from '../../support/builders.ts';
import { tenantId } from '../../support/ids.ts';
import { aWorld, findMessage, OPEN, type World } from './harness.ts';

describe('the names of reactions', () => {
  it('read back as the ballot they were written for', () => {
    const ballots: Ballot[] = [{ kind: 'up' }, { kind: 'down' }];
    for (let n = 1; n <= 10; n++) ballots.push({ kind: 'nth', n });
    for (const ballot of ballots) expect(readReactionName(nameReaction(ballot) ?? '')).toEqual({ ballot });
    expect(nameReaction({ kind: 'nth', n: 11 })).toBeUndefined();
  });

  it('mean the same in every skin tone and by either name', () => {
    for (const name of ['+1', 'thumbsup', '+1::skin-tone-2', '+1::skin-tone-6', 'thumbsup::skin-tone-3'])
      expect(readReactionName(name)?.ballot).toEqual({ kind: 'up' });
    for (const name of ['-1', 'thumbsdown', '-1::skin-tone-4'])
      expect(readReactionName(name)?.ballot).toEqual({ kind: 'down' });
    expect(readReactionName('+1::skin-tone-6')?.variant).toBe('skin-tone-6');
    expect(readReactionName('thumbsup')).toEqual(readReactionName('+1'));
  });

  it('say nothing otherwise', () => {
    for (const name of [
      'heart',
      'zero',
      '+1::skin-tone-9',
      '+1::skin-tone-2::skin-tone-3',
      '',
      'constructor',
      '__proto__',
      '100',
    ])
      expect(readReactionName(name)).toBeUndefined();
  });
});

describe('votes on Slack', () => {
  let world: World;
  let inbound: ReturnType<typeof aRecordingInbound>;
  let message: SlackMessage;
  beforeEach(async () => {
    world = await aWorld();
    inbound = aRecordingInbound();
    await world.platform.connection.start(inbound);
    message = findMessage(world, await world.platform.send(OPEN, anOverview(10), 'key'));
  });
  afterEach(() => world.close());

  const heard = (count: number) => until(() => inbound.events.length === count, `${count} votes are heard`);

  it('count in any skin tone and are taken back with it', async () => {
    world.server.people.react('U0BOB', message, '+1::skin-tone-3');
    await heard(1);
    world.server.people.unreact('U0BOB', message, '+1::skin-tone-3');
    await heard(2);
    expect(inbound.events.map(({ ballot, added }) => [ballot.kind, added])).toEqual([
      ['up', true],
      ['up', false],
    ]);
  });

  it('do not come from bots, from the bot’s own preset reactions, or from other reactions', async () => {
    await world.platform.reactions.addPreset(
      { ...OPEN, messageId: message.ts, tenant: tenantId('slack:T0LOOP') },
      [{ kind: 'up' }],
    );
    world.server.people.react('U0ROBOT', message, '+1');
    world.server.people.react('U0BOB', message, 'heart');
    world.server.people.react('U0BOB', message, 'keycap_ten');
    await heard(1);
    expect(inbound.events[0]).toMatchObject({ person: 'slack:T0LOOP/U0BOB', ballot: { kind: 'nth', n: 10 } });
  });

  it('stay in order when Slack is slow to say who somebody is', async () => {
    world.server.faults.add('users.info', { kind: 'status', status: 500 });
    for (let i = 0; i < 5; i++) {
      world.server.people.react('U0BOB', message, 'one');
      world.server.people.unreact('U0BOB', message, 'one');
    }
    await heard(10);
    expect(inbound.events.map(({ added }) => added)).toEqual(
      Array.from({ length: 10 }, (_, i) => i % 2 === 0),
    );
  });

  it('wait for the one before of the same person, and for nobody else’s', async () => {
    const begun: string[] = [];
    const barrier = Promise.withResolvers<void>();
    inbound.onReaction = async ({ person, added }) => {
      begun.push(`${person.slice(-3)} ${added}`);
      if (added) await barrier.promise;
    };
    world.server.people.react('U0BOB', message, 'one');
    world.server.people.unreact('U0BOB', message, 'one');
    world.server.people.react('U0ADA', message, 'one');
    await until(() => begun.length === 2, 'two votes are being taken in');
    expect(begun.toSorted()).toEqual(['ADA true', 'BOB true']);
    barrier.resolve();
    await until(() => begun.length === 3, 'the vote taken back follows');
    expect(begun[2]).toBe('BOB false');
  });

  it('count as a person’s when Slack will not say who it is', async () => {
    world.server.faults.add('users.info', { kind: 'error', code: 'user_not_visible' }, 10);
    world.server.people.react('U0BOB', message, 'one');
    await heard(1);
  });

  it('go on after a handler broke', async () => {
    const { onReaction } = inbound;
    inbound.onReaction = async () => {
      throw new Error('the store is busy');
    };
    world.server.people.react('U0BOB', message, 'one');
    await until(
      () => world.log.lines.some((line) => line.message === 'a vote was not counted'),
      'it is logged',
    );
    inbound.onReaction = onReaction;
    world.server.people.react('U0BOB', message, 'two');
    await heard(1);
  });

  it('read back as they are, two skin tones of one person as two, beyond the first name in Slack’s list', async () => {
    for (const user of ['U0ADA', 'U0BOB', 'U0MAKER', 'U0ROBOT'])
      world.server.people.react(user, message, 'three');
    world.server.people.react('U0BOB', message, '+1::skin-tone-2');
    world.server.people.react('U0BOB', message, '+1::skin-tone-5');
    const standing = (
      await world.platform.reactions.read({
        ...OPEN,
        messageId: message.ts,
        tenant: tenantId('slack:T0LOOP'),
      })
    ).reactions;
    expect(standing).toHaveLength(5);
    const thumbs = standing.filter(({ ballot }) => ballot.kind === 'up');
    expect(thumbs.map(({ variant }) => variant)).toEqual(['skin-tone-2', 'skin-tone-5']);
  });
});
