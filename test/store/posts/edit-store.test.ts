import { describe, expect, it } from 'vitest';
import { personId, tenantId } from '../../support/ids.ts';
import { KEY, MINUTE, NOON, plan, sentAs } from '../ledger.ts';
import { aStore } from '../temp-store.ts';

const VOTE = {
  ...{ paperId: 'a', person: personId('discord:1'), tenant: tenantId('discord:guild') },
  ...{ value: 1 as const, source: 'button', at: NOON },
};

/** An overview and one card for each of two papers, sent, with nothing to be changed. */
async function aSentDigest() {
  const store = await aStore();
  const posts = await plan(store, KEY, 'a', 'b');
  for (const { id } of posts) await store.posts.mark(id, 'sent', NOON, sentAs(id));
  const due = async (now = NOON, limit = 10) =>
    (await store.edits.listDue('discord', now, limit)).map(({ post }) => post.id);
  return { ...store, ids: posts.map(({ id }) => id), due };
}

describe('posts to be changed', () => {
  it('are those that show the paper of a vote to its community, whether it was cast or taken back', async () => {
    const { votes, edits, ids, due } = await aSentDigest();
    await votes.cast({ ...VOTE, tenant: tenantId('discord:elsewhere') });
    expect(await due()).toEqual([]);
    await votes.cast(VOTE);
    expect((await due()).toSorted()).toEqual([ids[0], ids[1]].toSorted());
    for (const edit of await edits.listDue('discord', NOON, 10)) await edits.finish(edit);
    expect(await due()).toEqual([]);
    await votes.retract(VOTE);
    expect(await due()).toHaveLength(2);
    expect(await edits.listDue('slack', NOON, 10)).toEqual([]);
  });

  it('stay due when another change was wanted while they were being changed', async () => {
    const { edits, ids, due } = await aSentDigest();
    const [id = ''] = ids;
    await edits.request([id]);
    const edit = await edits.find(id, NOON);
    await edits.request([id]);
    if (edit) await edits.finish(edit);
    expect(await due()).toEqual([id]);
    const last = await edits.find(id, NOON);
    if (last) await edits.finish(last);
    expect(await edits.find(id, NOON)).toBeUndefined();
  });

  it('wait after a failure, and no further change hurries them', async () => {
    const { edits, ids, due } = await aSentDigest();
    const [id = ''] = ids;
    await edits.request([id]);
    const edit = await edits.find(id, NOON);
    if (edit) await edits.postpone(edit, NOON + MINUTE);
    await edits.request([id]);
    expect(await due()).toEqual([]);
    expect(await due(NOON + MINUTE)).toEqual([id]);
    expect(await edits.find(id, NOON)).toBeUndefined();
    expect(await edits.find(id, NOON + MINUTE)).toMatchObject({ tries: 1, requested: 2 });
  });
});
