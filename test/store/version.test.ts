import { expect, it } from 'vitest';
import { aPaper, until } from '../support/builders.ts';
import { NOON } from './ledger.ts';
import { aStore, usedDatabase } from './temp-store.ts';

it('a store has another version whenever it or another one has changed anything, and the same else', async () => {
  const location = usedDatabase().createLocation();
  const store = await aStore(location);
  const other = await aStore(location);
  const seen = [await store.readVersion()];
  for (const [n, writer] of [store, other, store, other].entries()) {
    await writer.papers.save([aPaper({ title: `Title ${n}` })], NOON + n);
    seen.push(await store.readVersion());
  }
  expect(new Set(seen).size).toBe(5);
  // A server may have other databases, with writers of their own.
  const isSame = async () => {
    const [first, second] = [await store.readVersion(), await store.readVersion()];
    return first === second;
  };
  await until(isSame, 'nothing changes');
});
