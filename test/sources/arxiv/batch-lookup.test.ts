import { describe, expect, it } from 'vitest';
import { createArxiv } from '../../../src/sources/arxiv/api.ts';
import { IN_PROCESS } from '../../support/in-process.ts';
import { ARXIV, aClient, type Scripted } from '../http/client-options.ts';

const entry = (id: string) =>
  `<entry><id>http://arxiv.org/abs/${id}v1</id><title>T ${id}</title><summary>s</summary><category term="cs.CL"/></entry>`;

/** arXiv that answers 400 to every list with one of these ids in it. */
function strict(...bad: string[]) {
  const lists: string[][] = [];
  const answer = (request: Request): Scripted => {
    const ids = (new URL(request.url).searchParams.get('id_list') ?? '').split(',');
    lists.push(ids);
    if (ids.some((id) => bad.includes(id))) return { status: 400, body: 'incorrect id format' };
    return { body: `<feed xmlns="http://www.w3.org/2005/Atom">${ids.map(entry).join('')}</feed>` };
  };
  const { http } = aClient(Array.from({ length: 300 }, () => answer));
  return { arxiv: createArxiv({ http, baseUrl: ARXIV, parse: IN_PROCESS.parseAtom }), lists };
}

const ids = (count: number) =>
  Array.from({ length: count }, (_, i) => `2604.${String(i + 1).padStart(5, '0')}`);

describe('one id that arXiv refuses', () => {
  it('does not cost its batch, and is not asked for again', async () => {
    const all = ids(64);
    const { arxiv, lists } = strict('2604.00023');
    const found = (await arxiv.fetchPapers(all)).map(({ id }) => id);
    expect(found).toEqual(all.filter((id) => id !== '2604.00023'));
    expect(lists.length).toBeLessThanOrEqual(13);
    const before = lists.length;
    expect(await arxiv.fetchPapers(all)).toHaveLength(63);
    expect(lists.length).toBe(before + 1);
  });

  it('does not cost the other batches either, and halving ends', async () => {
    const all = ids(450);
    const bad = all.filter((_, i) => i % 3 === 0 && i < 100);
    const { arxiv, lists } = strict(...bad);
    const found = await arxiv.fetchPapers(all);
    expect(found.length).toBeGreaterThanOrEqual(350);
    expect(lists.length).toBeLessThanOrEqual(5 + 30 + 2);
  });

  it('is reported where it is all that was asked for, and where every id is refused', async () => {
    const all = ids(4);
    const { arxiv } = strict(...all);
    await expect(arxiv.fetchPapers(all.slice(0, 1))).rejects.toThrow('answered 400');
    await expect(arxiv.fetchPapers(all)).rejects.toThrow('answered 400');
  });
});
