import { type PlatformName, splitId, type TenantId, toChannelId } from '../../core/base/ids.ts';
import type { Log } from '../../core/base/log.ts';
import type { Store } from '../../core/store/store.ts';

/**
 * Adds the tenant to channels that version 0.1.0 stored without it, as the platform names it. A channel that it does not name,
 * because the channel is gone, stays as it is: nothing can be posted there either.
 */
export async function addTenants(
  { store, log }: { readonly store: Store; readonly log: Log },
  platform: PlatformName,
  findTenant: (id: string) => Promise<TenantId>,
): Promise<void> {
  for (const channel of await store.tenants.listChannelsWithoutTenant(platform)) {
    const { id } = splitId(channel);
    try {
      await store.tenants.renameChannel(channel, toChannelId(await findTenant(id), id));
    } catch (err) {
      log.warn({ err, channel }, 'the workspace of a channel is not known yet');
    }
  }
}
