import { remember } from '../../../src/core/async/remember.ts';
import type { Clock } from '../../../src/core/base/clock.ts';
import type { Log } from '../../../src/core/base/log.ts';
import type { Identity } from './identity.ts';
import type { Web } from './web.ts';

/** The workspace of votes, posts and questions: always the same one for the same channel. */
export interface Workspaces {
  /** `given` is the workspace in Slack's event; without it a failed look-up of the workspace is an error. */
  resolve(channel: string | undefined, given?: string): Promise<string>;
}

export interface WorkspacesOptions {
  readonly web: Web;
  readonly getIdentity: () => Promise<Identity>;
  readonly clock: Clock;
  readonly log: Log;
  /** Called with a workspace of an organization, before it is used. */
  readonly onWorkspace?: (team: string) => Promise<void>;
}

/** Shorter than anybody waits for an answer: a retry does not wait for the request that hangs. */
export const JOIN_MS = 1000;

const WORKSPACE = /^T[A-Z0-9]+$/;

/**
 * An app that is installed in one workspace uses the token's own, even for a visitor from another one in a shared channel.
 * Where it is installed in a whole Enterprise Grid organization the token names the organization (`E…`), commands name the
 * workspace, and buttons name neither: there the channel's workspace is fetched, for all events in it.
 */
export function createWorkspaces({
  web,
  getIdentity,
  clock,
  log,
  onWorkspace,
}: WorkspacesOptions): Workspaces {
  const askWorkspace = async (channel: string): Promise<string | undefined> => {
    const { channel: found } = await web.call('conversations.info', (client) =>
      client.conversations.info({ channel }),
    );
    return asWorkspace(found?.context_team_id);
  };
  const fetchWorkspace = remember(clock, askWorkspace, { joinMs: JOIN_MS });

  async function lookUp(channel: string, given: string | undefined): Promise<string | undefined> {
    try {
      return await fetchWorkspace(channel);
    } catch (error) {
      if (given === undefined) throw error;
      log.warn({ channel, err: error }, 'Slack did not name the workspace of a channel');
      return undefined;
    }
  }

  return {
    resolve: async (channel, given) => {
      const { team, isOrganization } = await getIdentity();
      if (!isOrganization) return team;
      const hint = asWorkspace(given);
      const found = (channel === undefined ? undefined : await lookUp(channel, hint)) ?? hint ?? team;
      await onWorkspace?.(found);
      return found;
    },
  };
}

function asWorkspace(id: string | undefined): string | undefined {
  return id !== undefined && WORKSPACE.test(id) ? id : undefined;
}
