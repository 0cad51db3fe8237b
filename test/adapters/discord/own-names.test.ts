import { afterEach, describe, expect, it } from 'vitest';
import { createOwnNames } from '../../../adapters/discord/own-names.ts';
import { commandBody } from '../../../adapters/discord/register.ts';
import { commands } from '../../../commands/index.ts';
import { textOf } from '../../../loopback/discord/index.ts';
import type { Message } from '../../../src/core/message.ts';
import { aRecordingInbound } from '../../support/builders.ts';
import { aCommand, aDiscord, answerOf, type DiscordHarness } from './harness.ts';

let harness: DiscordHarness | undefined;
afterEach(async () => {
  await harness?.close();
  harness = undefined;
});

const NOTICE: Message = {
  kind: 'notice',
  tone: 'info',
  title: 'No daily post yet',
  fix: 'Set one up with /papers subscribe, or see /papers subscriptions.',
  example: '/papers post-now',
  actions: [{ kind: 'button', id: 'r:subscribe', label: 'Subscribe' }],
};

describe('commands that stand in a group on Discord', () => {
  it('are named with it in what people read', async () => {
    harness = await aDiscord({ commands });
    const { server } = harness;
    await harness.start({
      ...aRecordingInbound(),
      interact: async () => ({ kind: 'message', message: NOTICE }),
    });
    const record = server.slash(server.user('ann').id, server.general.id, 'papers', 'status');
    const text = textOf(await answerOf(record));
    expect(text).toContain('Set one up with /papers channel subscribe, or see /papers subscriptions.');
    expect(text).toContain('`/papers channel post-now`');
  });

  it('are named so wherever they are registered so, and nowhere else', () => {
    const inOurWords = createOwnNames(commands);
    const group = commandBody(commands).options?.find(({ name }) => name === 'channel');
    const grouped = group && 'options' in group ? (group.options ?? []).map(({ name }) => name) : [];
    expect(grouped).toContain('subscribe');
    for (const { name, hidden } of commands) {
      if (hidden) continue;
      const told = inOurWords({ kind: 'notice', tone: 'info', title: `/papers ${name} x` });
      expect(told).toMatchObject({ title: `/papers ${grouped.includes(name) ? 'channel ' : ''}${name} x` });
    }
    const few = createOwnNames([aCommand({ name: 'subscribe', manage: true })]);
    expect(few(NOTICE)).toEqual(NOTICE);
  });

  it('leave buttons as they are', () => {
    expect(createOwnNames(commands)(NOTICE)).toMatchObject({ actions: [{ id: 'r:subscribe' }] });
  });
});
