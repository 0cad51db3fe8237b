import { describe, expect, it } from 'vitest';
import { buildPaperMenus } from '../../src/core/command/paper-menu.ts';
import { personId, tenantId } from '../support/ids.ts';
import { aDesk, readMessage, textIn } from './desk.ts';

describe('the reading list', () => {
  it('is filled by a button or a line, latest first, and is one person’s alone', async () => {
    const { type, press, clock } = await aDesk();
    await press(await type('show 2604.00003'), 'Save');
    clock.advance(1000);
    expect(textIn(await type('save https://arxiv.org/abs/2604.00001'))).toContain('Saved');
    expect(textIn(await type('save 2604.00001'))).toContain('Already on your reading list');
    const list = await type('saved');
    expect(list.kind === 'list' && list.entries.map(({ paper }) => paper.id)).toEqual([
      '2604.00001',
      '2604.00003',
    ]);
    expect(textIn(list)).not.toContain('Share to channel');
    expect(textIn(await type('saved', { person: personId('discord:bob') }))).toContain('Nothing saved yet');
    expect(textIn(await type('unsave 2604.00001'))).toContain('Removed from your reading list');
    expect(textIn(await type('unsave 2604.00001'))).toContain('was not on your reading list');
  });

  it('cannot be shared with a forged button', async () => {
    const { ask } = await aDesk();
    const reply = await ask({ kind: 'action', id: 'r:share saved' });
    expect(reply).not.toHaveProperty('shared');
    expect(textIn(readMessage(reply))).toContain('no answer to share');
  });
});

describe('export', () => {
  const fetchFile = async (line: string, desk: Awaited<ReturnType<typeof aDesk>>) => {
    const reply = await desk.ask({ kind: 'line', text: line });
    if (reply.kind !== 'file') throw new Error(textIn(readMessage(reply)));
    return reply;
  };

  it('gives the reading list, top papers or a search as a file', async () => {
    const desk = await aDesk();
    await desk.type('save 2604.00002');
    await desk.type('vote up 2604.00005');
    expect(await fetchFile('export bibtex', desk)).toMatchObject({
      name: 'papers.bib',
      content: expect.stringContaining('eprint = {2604.00002}'),
    });
    expect((await fetchFile('export csv top week', desk)).content).toContain('2604.00005');
    const found = JSON.parse(
      (await fetchFile('export json search attention sinks', desk)).content,
    ) as unknown[];
    expect(found).toHaveLength(25);
    expect((await fetchFile('export ris saved', desk)).content).toMatch(/^TY {2}- UNPB\r\n/);
    expect(JSON.parse((await fetchFile('export csl-json saved', desk)).content)).toMatchObject([
      { type: 'article', publisher: 'arXiv' },
    ]);
    expect((await fetchFile('export markdown saved', desk)).content).toContain(
      'https://huggingface.co/papers/2604.00002',
    );
  });

  it('says when there is nothing, and what can be exported', async () => {
    const { type } = await aDesk();
    expect(textIn(await type('export csv'))).toMatch(/nothing to export.*Your reading list is empty\./);
    expect(textIn(await type('export csv top'))).toContain('No paper has more votes for than against.');
    expect(textIn(await type('export pdf'))).toContain('Which format: bibtex, ');
    expect(textIn(await type('export csv everything'))).toContain('cannot be exported');
    expect(textIn(await type('export csv top year'))).toContain('day, week, month or all');
  });
});

describe('home', () => {
  it('has today’s papers, the list, follows and daily posts of who opens it, and a select for the papers', async () => {
    const { ask, type, typeAndConfirm } = await aDesk();
    await type('subscribe');
    await type('save 2604.00004');
    await type('vote up 2604.00006');
    await typeAndConfirm('follow query world models');
    await typeAndConfirm('follow org NVIDIA');
    const message = readMessage(await ask({ kind: 'line', text: 'home' }));
    const text = textIn(message);
    expect(text).toContain('New on Thu, 30 Apr 2026');
    expect(text).toContain('{"text":"Paper number 1","link":"https://huggingface.co/papers/2604.00001"}');
    expect(text).toContain('{"text":"Paper number 4","link"');
    expect(text).toContain('{"text":"Paper number 6","link"');
    // Both were followed at the same instant: then the kind decides.
    expect(text).toMatch(/NVIDIA.*world models.*You are notified at \d\d:00 every day/s);
    expect(text).toContain('{"text":"100","channel":"100"},{"text":": Fri');
    const labels = buildPaperMenus(message, 100).flatMap(({ options }) => options.map(({ label }) => label));
    expect(labels).toContain('Summary of Paper number 1');
    expect(labels).toContain('Remove Paper number 4');
    expect(labels).toContain('Summary of Paper number 6');
    expect(labels).toContain('Similar to Paper number 6');
    expect(text).toMatch(/Your settings.*Language: .*You are notified at/s);
    expect(text).toContain('r:my-settings');
    const list = await type('saved');
    expect(buildPaperMenus(list, 25).flatMap(({ options }) => options.map(({ label }) => label))).toContain(
      'Remove 1. Paper number 4',
    );
    const other = textIn(
      readMessage(
        await ask(
          { kind: 'action', id: 'home' },
          { person: personId('discord:bob'), tenant: tenantId('discord:elsewhere') },
        ),
      ),
    );
    expect(other).toContain('No channel that you can see is subscribed');
    expect(other).toMatch(/Nothing saved yet.*Nothing yet\. .*sends you new papers.*No votes this week yet/s);
    expect(other).toContain('Paper number 1');
    expect(other).not.toMatch(/world models|Paper number 6/);
  });
});
