import { describe, expect, it } from 'vitest';
import { toReactionEvent } from '../../../../adapters/discord/gateway/inbound.ts';
import { toBallot, toEmoji } from '../../../../adapters/discord/render/reactions.ts';
import { KEYCAPS } from '../../../../adapters/shared/keycaps.ts';

describe('an emoji', () => {
  it.each([
    ['👍', { kind: 'up' }],
    ['👍🏿', { kind: 'up' }],
    ['👎🏻', { kind: 'down' }],
    ['1️⃣', { kind: 'nth', n: 1 }],
    ['9⃣', { kind: 'nth', n: 9 }],
    ['🔟', { kind: 'nth', n: 10 }],
    ['🎉', undefined],
    ['', undefined],
  ])('%s says %j', (name, ballot) => {
    expect(toBallot({ id: null, name })).toEqual(ballot);
  });

  it('of a server’s own votes nothing, whatever its name', () => {
    expect(toBallot({ id: '123', name: '👍' })).toBeUndefined();
  });

  it('that we preset is read as its ballot', () => {
    for (const [i] of KEYCAPS.entries()) {
      const ballot = { kind: 'nth', n: i + 1 } as const;
      expect(toBallot({ id: null, name: toEmoji(ballot) })).toEqual(ballot);
    }
  });
});

describe('a reaction', () => {
  const data = {
    user_id: '1',
    channel_id: '2',
    message_id: '3',
    guild_id: '4',
    emoji: { id: null, name: '👍' },
    burst: false,
    type: 0,
  };

  it('of ours is no vote', () => {
    expect(toReactionEvent(data, true, '1')).toBeUndefined();
  });

  it('of a person is one, with the community it was cast in', () => {
    expect(toReactionEvent(data, true, '9')).toEqual({
      platform: 'discord',
      tenant: 'discord:4',
      channel: '2',
      messageId: '3',
      person: 'discord:1',
      ballot: { kind: 'up' },
      added: true,
    });
  });
});
