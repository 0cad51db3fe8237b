import { expect, it, onTestFinished } from 'vitest';
import { commands } from '../../commands/index.ts';
import { typeInto } from '../../loopback/slack/suggest.ts';
import { aDiscord } from '../adapters/discord/harness.ts';
import { aWorld, ephemeralTo, OPEN, textOfBlocks } from '../adapters/slack/harness.ts';
import { aDesk } from '../commands/desk.ts';
import { aRecordingInbound, until } from '../support/builders.ts';

async function aLimitedDesk() {
  const desk = await aDesk({ isUnlimited: () => false });
  let suggested = 0;
  const { suggest } = desk.services.search;
  Object.assign(desk.services.search, {
    suggest: (typed: string, limit: number) => {
      suggested += 1;
      return suggest(typed, limit);
    },
  });
  return { desk, suggested: () => suggested, inbound: { ...aRecordingInbound(), ...desk.dispatcher } };
}

it('on Discord, whoever types at a script’s pace gets no choices for a while, and nobody else is held up', async () => {
  const { desk, suggested, inbound } = await aLimitedDesk();
  const { server, start, close } = await aDiscord({ commands });
  onTestFinished(close);
  await start(inbound);
  await until(() => server.world.commands.size > 0, 'commands are registered');
  const type = async (user: string, typed: string) => {
    const { id } = server.user(user);
    const record = server.typeOption(id, server.general.id, 'papers', 'show', 'paper', typed);
    await until(() => record.choices !== undefined, 'choices come');
    return record.choices?.length;
  };
  for (let i = 0; i < 30; i++) expect(await type('ann', 'number 2')).toBeGreaterThan(0);
  for (let i = 0; i < 20; i++) expect(await type('ann', 'number 2')).toBe(0);
  expect(suggested()).toBe(30);
  expect(await type('ben', 'number 2')).toBeGreaterThan(0);
  desk.clock.advance(1000);
  expect(await type('ann', 'number 2')).toBeGreaterThan(0);
  expect(server.violations).toEqual([]);
});

it('on Discord, whoever types fast in one server gets choices in others, up to twice as many in all', async () => {
  const { desk, suggested, inbound } = await aLimitedDesk();
  const { server, start, close } = await aDiscord({ commands });
  onTestFinished(close);
  const rooms = ['Writers', 'Editors'].map((name) => {
    const guild = server.world.addGuild(name);
    guild.members.set(server.user('ann').id, []);
    return server.world.addChannel(guild, 'general');
  });
  await start(inbound);
  await until(() => server.world.commands.size > 0, 'commands are registered');
  const type = async (channel: string) => {
    const { id } = server.user('ann');
    const record = server.typeOption(id, channel, 'papers', 'show', 'paper', 'number 2');
    await until(() => record.choices !== undefined, 'choices come');
    return record.choices?.length;
  };
  const [writers, editors] = rooms;
  if (!writers || !editors) throw new Error('there are not two more servers');
  for (let i = 0; i < 30; i++) await type(server.general.id);
  for (let i = 0; i < 20; i++) expect(await type(server.general.id)).toBe(0);
  for (let i = 0; i < 30; i++) expect(await type(writers.id)).toBeGreaterThan(0);
  expect(suggested()).toBe(60);
  expect(await type(editors.id)).toBe(0);
  desk.clock.advance(1000);
  expect(await type(editors.id)).toBeGreaterThan(0);
  expect(server.violations).toEqual([]);
});

it('on Slack, whoever types into a form at a script’s pace gets no choices for a while, and nobody else is held up', async () => {
  const { desk, suggested, inbound } = await aLimitedDesk();
  const { server, platform, close } = await aWorld();
  onTestFinished(close);
  await platform.connection.start(inbound);
  const people = ['U0BOB', 'U0ADA'];
  for (const user of people) server.people.slash(user, OPEN.channel, 'find');
  const hasForm = (user: string) => server.state.views.some((view) => view.user === user);
  await until(() => people.every(hasForm), 'both have the form');
  const type = async (user: string) => (await typeInto(server, user, 'paper', 'number 2')).length;
  for (let i = 0; i < 30; i++) expect(await type('U0BOB')).toBeGreaterThan(0);
  for (let i = 0; i < 20; i++) expect(await type('U0BOB')).toBe(0);
  expect(suggested()).toBe(30);
  expect(await type('U0ADA')).toBeGreaterThan(0);
  desk.clock.advance(1000);
  expect(await type('U0BOB')).toBeGreaterThan(0);
  expect(server.violations).toEqual([]);
});

it('on Slack, a form sent off at a script’s pace is not checked in the modal, and its errors are reported afterward', async () => {
  const { inbound, desk } = await aLimitedDesk();
  const world = await aWorld({ managers: 'members' });
  onTestFinished(world.close);
  await world.platform.connection.start(inbound);
  const { people, state } = world.server;
  people.slash('U0BOB', OPEN.channel, 'settings');
  await until(() => state.views.length === 1, 'the modal opens');
  const send = () => people.submit('U0BOB', { time: 'late' }).acked;
  for (let i = 0; i < 10; i++) expect(await send()).toMatchObject({ response_action: 'errors' });
  expect(await send()).toEqual({});
  const answer = () => textOfBlocks(ephemeralTo(world, 'U0BOB')?.blocks);
  await until(() => answer().includes('is not a time of day'), 'the error is reported');
  expect(await desk.store.subscriptions.list()).toEqual([]);
});
