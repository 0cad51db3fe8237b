import { describe, expect, it } from 'vitest';
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
  it('shows the daily posts, the reading list and the top papers of who opens it', async () => {
    const { ask, type } = await aDesk();
    await type('subscribe');
    await type('save 2604.00004');
    await type('vote up 2604.00006');
    const text = textIn(readMessage(await ask({ kind: 'action', id: 'home' })));
    expect(text).toContain('{"text":"100","channel":"100"},{"text":": Fri');
    expect(text).toContain('• Paper number 4');
    expect(text).toContain('• Paper number 6');
    const other = textIn(
      readMessage(
        await ask(
          { kind: 'action', id: 'home' },
          { person: personId('discord:bob'), tenant: tenantId('discord:elsewhere') },
        ),
      ),
    );
    expect(other).toContain('No channel that you can see is subscribed');
    expect(other).not.toContain('Paper number');
  });
});
