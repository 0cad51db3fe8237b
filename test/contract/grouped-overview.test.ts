import { describe, expect, it } from 'vitest';
import { splitId } from '../../src/core/base/ids.ts';
import { papers, saveEdition } from '../support/builders.ts';
import { aDelivery, type Discord, discordRig, type Rig, type Slack, slackRig } from './rig.ts';

const TITLES = ['Video One', 'Agents Two', 'Video *Three*', 'Agents Four', 'Video Five'];

/** A digest of ten papers, three on video and two on agents; what its overview says on the platform. */
async function overviewOn(rig: Rig<Discord> | Rig<Slack>, first: () => unknown): Promise<string> {
  const { store, clock, tick } = await aDelivery(rig);
  const listed = papers(10).map((paper, i) => ({ ...paper, title: TITLES[i] ?? paper.title, keywords: [] }));
  await saveEdition(store, listed, clock.now());
  const subscription = await store.subscriptions.find(rig.channel);
  if (!subscription) throw new Error('not subscribed');
  await store.subscriptions.put({ ...subscription, count: 10, layout: 'compact' });
  await tick();
  return JSON.stringify(first());
}

function inOrder(text: string, parts: readonly string[]): boolean {
  const positions = parts.map((part) => text.indexOf(part));
  return positions.every((at, i) => at >= 0 && at > (positions[i - 1] ?? -1));
}

describe('an overview of ten papers', () => {
  it('has its subjects as headings on Discord', async () => {
    const rig = await discordRig();
    const text = await overviewOn(rig, () => {
      const [message] = rig.server.channels.get(splitId(rig.channel).id)?.messages.values() ?? [];
      return message?.embeds;
    });
    const parts = [
      '**Video**',
      'Video One',
      'Video Five',
      '**Agents**',
      'Agents Two',
      '**More**',
      'number 6',
    ];
    expect(inOrder(text, parts)).toBe(true);
  });

  it('has its subjects as headings on Slack', async () => {
    const rig = await slackRig();
    const text = await overviewOn(rig, () => rig.server.state.channels.get('C0OPEN')?.messages[0]?.blocks);
    const parts = ['"Video"', 'Video One', 'Video Five', '"Agents"', 'Agents Two', '"More"', 'number 6'];
    expect(inOrder(text, parts)).toBe(true);
  });
});
