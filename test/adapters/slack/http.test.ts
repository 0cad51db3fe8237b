import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { post, type Sign, signedRequest } from '../../../loopback/slack/signed-post.ts';
import { aClock, anOverview, aRecordingInbound, until } from '../../support/builders.ts';
import { answerTo, aWorld, findMessage, OPEN, type World } from './harness.ts';

const signingSecret = 'loopback-signing-secret';

describe('Slack by HTTP', () => {
  let world: World;
  let sign: Sign;
  let inbound: ReturnType<typeof aRecordingInbound>;
  const clock = aClock(Date.now());

  beforeEach(async () => {
    clock.set(Date.now());
    let port = 0;
    const onListening = (actual: number) => {
      port = actual;
    };
    world = await aWorld({ clock, http: { signingSecret, port: 0, host: '127.0.0.1', onListening } });
    inbound = aRecordingInbound();
    await world.platform.connection.start(inbound);
    sign = { signingSecret, url: `http://127.0.0.1:${port}/slack/events` };
    world.server.people.callByHttp(sign);
  });
  afterEach(() => world.close());

  const command = (text: string, trigger = `t-${text}`) => ({
    command: '/papers',
    text,
    team_id: 'T0LOOP',
    user_id: 'U0BOB',
    channel_id: OPEN.channel,
    trigger_id: trigger,
    response_url: `${world.server.url}/response/none`,
  });

  it('receives votes and answers commands as over the socket, and reports missed events at the start', async () => {
    expect(inbound.missed).toEqual(['slack']);
    const message = findMessage(world, await world.platform.send(OPEN, anOverview(3), 'key'));
    world.server.people.react('U0BOB', message, 'two');
    await until(() => inbound.events.length === 1, 'the vote arrives');
    const deed = world.server.people.slash('U0BOB', OPEN.channel, 'search attention');
    expect(await deed.acked).toBe('');
    expect(await answerTo(deed)).toContain('search attention');
    expect(world.server.listCalls('apps.connections.open')).toEqual([]);
  });

  it('answers also when the handler throws', async () => {
    inbound.failNext();
    const deed = world.server.people.slash('U0BOB', OPEN.channel, 'search');
    expect(await answerTo(deed)).toContain('Something went wrong');
  });

  it('answers the question by which Slack checks the address', async () => {
    const request = signedRequest(sign, 'events_api', { type: 'url_verification', challenge: 'abc' });
    expect(await (await post(request)).text()).toContain('abc');
  });

  it('refuses a request that Slack did not sign', async () => {
    const request = signedRequest({ ...sign, signingSecret: 'wrong' }, 'slash_commands', command('help'));
    expect((await post(request)).status).toBe(401);
    const { 'x-slack-signature': _gone, ...unsigned } = request.headers;
    expect((await post({ ...request, headers: unsigned })).status).toBe(401);
    expect(
      (await post({ ...signedRequest(sign, 'slash_commands', command('help')), body: 'text=other' })).status,
    ).toBe(401);
  });

  it('refuses a request that is stale or comes from the future', async () => {
    for (const minutes of [-6, 6]) {
      const at = Date.now() + minutes * 60_000;
      expect((await post(signedRequest(sign, 'slash_commands', command('help'), at))).status).toBe(401);
    }
  });

  it('refuses a request that is played again, and a forged one uses up nothing', async () => {
    const asked: string[] = [];
    const { interact } = inbound;
    inbound.interact = async (asker, interaction) => {
      asked.push(JSON.stringify(interaction));
      return interact(asker, interaction);
    };
    const request = signedRequest(sign, 'slash_commands', command('help'));
    expect((await post({ ...request, body: `${request.body}&x=1` })).status).toBe(401);
    expect((await post(request)).status).toBe(200);
    expect((await post(request)).status).toBe(401);
    expect((await post(request)).status).toBe(401);
    await until(() => asked.length > 0, 'the command runs');
    expect(asked).toHaveLength(1);
  });

  it('runs a command once when the same request comes twice at once', async () => {
    const asked: string[] = [];
    inbound.interact = async () => {
      asked.push('asked');
      return { kind: 'message', message: { kind: 'notice', tone: 'info', title: 'x' } };
    };
    const request = signedRequest(sign, 'slash_commands', command('help'));
    await Promise.all([post(request), post(request), post(request)]);
    await until(() => asked.length > 0, 'the command runs');
    await world.platform.connection.stop();
    expect(asked).toHaveLength(1);
  });

  it('counts an event once that Slack repeats, each time newly signed', async () => {
    const message = findMessage(world, await world.platform.send(OPEN, anOverview(3), 'key'));
    const event = {
      type: 'reaction_added',
      user: 'U0BOB',
      reaction: 'one',
      item: { type: 'message', channel: OPEN.channel, ts: message.ts },
    };
    await world.server.people.event({ ...event, event_ts: '1' }, { id: 'Ev1' });
    await world.server.people.event({ ...event, event_ts: '2' }, { id: 'Ev1' });
    await world.server.people.event({ ...event, event_ts: '3' }, { id: 'Ev2' });
    await until(() => inbound.events.length === 2, 'two events arrive');
  });

  it('says which setting names the port when another program has it', async () => {
    const taken = Number(new URL(sign.url).port);
    const second = await aWorld({ clock: aClock(), http: { signingSecret, port: taken, host: '127.0.0.1' } });
    await expect(second.platform.connection.start(inbound)).rejects.toMatchObject({
      message: `Port ${taken} is used by another program, so Slack cannot reach the bot.`,
      fix: expect.stringContaining('SLACK_HTTP_PORT'),
    });
    await second.close();
  });

  it('has nothing anywhere else', async () => {
    const elsewhere = {
      ...signedRequest(sign, 'slash_commands', command('help')),
      url: sign.url.replace('events', 'x'),
    };
    expect((await post(elsewhere)).status).toBe(404);
    expect((await fetch(sign.url)).status).toBe(404);
  });

  it('takes no body without end', async () => {
    const request = signedRequest(sign, 'slash_commands', command('x'.repeat(2_000_000)));
    expect((await post(request)).status).toBe(413);
  });
});
