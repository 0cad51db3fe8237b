import { describe, expect, it } from 'vitest';
import { renderAnswer } from '../../adapters/discord/components/render-answer.ts';
import { renderMessage as renderDiscord } from '../../adapters/discord/render/render.ts';
import { renderMessage as renderSlack } from '../../adapters/slack/render/render.ts';
import { answerTrees } from '../support/discord-tree.ts';
import { readText } from '../support/drawn-tree.ts';
import { personId, tenantId } from '../support/ids.ts';
import { aDesk, readMessage, textIn } from './desk.ts';

const NO_ANSWER = 'There is no answer to share here';

describe('an answer is shared', () => {
  it('by who has it before them, in the channel where they asked, and by nobody else', async () => {
    const { type, press } = await aDesk();
    const card = await type('show 2604.00001');
    for (const asker of [
      { person: personId('discord:bob') },
      { channel: '200' },
      { platform: 'slack' as const, tenant: tenantId('slack:T1') },
    ]) {
      const refused = await press(card, 'Share to channel', asker);
      expect(refused).not.toHaveProperty('shared');
      expect(textIn(readMessage(refused))).toContain(NO_ANSWER);
    }
    expect(await press(card, 'Share to channel', { name: 'Ada' })).toMatchObject({
      shared: true,
      message: { sharedBy: 'Ada' },
    });
  });

  it('by its button alone: who types it is asked to press that, and is asked for no key', async () => {
    const { type } = await aDesk();
    for (const line of ['share', 'share me']) {
      const answer = textIn(await type(line));
      expect(answer).toContain(NO_ANSWER);
      expect(answer).toContain('press Share to channel');
      expect(answer).not.toContain('key');
    }
  });

  it('in so long a line that no button could carry it', async () => {
    const { type, press } = await aDesk();
    const found = await type(`search ${'attention sinks '.repeat(14)}`);
    expect(await press(found, 'Share to channel')).toMatchObject({ shared: true, message: { kind: 'list' } });
  });

  it('again at once when it could not be shown', async () => {
    const { type, press } = await aDesk();
    const card = await type('show 2604.00001');
    const reply = await press(card, 'Share to channel');
    const refused = textIn(readMessage(await press(card, 'Share to channel')));
    expect(refused).toContain('was shared here just now');
    expect(refused).toContain('You can share it again in a minute.');
    if (reply.kind === 'message') reply.onRefused?.();
    expect(await press(card, 'Share to channel')).toMatchObject({ shared: true });
  });

  it('nowhere where something keeps the bot or the person from it', async () => {
    const { type, press, script } = await aDesk();
    script.obstacle = { what: 'The bot is not a member here.', fix: 'Invite it.' };
    const card = await type('show 2604.00001');
    const refused = await press(card, 'Share to channel');
    expect(refused).not.toHaveProperty('shared');
    expect(readMessage(refused)).toMatchObject({ title: 'The bot is not a member here.', fix: 'Invite it.' });
    script.obstacle = undefined;
    expect(await press(card, 'Share to channel')).toMatchObject({ shared: true });
  });

  it('of the last twenty, so that nothing grows without end', async () => {
    const { type, press } = await aDesk();
    const first = await type('show 2604.00001');
    for (let n = 2; n <= 21; n++) await type(`show 2604.${String(n).padStart(5, '0')}`);
    expect(textIn(readMessage(await press(first, 'Share to channel')))).toContain(NO_ANSWER);
  });

  it('with a name that mentions nobody, whatever it is', async () => {
    const message = {
      ...({ kind: 'notice', tone: 'info', title: 'x' } as const),
      sharedBy: '@everyone <!channel> <@U1> https://x.example\n**b**',
    };
    const { content, embeds } = renderDiscord(message);
    expect(content).toBe('');
    expect(embeds[0].author?.name).toContain('Shared by @@everyone');
    const [said] = answerTrees(renderAnswer(message));
    expect(readText(said ?? [])).toMatch(
      /^Shared by @@everyone <!channel> <@U1> https:\/\/x\.example \*\*b\*\*$/,
    );
    expect(said).toMatchObject([{ kind: 'style', style: 'subtext' }]);
    const { text, blocks } = renderSlack(message);
    expect(text).toContain('&lt;!channel&gt;');
    expect(blocks[0]).toMatchObject({
      type: 'context',
      elements: [{ type: 'plain_text', emoji: false, text: expect.stringContaining('Shared by @') }],
    });
  });
});

describe('post-now', () => {
  it('says that a digest is in progress, or was just posted', async () => {
    const { type, script, clock } = await aDesk();
    await type('subscribe');
    script.postNow = { kind: 'under-way', since: clock.now() - 30_000 };
    expect(await type('post-now')).toMatchObject({
      title: expect.stringContaining('under way. It was started 30 seconds ago'),
    });
    script.postNow = { kind: 'just-posted', at: clock.now() - 5_000 };
    expect(await type('post-now')).toMatchObject({
      title: 'The digest was posted here 5 seconds ago',
      text: expect.stringContaining('You can post the next digest in 55 seconds.'),
    });
  });
});
