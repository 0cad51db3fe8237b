import type { InstallationQuery, InstallationStore } from '@slack/bolt';
import type { Clock } from '../../../src/core/base/clock.ts';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { TenantId } from '../../../src/core/base/ids.ts';
import type { Installations } from '../../../src/core/store/installation-store.ts';
import { toSlackTenantId } from '../api/ids.ts';
import { problems } from '../texts/errors.ts';
import {
  findInstalledTenant,
  parseInstallation,
  readBoltInstallation,
  type SlackInstallation,
  toBoltInstallation,
  writeInstallation,
} from './installation.ts';

export interface BoltStoreOptions {
  readonly installations: Installations;
  readonly clock: Clock;
  /** Called when the app was installed, and when its tokens were renewed. */
  readonly onSaved: (tenant: TenantId, installation: SlackInstallation) => Promise<void>;
}

/** Installations in the form in which Bolt reads and writes them. */
export function createBoltStore({ installations, clock, onSaved }: BoltStoreOptions): InstallationStore {
  return {
    async storeInstallation(given) {
      const installation = readBoltInstallation(given);
      const tenant = installation && findInstalledTenant(installation);
      if (!installation || tenant === undefined)
        throw new DeliveryError('unauthorized', problems.slackNotBotToken());
      const content = writeInstallation(installation);
      await installations.save({ tenant, content, installedAt: clock.now() });
      await onSaved(tenant, installation);
    },
    async fetchInstallation(query) {
      const found = await installations.find(toQueried(query));
      if (!found) throw new DeliveryError('unauthorized', problems.slackNotInstalled());
      return toBoltInstallation(parseInstallation(found.content));
    },
    async deleteInstallation(query) {
      await installations.remove(toQueried(query));
    },
  };
}

function toQueried({ teamId, enterpriseId, isEnterpriseInstall }: InstallationQuery<boolean>): TenantId {
  return toSlackTenantId((isEnterpriseInstall ? enterpriseId : teamId) ?? '');
}
