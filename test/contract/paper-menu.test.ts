import { describe, expect, it } from 'vitest';
import { renderAnswer } from '../../adapters/discord/components/render-answer.ts';
import { renderMessage as renderDiscord } from '../../adapters/discord/render/render.ts';
import { renderMessage as renderSlack } from '../../adapters/slack/render/render.ts';
import { renderText } from '../../adapters/terminal/render.ts';
import { createBodyCheck } from '../../loopback/discord/body-check.ts';
import { checkMessage } from '../../loopback/slack/payload-check.ts';
import { buildPaperMenus } from '../../src/core/command/paper-menu.ts';
import type { Message } from '../../src/core/message/message.ts';
import { aDesk } from '../commands/desk.ts';
import { aNotice, anOverview, aPaper, aRecordingInbound, aView } from '../support/builders.ts';
import { RESTARTS } from './people.ts';

describe('the select under a list', () => {
  it.each(Object.entries(RESTARTS))(
    'acts on a paper where the list is, also after a restart, on %s',
    async (_name, connect) => {
      const desk = await aDesk();
      const inbound = { ...aRecordingInbound(), ...desk.dispatcher };
      const there = await connect(inbound);
      await there.post(anOverview(10));
      await there.restart(inbound);
      expect(await there.press('Summary of 2. Paper number 2')).toContain('Paper number 2');
      expect(await there.press('Save 3. Paper number 3')).toContain('Paper number 3');
      expect(await there.press('Similar to 9. Paper number 9')).toContain('Paper number 9');
    },
  );

  it('holds what each platform takes, however long titles are and however many papers there are', () => {
    const entries = Array.from({ length: 10 }, (_, i) =>
      aView({ n: i + 1, paper: aPaper({ id: `2604.0000${i}`, title: `<@U0BOB> *${'title '.repeat(60)}` }) }),
    );
    const list: Message = { kind: 'list', title: 'Week', entries, language: 'en' };
    for (const message of [anOverview(10), anOverview(1), list]) {
      expect(checkMessage(renderSlack(message))).toEqual([]);
      createBodyCheck().check('message', renderDiscord(message));
      createBodyCheck().check('followUp', renderAnswer(message));
      expect(renderText(message, { color: false, columns: 80 })).toContain('summary 1, save 1, similar 1');
    }
  });

  it('is only under lists, with each paper once for each action', () => {
    const count = (papers: number, capacity: number) =>
      buildPaperMenus(anOverview(papers), capacity).map(({ options }) => options.length);
    expect(count(5, 25)).toEqual([15]);
    expect(count(10, 25)).toEqual([20, 10]);
    expect(count(10, 100)).toEqual([30]);
    for (const message of [aNotice('No such day'), anOverview(0)])
      expect(buildPaperMenus(message, 25)).toEqual([]);
  });
});
