import { describe, expect, it } from 'vitest';
import { listPlatforms } from '../../../src/app/platforms.ts';
import type { App } from '../../../src/cli/base/app.ts';
import { wordForCommandLine } from '../../../src/cli/chat/word-commands.ts';
import { check } from '../../../src/cli/commands/check.ts';
import { runSubscriptions } from '../../../src/cli/commands/subscriptions.ts';
import { commandSpan, words } from '../../../src/core/base/text.ts';
import type { Platform } from '../../../src/core/platform/platform.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { aClock, aLog, aSubscription } from '../../support/builders.ts';
import { aCheckLine } from '../../support/check-lines.ts';
import { channelId } from '../../support/ids.ts';

const ACCEPTED = 'Discord accepts the token of the bot 1.';
const TOKEN = aCheckLine(ACCEPTED);

async function anApp() {
  const store = await openStore({ url: ':memory:', log: aLog() });
  const lines: string[] = [];
  const platform: Partial<Platform> = {
    name: 'discord',
    checks: {
      run: async (channel) => [TOKEN, ...(channel ? [aCheckLine(`#${channel}: all is well.`)] : [])],
    },
  };
  const app = {
    ...{ store, clock: aClock('2026-04-30T08:00:00Z') },
    platforms: new Map([['discord', platform]]),
    platformInfo: listPlatforms(),
    source: { list: async () => ({ papers: [], skipped: [], source: 'Hugging Face' }) },
    stopping: new AbortController().signal,
    print: (line: string) => lines.push(line),
  } as unknown as App;
  return { app, store, lines };
}

describe('on the command line', () => {
  it('check says what is about the token once, however many channels there are', async () => {
    const { app, store, lines } = await anApp();
    for (let i = 0; i < 13; i++)
      await store.subscriptions.put(aSubscription({ channel: channelId(`discord:10${i}`) }));
    await check(app);
    expect(lines.filter((line) => line.includes('accepts the token'))).toEqual([`ok  discord: ${ACCEPTED}`]);
    expect(lines.filter((line) => line.includes('all is well'))).toHaveLength(13);
  });

  it('check asks whether alerts get through, where there is a channel for them', async () => {
    const { app, lines } = await anApp();
    await check({ ...app, alertChannel: channelId('discord:900') });
    expect(lines).toContain('ok  discord:900: #900: all is well.');
  });

  it('a fix names a command that the command line has', async () => {
    const { app, store, lines } = await anApp();
    await store.subscriptions.put(aSubscription({ channel: channelId('discord:100') }));
    await store.subscriptions.pause(channelId('discord:100'), {
      ...{ at: 0, by: 'fault' },
      reason: {
        code: 'text',
        values: { text: 'kicked out', fix: words`Invite the bot again, then ${commandSpan('resume')}.` },
      },
    });
    await runSubscriptions(app);
    expect(lines.join('\n')).toContain('then `npx node src/main.ts resume discord:100`.');
  });

  it('a command in an answer keeps its words', () => {
    expect(wordForCommandLine(words`Or ${commandSpan('search open world models')}.`)).toBe(
      "Or `npx node src/main.ts search 'open world models'`.",
    );
    expect(wordForCommandLine(words`Or ${commandSpan('similar 2604.26752')}.`)).toBe(
      'Or `npx node src/main.ts similar 2604.26752`.',
    );
  });

  it('a command that it does not have is said where it is typed, and a link is an address', () => {
    expect(wordForCommandLine(words`See ${commandSpan('saved')}.`)).toBe(
      'See `/papers saved` in the channel.',
    );
    const link = { text: 'Invite the bot', link: 'https://discord.com/x' };
    expect(wordForCommandLine(words`${link}`)).toBe('Invite the bot: https://discord.com/x');
  });
});
