import type { Config } from '../config/config.ts';
import type { Log } from '../core/base/log.ts';
import type {
  InstallationAccess,
  Installations,
  SealedInstallation,
} from '../core/store/installation-store.ts';
import type { Store } from '../core/store/store.ts';
import { deriveKey, seal, unseal } from '../sealed-text.ts';

export interface InstallationDeps {
  readonly config: Pick<Config, 'SLACK_TOKEN_KEY' | 'SLACK_OLD_TOKEN_KEYS'>;
  readonly store: Pick<Store, 'installations'>;
  readonly log: Log;
}

/**
 * The installations with their tokens decrypted; `undefined` where the app is not installed by OAuth. Tokens that an old key
 * encrypted are encrypted with the current one as soon as they are used.
 */
export function createInstallations({
  config,
  store,
  log,
}: InstallationDeps): InstallationAccess | undefined {
  const { SLACK_TOKEN_KEY: secret, SLACK_OLD_TOKEN_KEYS: oldSecrets = [] } = config;
  if (secret === undefined) return undefined;
  const key = toKey(secret);
  const oldKeys = oldSecrets.map(toKey);
  const { installations } = store;

  /** `undefined` where no key fits. */
  async function open({ tenant, sealed }: SealedInstallation): Promise<string | undefined> {
    const content = unseal(key, tenant, sealed);
    if (content !== undefined) return content;
    for (const oldKey of oldKeys) {
      const found = unseal(oldKey, tenant, sealed);
      if (found === undefined) continue;
      await installations.reseal(tenant, sealed, seal(key, tenant, found));
      return found;
    }
    return undefined;
  }

  const opened: Installations = {
    ...installations,
    save: ({ tenant, content, installedAt }) =>
      installations.save({ tenant, sealed: seal(key, tenant, content), installedAt }),
    async find(tenant) {
      const saved = await installations.find(tenant);
      if (!saved) return undefined;
      const content = await open(saved);
      if (content !== undefined) return { tenant: saved.tenant, content, installedAt: saved.installedAt };
      log.error({ tenant }, 'the tokens of a workspace cannot be decrypted with SLACK_TOKEN_KEY');
      return undefined;
    },
  };
  return {
    installations: opened,
    stateSecret: deriveKey(secret, 'slack state').toString('base64url'),
  };
}

function toKey(secret: string): Buffer {
  return deriveKey(secret, 'slack tokens');
}
