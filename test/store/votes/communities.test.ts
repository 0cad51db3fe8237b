import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tenantId } from '../../support/ids.ts';
import { aStore, usedDatabase } from '../temp-store.ts';

describe('communities', () => {
  it('are one tenant each, until linked', async () => {
    const { votes } = await aStore();
    expect(await votes.listCommunity(tenantId('slack:T1'))).toEqual(['slack:T1']);
    await votes.link(tenantId('slack:T1'), tenantId('discord:1'));
    expect(await votes.listCommunity(tenantId('slack:T1'))).toEqual(['discord:1', 'slack:T1']);
    expect(await votes.listCommunity(tenantId('discord:1'))).toEqual(['discord:1', 'slack:T1']);
    await votes.link(tenantId('slack:T1'), tenantId('slack:T1'));
    expect(await votes.listCommunity(tenantId('slack:T1'))).toEqual(['discord:1', 'slack:T1']);
  });

  it('linked by members become one whole', async () => {
    const { votes } = await aStore();
    await votes.link(tenantId('slack:T1'), tenantId('discord:1'));
    await votes.link(tenantId('slack:T2'), tenantId('discord:2'));
    await votes.link(tenantId('discord:2'), tenantId('discord:1'));
    expect(await votes.listCommunity(tenantId('slack:T2'))).toEqual([
      'discord:1',
      'discord:2',
      'slack:T1',
      'slack:T2',
    ]);
  });

  it('are left by one tenant alone', async () => {
    const { votes } = await aStore();
    await votes.link(tenantId('slack:T1'), tenantId('discord:1'));
    await votes.link(tenantId('slack:T1'), tenantId('discord:2'));
    expect(await votes.unlink(tenantId('discord:1'))).toBe(true);
    expect(await votes.unlink(tenantId('discord:1'))).toBe(false);
    expect(await votes.listCommunity(tenantId('discord:1'))).toEqual(['discord:1']);
    expect(await votes.listCommunity(tenantId('slack:T1'))).toEqual(['discord:2', 'slack:T1']);
    expect(await votes.unlink(tenantId('slack:T1'))).toBe(true);
    // The last one is a community of its own without having been unlinked.
    expect(await votes.unlink(tenantId('discord:2'))).toBe(false);
  });

  it('are exactly what was linked and unlinked, in any order', async () => {
    const tenant = fc.constantFrom('discord:1', 'discord:2', 'slack:A', 'slack:B', 'terminal:local');
    const step = fc.record({ link: fc.boolean(), a: tenant, b: tenant });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (script) => {
        const { votes, close } = await usedDatabase().openEmpty();
        const groups = new Map<string, Set<string>>();
        const findGroup = (one: string) => groups.get(one) ?? new Set([one]);
        for (const { link, a, b } of script) {
          if (link) {
            await votes.link(tenantId(a), tenantId(b));
            const both = new Set([...findGroup(a), ...findGroup(b)]);
            for (const one of both) groups.set(one, both);
          } else {
            expect(await votes.unlink(tenantId(a))).toBe(findGroup(a).size > 1);
            findGroup(a).delete(a);
            groups.delete(a);
          }
          for (const one of [a, b])
            expect(await votes.listCommunity(tenantId(one))).toEqual([...findGroup(one)].sort());
        }
        await close();
      }),
      { numRuns: usedDatabase().runs(100) },
    );
  });
});
