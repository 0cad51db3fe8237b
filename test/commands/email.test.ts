import { describe, expect, it } from 'vitest';
import { email } from '../../commands/people/email.ts';
import { parseLine } from '../../src/core/command/arguments.ts';
import type { CommandContext } from '../../src/core/command/command.ts';
import type { SignUp } from '../../src/core/mail/sign-ups.ts';
import { aSubscription } from '../support/builders.ts';
import { channelId } from '../support/ids.ts';
import { ASKER, aDesk, readMessage, textIn } from './desk.ts';

async function anEmailDesk() {
  const { store } = await aDesk();
  const asked: SignUp[] = [];
  const context = {
    asker: ASKER,
    services: { store, signUps: { ask: async (signUp: SignUp) => void asked.push(signUp) } },
  } as unknown as CommandContext;
  const run = async (line: string) => textIn(readMessage(await email.run(context, parseLine(email, line))));
  return { store, asked, run };
}

describe('/papers email', () => {
  it('asks for the whole list where the channel has no digest, in the asker’s zone', async () => {
    const { asked, run } = await anEmailDesk();
    expect(await run('me@example.org')).toContain('Check your inbox');
    expect(asked).toMatchObject([
      {
        ...{ address: 'me@example.org', asker: ASKER.person, askedBy: ASKER.person, tenant: ASKER.tenant },
        wish: { cron: '0 9 * * *', zone: 'Europe/Paris', count: 30, topics: [] },
      },
    ]);
  });

  it('asks for what the channel gets, weekly, at a time', async () => {
    const { store, asked, run } = await anEmailDesk();
    const channel = channelId('discord:100');
    await store.subscriptions.put(aSubscription({ channel, topics: ['agents'], count: 4 }));
    await run('me@example.org weekly 8:30 Asia/Tokyo');
    expect(asked[0]?.wish).toMatchObject({
      ...{
        cron: '30 8 * * 1',
        zone: 'Asia/Tokyo',
        like: channel,
        topics: ['agents'],
        count: 10,
        editions: 8,
      },
    });
  });

  it.each(['noon', '12:00'])('asks for a recap at the same time, %s', async (time) => {
    const { asked, run } = await anEmailDesk();
    await run(`me@example.org time:${time} recap:week`);
    expect(asked[0]?.wish).toMatchObject({ cron: '0 12 * * *', recaps: { week: { cron: '0 12 * * 5' } } });
  });

  it('says in the demo that e-mail needs the page', async () => {
    const { type, services } = await aDesk();
    Object.assign(services, { demoDays: ['2026-04-30'] });
    const said = 'The demo sends e-mail only to the inbox on its page';
    for (const line of ['email me@example.org', 'help email'])
      expect(textIn(await type(line))).toContain(said);
  });

  it('asks for what the person follows', async () => {
    const { asked, run } = await anEmailDesk();
    await run('me@example.org which:follows');
    expect(asked[0]?.wish).toMatchObject({ followsOf: ASKER.person });
    await expect(run('me@example.org which:channel')).rejects.toThrow('no daily post');
  });
});
