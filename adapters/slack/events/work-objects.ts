import { ExpiringSet } from '../../../src/core/async/expiring-set.ts';
import type { Clock } from '../../../src/core/base/clock.ts';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { Log } from '../../../src/core/base/log.ts';
import { withoutOutsideLinks } from '../../../src/core/message/trimming.ts';
import { parsePaperId } from '../../../src/core/paper/paper-id.ts';
import { readSlackCode } from '../api/errors.ts';
import type { Web } from '../api/web.ts';
import { renderDetails } from '../render/render-entity.ts';
import type { Conversation } from './conversation.ts';
import type { SlackEntityDetails } from './event-schema.ts';

/** After this long an admin may have switched Work Objects on. */
const REFUSED_MS = 6 * 60 * 60_000;
const REFUSED_MOST = 10_000;

/** In which workspaces Slack refused Work Objects in the last hours: links there unfurl into cards alone. */
export interface WorkObjects {
  isRefused(team: string): boolean;
  /** Remembers the refusal, where it is one of Work Objects: it names them in its code. */
  noteRefusal(team: string, error: unknown): void;
}

export function createWorkObjects(clock: Clock, log: Log): WorkObjects {
  const refused = new ExpiringSet<string>(clock, { max: REFUSED_MOST, ttl: REFUSED_MS });
  return {
    isRefused: (team) => refused.has(team),
    noteRefusal: (team, error) => {
      const code = readSlackCode(error) ?? '';
      if (!code.includes('metadata') && code !== 'feature_not_enabled') return;
      refused.add(team);
      log.info({ team, code }, 'Slack refused Work Objects, so links unfurl into cards alone for some hours');
    },
  };
}

export interface DetailsOptions {
  readonly web: Web;
  readonly conversation: Conversation;
  /** The workspace in Slack's event. */
  readonly team: string;
  readonly log: Log;
}

/**
 * Shows a person the paper of a Work Object in the side pane, or says there why not. Whoever opens it asks like by `show`, so they
 * see what they may see there, in their language.
 */
export async function showDetails(options: DetailsOptions, event: SlackEntityDetails): Promise<void> {
  const { web, conversation, team, log } = options;
  const { user, channel, trigger_id, external_ref, entity_url } = event;
  const id = parsePaperId(external_ref?.id ?? '') ?? parsePaperId(entity_url);
  const send = (shown: ReturnType<typeof renderDetails>): Promise<unknown> =>
    web.call(
      'entity.presentDetails',
      (client) => client.entity.presentDetails({ trigger_id, ...shown }),
      URGENT,
    );
  try {
    if (id === undefined) return void (await send(renderDetails(undefined)));
    const origin = { team, user, ...(channel === undefined ? {} : { channel }) };
    const { reply, speak } = await conversation.ask(origin, { kind: 'line', text: `show ${id}` });
    const message = 'message' in reply ? reply.message : undefined;
    await speak(() => send(renderDetails(message))).catch((error: unknown) => {
      if (message?.kind !== 'card' || !isRejected(error)) throw error;
      return speak(() => send(renderDetails(withoutOutsideLinks(message))));
    });
  } catch (err) {
    log.warn({ err, channel, code: readSlackCode(err) }, 'the details of a Work Object were not shown');
  }
}

const URGENT = { urgent: true } as const;

function isRejected(error: unknown): boolean {
  return error instanceof DeliveryError && error.fault === 'rejected';
}
