import type { AnyMiddlewareArgs, App } from '@slack/bolt';
import type { Log } from '../../../src/core/base/log.ts';
import { readActionId } from '../../../src/core/command/action-id.ts';
import type { Inbound } from '../../../src/core/platform/inbound.ts';
import type { TaskTracker } from '../../shared/task-tracker.ts';
import { toSlackTenantId } from '../api/ids.ts';
import { FIND_SHORTCUT, SHORTCUT, SLASH_COMMAND } from '../api/needs.ts';
import type { People } from '../api/people.ts';
import type { Web } from '../api/web.ts';
import type { Workspaces } from '../api/workspaces.ts';
import type { Answers } from './answers.ts';
import type { Conversation } from './conversation.ts';
import type { SharedDedupe } from './dedupe.ts';
import type { SlackReaction } from './event-schema.ts';
import { type Ack, acknowledge, handleForms } from './forms.ts';
import { drawHome } from './home.ts';
import {
  type Asked,
  isVote,
  readAction,
  readCommand,
  readFindShortcut,
  readMention,
  readReaction,
  readShortcut,
} from './inbound.ts';
import { unfurlLinks } from './unfurl.ts';
import { showDetails, type WorkObjects } from './work-objects.ts';

export interface ListenersOptions {
  readonly inbound: Inbound;
  readonly workspaces: Workspaces;
  readonly people: People;
  readonly answers: Answers;
  readonly conversation: Conversation;
  readonly web: Web;
  readonly tasks: TaskTracker;
  readonly dedupe: SharedDedupe;
  readonly unfurl: boolean;
  readonly workObjects: WorkObjects;
  readonly log: Log;
}

/** Registers a listener for every event of Slack: acknowledged first, handled once, always answered. */
export function listen(app: App, options: ListenersOptions): void {
  const { dedupe, log } = options;
  app.error(async (error) => log.error({ err: error }, 'a Slack event was not handled'));
  app.use(async (args) => {
    const { body, context, next } = args;
    const key = findRepetitionKey(body);
    const isNew = key === undefined || (await dedupe.add(key));
    if (isNew) return next();
    log.info({ key, retry: context.retryNum }, 'duplicate event ignored');
    if ('ack' in args && typeof args.ack === 'function') await args.ack();
  });
  listenForVotes(app, options);
  listenForQuestions(app, options);
  handleForms(app, options);
  listenForSurfaces(app, options);
  listenForRemoval(app, options);
}

/** The app was removed from the workspace, or its token was revoked. */
function listenForRemoval(app: App, { inbound, tasks, log }: ListenersOptions): void {
  function handleRemoval(team: string): void {
    // When an organization removes the app as a whole, Slack names the organization.
    const tenant = team.startsWith('T') ? toSlackTenantId(team) : undefined;
    tasks.track(
      inbound
        .onBotRemoved('slack', tenant)
        .catch((error: unknown) => log.error({ err: error, team }, 'a removal of the app was not recorded')),
    );
  }

  app.event('app_uninstalled', async ({ body }) => handleRemoval(body.team_id));
  app.event('tokens_revoked', async ({ event, body }) => {
    // A person's own token is not ours: the bot has its own.
    if ((event.tokens?.bot ?? []).length > 0) handleRemoval(body.team_id);
  });
}

function listenForVotes(app: App, { inbound, workspaces, people, tasks, log }: ListenersOptions): void {
  async function handleReaction(reaction: SlackReaction, eventTeam: string, added: boolean): Promise<void> {
    const { channel, ts } = reaction.item;
    if (!isVote(reaction)) return;
    // A vote and its removal must stay in order while Slack is asked for the user and the channel.
    await tasks.inOrder(`${channel} ${ts} ${reaction.user}`, async () => {
      try {
        if (await people.isBot(reaction.user)) return;
        const event = readReaction(reaction, await workspaces.resolve(channel, eventTeam), added);
        if (event) await inbound.onReaction(event);
      } catch (error) {
        log.error({ err: error, messageId: ts }, 'a vote was not counted');
      }
    });
  }

  app.event('reaction_added', async ({ event, body }) => handleReaction(event, body.team_id, true));
  app.event('reaction_removed', async ({ event, body }) => handleReaction(event, body.team_id, false));
}

function listenForQuestions(app: App, options: ListenersOptions): void {
  const { inbound, workspaces, conversation, tasks, log } = options;
  const acknowledgeFirst = (ack: Ack) => acknowledge(ack, log);

  async function notePresence(channel: string, team: string): Promise<void> {
    try {
      await inbound.onBotPresent(toSlackTenantId(await workspaces.resolve(channel, team)));
    } catch (err) {
      log.error({ err, team }, 'a return of the app was not recorded');
    }
  }

  app.command(SLASH_COMMAND, async ({ command, ack, respond }) => {
    await acknowledgeFirst(ack);
    // A workspace of an organization does not report in any other way that it has the app again.
    tasks.track(notePresence(command.channel_id, command.team_id));
    tasks.track(conversation.converse(readCommand(command), respond));
  });

  app.action({ type: 'block_actions' }, async ({ body, ack, respond }) => {
    await acknowledgeFirst(ack);
    const asked = readAction(body);
    if (!asked) return;
    const answered = conversation.converse(asked, body.response_url ? respond : undefined);
    // A form that opens has changed nothing yet: the tab is drawn again when it is sent off.
    tasks.track(
      mayChangeHome(asked) && !inbound.opensForm(asked.interaction)
        ? answered.then(() => drawHome(options, { ...asked.origin, view: true }))
        : answered,
    );
  });

  app.event('app_mention', async ({ event, body }) => {
    const asked = readMention(event, body.team_id);
    if (asked) tasks.track(conversation.converse(asked));
  });

  app.shortcut({ callback_id: SHORTCUT, type: 'message_action' }, async ({ shortcut, ack, respond }) => {
    await acknowledgeFirst(ack);
    tasks.track(conversation.converse(readShortcut(shortcut), respond));
  });

  app.shortcut({ callback_id: FIND_SHORTCUT, type: 'shortcut' }, async ({ shortcut, ack }) => {
    await acknowledgeFirst(ack);
    tasks.track(conversation.converse(readFindShortcut(shortcut)));
  });
}

/** Whether a press on the Home tab is answered elsewhere, and may have changed what the tab shows. */
function mayChangeHome({ origin, interaction }: Asked): boolean {
  return (
    origin.home === true && interaction.kind === 'action' && readActionId(interaction.id)?.mode === 'reply'
  );
}

function listenForSurfaces(app: App, options: ListenersOptions): void {
  const { tasks, unfurl } = options;

  app.event('app_home_opened', async ({ event, body }) => {
    if (event.tab === 'home') tasks.track(drawHome(options, { ...event, team: body.team_id }));
  });

  app.event('link_shared', async ({ event, body }) => {
    // Slack sends the links of channels to which nobody invited the bot: messages there are not its business.
    const isAsked = unfurl && event.is_bot_user_member;
    if (isAsked) tasks.track(unfurlLinks({ ...options, team: body.team_id }, event));
  });

  app.event('entity_details_requested', async ({ event, body }) => {
    tasks.track(showDetails({ ...options, team: body.team_id }, event));
  });
}

/** The same for every repetition: Slack numbers events, and gives each press and command a trigger of its own. */
function findRepetitionKey(body: AnyMiddlewareArgs['body']): string | undefined {
  if ('event_id' in body && typeof body.event_id === 'string') return body.event_id;
  return 'trigger_id' in body && typeof body.trigger_id === 'string' ? body.trigger_id : undefined;
}
