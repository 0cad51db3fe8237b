import { describe, expect, it, onTestFinished } from 'vitest';
import { renderAnswer } from '../../../../adapters/discord/components/render-answer.ts';
import { readText } from '../../../../loopback/discord/index.ts';
import type { MessageBody } from '../../../../loopback/discord/message-body.ts';
import type { Interaction } from '../../../../src/core/message/interaction.ts';
import { aNotice, aRecordingInbound, aView, until } from '../../../support/builders.ts';
import { aDiscord } from '../harness.ts';

const NAME = 'Show the paper';

async function aMenu() {
  const { server, start, close } = await aDiscord();
  onTestFinished(close);
  const asked: Interaction[] = [];
  await start({
    ...aRecordingInbound(),
    interact: async (_asker, interaction) => {
      asked.push(interaction);
      return { kind: 'message', message: aNotice('the card') };
    },
  });
  await until(
    () => [...server.world.commands.values()].some((list) => list.size === 2),
    'the commands are registered',
  );
  const ann = server.user('ann').id;
  return {
    ...{ server, asked },
    choose: async (fields: Parameters<typeof server.world.addMessage>[2]) => {
      const message = server.world.addMessage(server.general, server.user('bob').id, fields);
      const record = server.chooseOn(ann, message, NAME);
      await until(() => readText(record.original)?.includes('the card') ?? false, 'the answer');
      return record;
    },
  };
}

describe('the command in the menu of a message', () => {
  it('shows the first paper that the message names, for the person alone', async () => {
    const { server, asked, choose } = await aMenu();
    const record = await choose({ content: 'see <https://arxiv.org/abs/2604.26752v2> and 2604.00001' });
    expect(record.ephemeral).toBe(true);
    expect(asked).toEqual([{ kind: 'line', text: 'show 2604.26752' }]);
    expect(server.violations).toEqual([]);
  });

  it('finds it in what an embed leads to, and says what to do where there is none', async () => {
    const { asked, choose } = await aMenu();
    await choose({ embeds: [{ title: 'A', url: 'https://huggingface.co/papers/2604.00002' }] });
    await choose({ content: 'hello' });
    expect(asked).toEqual([
      { kind: 'line', text: 'show 2604.00002' },
      { kind: 'line', text: 'help show' },
    ]);
  });

  it('finds it in an answer that somebody shared, also beside a picture', async () => {
    const { server, asked, choose } = await aMenu();
    const shared = (id: string, thumbnailUrl?: string): MessageBody => {
      const paper = { id, title: 'A', abstract: '', authors: [], ...(thumbnailUrl ? { thumbnailUrl } : {}) };
      const entries = [aView({ paper })];
      return renderAnswer({ kind: 'list', title: 'Search', entries, language: 'en' }) as MessageBody;
    };
    for (const { components, flags } of [
      shared('2604.00003'),
      shared('2604.00004', 'https://cdn-uploads.huggingface.co/a.png'),
    ])
      await choose({ components: components ?? [], flags: flags ?? 0 });
    expect(asked).toEqual([
      { kind: 'line', text: 'show 2604.00003' },
      { kind: 'line', text: 'show 2604.00004' },
    ]);
    expect(server.violations).toEqual([]);
  });
});
