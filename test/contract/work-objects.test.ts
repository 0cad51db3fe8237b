import { describe, expect, it, onTestFinished } from 'vitest';
import { writeLinks } from '../../loopback/slack/compose.ts';
import type { Entity, WorkObjects } from '../../loopback/slack/entities.ts';
import { openEntity } from '../../loopback/slack/open-entity.ts';
import type { SlackMessage } from '../../loopback/slack/state.ts';
import type { Message } from '../../src/core/message/message.ts';
import type { Inbound } from '../../src/core/platform/inbound.ts';
import { aWorld, ephemeralTo, OPEN, textOfBlocks } from '../adapters/slack/harness.ts';
import { aDesk } from '../commands/desk.ts';
import { aPaper, aRecordingInbound, aView, until } from '../support/builders.ts';
import { personId } from '../support/ids.ts';

const BOB = 'U0BOB';
const ADA = 'U0ADA';
const ID = '2604.00002';
const LINK = `https://arxiv.org/abs/${ID}`;
const HOUR_MS = 60 * 60_000;

/** The bot with its real commands, or with the given answers, in a workspace where Work Objects are on or not. */
async function aWorkspace(workObjects: WorkObjects = 'on', inbound?: Inbound) {
  let now = Date.parse('2026-04-30T09:00:00Z');
  const desk = await aDesk({ isUnlimited: () => true });
  onTestFinished(() => desk.store.close());
  const world = await aWorld({ clock: { now: () => now } });
  onTestFinished(async () => {
    await world.close();
    expect(world.server.violations).toEqual([]);
  });
  const { server } = world;
  server.state.workObjects = workObjects;
  await world.platform.connection.start(inbound ?? { ...aRecordingInbound(), ...desk.dispatcher });
  const post = async (text = LINK, channel: string = OPEN.channel): Promise<SlackMessage> => {
    const message = server.people.say(BOB, channel, text);
    await until(() => Object.keys(message.unfurls).length > 0, 'the link unfurls');
    return message;
  };
  const advance = (ms: number) => {
    now += ms;
  };
  return { desk, world, server, post, advance };
}

function entityOf(message: SlackMessage, link = LINK): Entity {
  const entity = message.entities?.[link];
  if (!entity) throw new Error('no Work Object');
  return entity;
}

/** Answers every question with one message. */
const saying = (message: Message): Inbound => ({
  ...aRecordingInbound(),
  opensForm: () => false,
  interact: async () => ({ kind: 'message', message }),
});

const withMetadata = (calls: ReadonlyArray<{ readonly args: Readonly<Record<string, unknown>> }>) =>
  calls.map(({ args }) => args.metadata !== undefined);

describe('a paper link on Slack where Work Objects are on', () => {
  it('gets an entity with title, facts and actions beside the card, known by the paper’s id', async () => {
    const { post } = await aWorkspace();
    const message = await post(`look ${LINK}v2`);
    const entity = entityOf(message, `${LINK}v2`);
    expect(entity).toMatchObject({
      entity_type: 'slack#/entities/content_item',
      url: `https://huggingface.co/papers/${ID}`,
      external_ref: { id: ID, type: 'paper' },
      entity_payload: { attributes: { title: { text: 'Paper number 2' }, display_id: ID } },
    });
    expect(JSON.stringify(entity.entity_payload)).toContain('upvotes');
    expect(entity.entity_payload.actions?.primary_actions?.map(({ text }) => text)).toEqual([
      'Save',
      'Summary',
    ]);
    expect(textOfBlocks(message.unfurls)).toContain('Paper number 2');
  });

  it('does what its actions say, for the presser alone, and leaves the message of the other person alone', async () => {
    const { world, server, post, desk } = await aWorkspace();
    const message = await post();
    const before = structuredClone({ ...message, reactions: undefined });
    server.people.pressEntity(ADA, message, { url: LINK, at: 'unfurl' }, 'Summary');
    await until(() => ephemeralTo(world, ADA) !== undefined, 'the summary comes');
    expect(textOfBlocks(ephemeralTo(world, ADA)?.blocks)).toContain('Paper number 2');
    expect(ephemeralTo(world, BOB)).toBeUndefined();
    server.people.pressEntity(ADA, message, { url: LINK, at: 'unfurl' }, 'Save');
    const ada = personId(`slack:${server.state.team.id}/${ADA}`);
    await until(async () => (await desk.store.readingLists.list(ada)).includes(ID), 'the paper is saved');
    expect({ ...message, reactions: undefined }).toEqual(before);
    expect(server.listCalls('chat.update')).toEqual([]);
  });

  it('opens in a side pane with the paper, whose actions work as well', async () => {
    const { world, server, post } = await aWorkspace();
    const message = await post();
    openEntity(server, ADA, message, LINK);
    await until(() => server.state.details.length === 1, 'the details are presented');
    expect(server.state.details[0]).toMatchObject({
      user: ADA,
      metadata: { external_ref: { id: ID }, entity_payload: { attributes: { display_id: ID } } },
    });
    expect(server.state.details[0]?.metadata).not.toHaveProperty('app_unfurl_url');
    server.people.pressEntity(ADA, message, { url: LINK, at: 'flexpane' }, 'Similar');
    await until(() => ephemeralTo(world, ADA) !== undefined, 'similar papers come');
  });

  it('says in the side pane that a paper is not known, and that an address is no paper', async () => {
    const { server, post } = await aWorkspace();
    const message = await post();
    const other = { ...entityOf(message), external_ref: { id: '2401.54321', type: 'paper' } };
    message.entities = { [LINK]: other };
    openEntity(server, ADA, message, LINK);
    await until(() => server.state.details.length === 1, 'the pane is answered');
    expect(server.state.details[0]?.error).toMatchObject({ status: 'custom' });
    expect(JSON.stringify(server.state.details[0]?.error)).toContain('2401.54321');
    message.entities = { [LINK]: { ...other, external_ref: { id: 'x' }, url: 'https://example.org/x' } };
    openEntity(server, ADA, message, LINK);
    await until(() => server.state.details.length === 2, 'the pane is answered');
    expect(server.state.details[1]?.error).toEqual({ status: 'not_found' });
  });

  it('shows the picture in the side pane alone, and the pane without it where Slack refuses it', async () => {
    const paper = aPaper({ id: ID, thumbnailUrl: 'https://cdn.example/a.png' });
    const { server, post } = await aWorkspace(
      'on',
      saying({ kind: 'card', view: aView({ paper }), language: 'en' }),
    );
    const message = await post();
    expect(entityOf(message).entity_payload.fields).not.toHaveProperty('preview');
    openEntity(server, ADA, message, LINK);
    await until(() => server.state.details.length === 1, 'the details are presented');
    expect(JSON.stringify(server.state.details[0]?.metadata)).toContain('https://cdn.example/a.png');
    server.faults.add('entity.presentDetails', { kind: 'error', code: 'invalid_metadata' });
    openEntity(server, ADA, message, LINK);
    await until(() => server.state.details.length === 2, 'the details are presented');
    expect(JSON.stringify(server.state.details[1]?.metadata)).not.toContain('cdn.example');
  });

  it('bounds hostile text and lets no mention begin', async () => {
    const hostile = `<!channel> <@U0BOB> <https://evil.example|x> ${'ha '.repeat(5000)}`;
    const paper = aPaper({
      id: ID,
      title: hostile,
      abstract: hostile,
      authors: [hostile],
      organization: hostile,
    });
    const summary = { text: hostile, by: hostile };
    const card = { kind: 'card', view: aView({ paper, summary }), language: 'en' } as const;
    const { post } = await aWorkspace('on', saying(card));
    const text = JSON.stringify(entityOf(await post()));
    expect(text).not.toMatch(/<[!@#h]/);
    expect(text).toContain('‹!channel›');
    expect(text.length).toBeLessThan(5000);
  });

  it('is an entity while one types, too', async () => {
    const { server } = await aWorkspace();
    const id = writeLinks(server, BOB, [LINK]);
    await until(() => Object.keys(server.state.drafts.get(id) ?? {}).length === 1, 'the link unfurls');
    expect(withMetadata(server.listCalls('chat.unfurl'))).toEqual([true]);
  });

  it('gets neither card nor entity in a private channel that the bot is not in', async () => {
    const { server, post } = await aWorkspace();
    server.state.addChannel('C0SECRET', { kind: 'private', members: new Set([BOB]) });
    const hidden = server.people.say(BOB, 'C0SECRET', LINK);
    await post();
    expect([hidden.unfurls, hidden.entities]).toEqual([{}, undefined]);
  });
});

describe('a paper link on Slack where Work Objects are off', () => {
  it('keeps its card where Slack passes over the metadata', async () => {
    const { server, post } = await aWorkspace('ignored');
    const message = await post();
    expect(textOfBlocks(message.unfurls)).toContain('Paper number 2');
    expect(message.entities).toEqual({});
    expect(server.listCalls('chat.unfurl')).toHaveLength(1);
  });

  it('keeps its card where Slack refuses the metadata, which is not sent again for some hours', async () => {
    const { server, post, advance } = await aWorkspace('refused');
    for (let i = 0; i < 2; i += 1) expect(textOfBlocks((await post()).unfurls)).toContain('Paper number 2');
    expect(withMetadata(server.listCalls('chat.unfurl'))).toEqual([true, false, false]);
    server.state.workObjects = 'on';
    advance(7 * HOUR_MS);
    expect(entityOf(await post()).external_ref.id).toBe(ID);
  });

  it('keeps card and Work Objects where Slack refuses one call for another reason', async () => {
    const { server, post } = await aWorkspace();
    server.faults.add('chat.unfurl', { kind: 'error', code: 'cannot_parse_attachment' });
    expect((await post()).entities).toEqual({});
    expect(entityOf(await post()).external_ref.id).toBe(ID);
  });
});
