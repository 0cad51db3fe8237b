import { describe, expect, it } from 'vitest';
import { toAsker } from '../../../adapters/discord/gateway/inbound.ts';
import { readText } from '../../../loopback/discord/index.ts';
import type { Message } from '../../../src/core/message/message.ts';
import { aNotice, aView, until } from '../../support/builders.ts';
import { aDiscordForOneTest, answering, say } from './answering.ts';
import { awaitAnswer } from './harness.ts';

describe('a slash command', () => {
  it('arrives with its typed options and who asks from where', async () => {
    const { server, seen, ann, slash } = await answering(() => ({ kind: 'message', message: say('done') }));
    const record = slash('search', { query: 'attention', page: 2, code: true });
    await awaitAnswer(record);
    expect(seen).toEqual([
      {
        asker: {
          platform: 'discord',
          tenant: `discord:${server.guild.id}`,
          channel: server.general.id,
          channelId: `discord:${server.general.id}`,
          person: `discord:${ann}`,
          name: 'ann',
          mayManage: false,
          locale: 'en-US',
        },
        interaction: {
          kind: 'command',
          name: 'search',
          options: { query: 'attention', page: 2, code: true },
        },
      },
    ]);
  });

  it('is acknowledged before any work, and answered in private', async () => {
    const barrier = Promise.withResolvers<void>();
    const { server, slash } = await answering(async () => {
      await barrier.promise;
      return { kind: 'message', message: say('worked') };
    });
    const record = slash('search', { query: 'x' });
    await until(() => record.first !== undefined, 'it is acknowledged');
    expect(record.pending).toBe(true);
    barrier.resolve();
    expect(readText(await awaitAnswer(record))).toContain('worked');
    expect(record.ephemeral).toBe(true);
    expect(server.general.messages.size).toBe(0);
  });

  it.each(['no person', 'no channel'])(
    'that names %s is dropped as malformed, and costs no other',
    async (missing) => {
      const { server, seen, slash, log } = await answering(() => ({ kind: 'message', message: say('done') }));
      for (const type of [2, 4])
        server.gateway.sendEvent('INTERACTION_CREATE', {
          ...{ id: '1', application_id: '2', token: 'a-token', type, guild_id: server.guild.id },
          ...(missing === 'no channel' ? {} : { channel: { id: server.general.id } }),
          ...(missing === 'no person' ? {} : { user: { id: '3', username: 'ann' } }),
          data: { name: 'papers', options: [{ name: 'help', type: 1, options: [] }] },
        });
      await awaitAnswer(slash('search', { query: 'x' }));
      expect(seen).toHaveLength(1);
      expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
      expect(log.lines.some(({ message }) => message === 'malformed gateway event dropped')).toBe(true);
    },
  );

  it('in a thread belongs to the channel that holds it', async () => {
    const { server, seen, ann } = await answering(() => ({ kind: 'message', message: say('done') }));
    const post = server.world.addMessage(server.general, server.world.bot.id, { content: 'x' });
    const thread = server.world.addChannel(server.guild, 'thread', {
      id: post.id,
      type: 11,
      parentId: server.general.id,
    });
    await awaitAnswer(server.slash(ann, thread.id, 'papers', 'search', { query: 'x' }));
    expect(seen[0]?.asker).toMatchObject({ channel: server.general.id, thread: thread.id });
    await awaitAnswer(server.slash(ann, server.general.id, 'papers', 'search', { query: 'x' }));
    expect(seen[1]?.asker.thread).toBeUndefined();
  });

  it.each([
    ['nobody in particular', 0n, false],
    ['who may manage channels', 1n << 4n, true],
    ['who may manage the server', 1n << 5n, true],
    ['an administrator', 1n << 3n, true],
  ])('of %s: may manage %s', async (_, permission, expected) => {
    const { server, seen, ann, slash } = await answering(() => ({ kind: 'message', message: say('done') }));
    server.guild.roles.set('77', { id: '77', name: 'role', permissions: permission });
    server.guild.members.set(ann, ['77']);
    await awaitAnswer(slash('search', { query: 'x' }));
    expect(seen[0]?.asker.mayManage).toBe(expected);
  });

  it.each([
    ['the managers’ role', '77', true],
    ['another role', '78', false],
  ])('of a member of %s: may manage or not', async (_, role, expected) => {
    const { server, seen, ann, slash } = await answering(
      () => ({ kind: 'message', message: say('done') }),
      {},
      { managerRole: '77' },
    );
    server.guild.roles.set(role, { id: role, name: 'role', permissions: 0n });
    server.guild.members.set(ann, [role]);
    await awaitAnswer(slash('search', { query: 'x' }));
    expect(seen[0]?.asker.mayManage).toBe(expected);
  });

  it.each([
    ['who may only read', { id: '6' }, 1n << 10n, false],
    ['who may send messages', { id: '6' }, 1n << 11n, undefined],
    ['an administrator', { id: '6' }, 1n << 3n, undefined],
    ['who may not write in threads', { id: '7', parent_id: '6', thread_metadata: {} }, 1n << 11n, false],
    ['who may write in threads', { id: '7', parent_id: '6', thread_metadata: {} }, 1n << 38n, undefined],
  ])('of %s: may write or not', (_, channel, permissions, expected) => {
    const member = { permissions: String(permissions), roles: [] };
    expect(toAsker({ guild_id: '5', channel, member, asker: { id: '1' } } as never).mayWrite).toBe(expected);
  });

  it.each([
    ['who may mention everyone', 1n << 17n, true],
    ['an administrator', 1n << 3n, true],
    ['who may manage channels', 1n << 4n, undefined],
  ])('of %s: may mention all roles or not', (_, permissions, expected) => {
    const member = { permissions: String(permissions), roles: [] };
    const interaction = { guild_id: '5', channel: { id: '6' }, member, asker: { id: '1' } };
    expect(toAsker(interaction as never).mayMentionAll).toBe(expected);
  });

  it('whose answer is shared leaves a public message, and says so to the person', async () => {
    const { server, slash } = await answering(() => ({
      kind: 'message',
      message: say('look'),
      shared: true,
    }));
    const record = slash('search', { query: 'x' });
    await until(() => server.general.messages.size === 1, 'the answer is public');
    expect(readText([...server.general.messages.values()][0])).toContain('look');
    expect(readText(record.original)).toContain('Shared');
    expect(record.followUps).toMatchObject([{ ephemeral: false }]);
  });

  it('is answered with components alone, in private, while it takes long, and when it is shared', async () => {
    const { server, slash } = await answering(
      () => ({ kind: 'message', message: say('look'), shared: true }),
      {
        interact: async (_asker, _interaction, onProgress) => {
          onProgress?.('reading');
          return { kind: 'message', message: say('look'), shared: true };
        },
      },
    );
    const record = slash('search', { query: 'x' });
    await until(() => server.general.messages.size === 1, 'the answer is public');
    const made = (message: typeof record.original) => ({
      flags: message?.flags,
      types: message?.components.map(({ type }) => type),
      rest: [message?.content, message?.embeds],
    });
    const [COMPONENTS, EPHEMERAL] = [1 << 15, 1 << 6];
    expect(made(record.original)).toEqual({ flags: COMPONENTS | EPHEMERAL, types: [17], rest: ['', []] });
    const shared = [...server.general.messages.values()][0];
    expect(made(shared)).toEqual({ flags: COMPONENTS, types: [17], rest: ['', []] });
    const edits = server.requests.filter(({ method }) => method === 'PATCH').map(({ body }) => body);
    expect(edits).toHaveLength(2);
    expect(JSON.stringify(edits[0])).toContain('reading…');
  });

  it('whose answer is a file brings it along, in sight', async () => {
    const { slash } = await answering(() => ({
      kind: 'file',
      name: 'papers.bib',
      mime: 'text/plain',
      content: '@misc{a}',
      note: say('one paper'),
    }));
    const message = await awaitAnswer(slash('search', { query: 'x' }));
    expect(message.attachments).toMatchObject([{ filename: 'papers.bib', size: 8 }]);
    expect(JSON.stringify(message.components)).toContain('{"url":"attachment://papers.bib"}');
  });

  it('whose handler throws ends in a private notice with a request id that the log has', async () => {
    const { slash, log } = await answering(() => {
      throw new Error('broken');
    });
    const record = slash('search', { query: 'x' });
    const text = readText(await awaitAnswer(record));
    const requestId = /Request ([\w-]{36})/.exec(text ?? '')?.[1];
    expect(record.ephemeral).toBe(true);
    expect(log.lines.map(({ facts }) => facts.requestId)).toContain(requestId);
  });

  it('whose answer is refused still ends in an answer', async () => {
    const { server, slash } = await answering(() => ({ kind: 'message', message: say('too odd') }));
    server.faults.next(
      { kind: 'status', status: 400, body: { code: 50035, message: 'no' } },
      { method: 'PATCH' },
    );
    expect(readText(await awaitAnswer(slash('search', { query: 'x' })))).toContain('too odd');
    server.faults.next(
      { kind: 'status', status: 400, body: { code: 50035, message: 'no' } },
      { method: 'PATCH', times: 2 },
    );
    expect(readText(await awaitAnswer(slash('search', { query: 'x' })))).toContain('Something went wrong');
  });

  it('whose picture is refused is answered without it, with all else', async () => {
    const paper = { ...aView().paper, thumbnailUrl: 'https://cdn-uploads.huggingface.co/a.png' };
    const actions = [{ kind: 'button', id: 'r:save 2604.26752', label: 'Save' }] as const;
    const card: Message = { kind: 'card', view: aView({ paper }), language: 'en', actions };
    const { server, slash } = await answering(() => ({ kind: 'message', message: card }));
    const no = { kind: 'status', status: 400, body: { code: 50035, message: 'no' } } as const;
    server.faults.next(no, { method: 'PATCH' });
    const { components } = await awaitAnswer(slash('search', { query: 'x' }));
    expect(JSON.stringify(components)).not.toContain('cdn-uploads');
    expect(JSON.stringify(components)).toContain('"custom_id":"r:save 2604.26752"');
  });

  it.each([
    ['was lost', { kind: 'drop-answer' }],
    ['failed', { kind: 'status', status: 500 }],
  ] as const)('whose acknowledgment %s is answered all the same', async (_, fault) => {
    const { server, slash } = await answering(() => ({ kind: 'message', message: say('here') }));
    server.faults.next(fault, { path: /callback$/ });
    expect(readText(await awaitAnswer(slash('search', { query: 'x' })))).toContain('here');
  });

  it('that another process has answered is left alone', async () => {
    const { server, slash, seen, log } = await answering(() => ({ kind: 'message', message: say('mine') }));
    server.faults.next(
      { kind: 'status', status: 400, body: { code: 40060, message: 'acked' } },
      { path: /callback$/ },
    );
    slash('search', { query: 'x' });
    await until(() => log.lines.some(({ message }) => message.includes('elsewhere')), 'it is noticed');
    expect(seen).toEqual([]);
  });

  it('waits for no digest: its requests are not counted with the posts', async () => {
    const harness = await aDiscordForOneTest({ tuning: { requestsPerSecond: 6 } });
    const { server, platform } = harness;
    await harness.start();
    const posts = Array.from({ length: 10 }, (_, i) =>
      platform.send({ channel: server.general.id }, aNotice(`${i}`), `k${i}`),
    );
    const record = server.slash(server.user('ann').id, server.general.id, 'papers', 'search', { query: 'x' });
    await awaitAnswer(record);
    expect(record.first?.afterMs).toBeLessThan(500);
    expect(server.general.messages.size).toBeLessThan(10);
    await Promise.all(posts);
  });
});

describe('a button', () => {
  const page = (n: number): Message =>
    say(`page ${n}`, [{ kind: 'button', id: `page:${n + 1}`, label: 'Next' }]);

  it('turns the page of its own message', async () => {
    const { server, ann, slash } = await answering((interaction) =>
      interaction.kind === 'action'
        ? { kind: 'update', message: page(2) }
        : { kind: 'message', message: page(1) },
    );
    const shown = await awaitAnswer(slash('search', { query: 'x' }));
    server.pressButton(ann, shown, 'Next');
    await until(() => readText(shown)?.includes('page 2') ?? false, 'the page turns');
  });

  it('of a post changes it as a post, whose tallies are edited later on', async () => {
    const { server, platform, ann } = await answering(() => ({ kind: 'update', message: page(2) }));
    const post = await platform.send({ channel: server.general.id }, page(1), 'k1');
    const message = server.messageAt(post.channel, post.messageId);
    if (!message) throw new Error('no post');
    server.pressButton(ann, message, 'Next');
    await until(() => readText(message)?.includes('page 2') ?? false, 'the page turns');
    expect(message.embeds).toHaveLength(1);
    await platform.editor?.edit(post, page(3));
    expect(readText(message)).toContain('page 3');
  });

  it.each([
    ['everybody sees says where that is', true],
    ['one person sees does not say where that is', false],
  ])('whose labels change on a message that %s', async (_, shared) => {
    const shown: string[] = [];
    const { server, ann, slash } = await answering((interaction) =>
      interaction.kind === 'action'
        ? {
            ...{ kind: 'labels', labels: [{ id: 'page:2', label: 'Next 1' }], notice: say('counted') },
            ...{ isNeeded: true, onShown: async (messageId) => void shown.push(messageId) },
          }
        : { kind: 'message', message: page(1), shared },
    );
    const answer = await awaitAnswer(slash('search', { query: 'x' }));
    if (shared) await until(() => server.general.messages.size === 1, 'the answer is public');
    const message = shared ? [...server.general.messages.values()][0] : answer;
    if (!message) throw new Error('no message');
    const record = server.pressButton(ann, message, 'Next');
    // The notice comes last.
    await until(() => record.followUps.length === 1, 'it is answered');
    expect(JSON.stringify(message.components)).toContain('Next 1');
    expect(shown).toEqual(shared ? [message.id] : []);
  });

  it('on a post that is weeks old answers in private and leaves the post as it was', async () => {
    const { server, platform, ann, seen } = await answering(() => ({
      kind: 'message',
      message: say('saved'),
    }));
    const card: Message = {
      kind: 'card',
      view: aView(),
      language: 'en',
      actions: [{ kind: 'button', id: 'save:2604.26752', label: 'Save' }],
    };
    const post = await platform.send({ channel: server.general.id }, card, 'k1');
    const message = server.messageAt(post.channel, post.messageId);
    if (!message) throw new Error('no post');
    const before = readText(message);
    const record = server.pressButton(ann, message, 'save:2604.26752');
    await until(() => record.followUps.length === 1, 'it is answered');
    expect(record.followUps[0]?.ephemeral).toBe(true);
    expect(readText(message)).toBe(before);
    expect(seen[0]?.interaction).toEqual({
      ...{ kind: 'action', id: 'save:2604.26752' },
      messageId: message.id,
    });
  });
});
