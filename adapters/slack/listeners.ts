import { randomUUID } from 'node:crypto';
import type { AnyMiddlewareArgs, App, Context, RespondFn, types } from '@slack/bolt';
import type { Interaction, Reply } from '../../src/core/interaction.ts';
import { parsePaperId } from '../../src/core/paper-id.ts';
import type { Inbound, Log } from '../../src/core/ports.ts';
import type { Answers } from './answers.ts';
import { slackCode } from './errors.ts';
import type { InFlight } from './in-flight.ts';
import {
  type Asked,
  type Origin,
  readAction,
  readCommand,
  readReaction,
  readShortcut,
  readSubmission,
  type SlackReaction,
} from './inbound.ts';
import { SHORTCUT, SLASH_COMMAND } from './needs.ts';
import type { People } from './people.ts';
import { renderBlocks } from './render.ts';
import type { Web } from './web.ts';

export interface ListenersOptions {
  readonly inbound: Inbound;
  readonly team: string;
  readonly people: People;
  readonly answers: Answers;
  readonly directMessages: (user: string) => Promise<string>;
  readonly web: Web;
  readonly inFlight: InFlight;
  readonly seenBefore: (key: string) => boolean;
  readonly unfurl: boolean;
  readonly log: Log;
}

/** How long an answer may wait for Slack to tell about the person; a modal has to open within 3 s of the press. */
const ASKER_MS = 3000;
const ASKER_FORM_MS = 800;

/** Links of one message that unfurl: more would bury the talk. */
const MOST_UNFURLS = 3;

/** Hangs everything that comes in from Slack on the app: acknowledged first, handled once, always answered. */
export function listen(app: App, options: ListenersOptions): void {
  const { inbound, team, people, answers, directMessages, web, inFlight, seenBefore, unfurl, log } = options;

  app.use(async (args) => {
    const { body, context, next } = args;
    const key = repetitionKey(body);
    if (context.replayed !== true && (key === undefined || !seenBefore(key))) return next();
    log.info({ key, retry: context.retryNum }, 'heard this before');
    await acknowledge(args);
  });

  app.error(async (error) => log.error({ err: error }, 'a Slack event was not handled'));

  app.event('reaction_added', async ({ event, context }) => reacted(event, context, true));
  app.event('reaction_removed', async ({ event, context }) => reacted(event, context, false));

  async function reacted(reaction: SlackReaction, context: Context, added: boolean): Promise<void> {
    const event = readReaction(reaction, context.teamId ?? team, added);
    if (!event) return;
    // A vote and its taking back must not overtake each other while Slack is asked whether this is a bot.
    await inFlight.inOrder(`${event.messageId} ${event.person}`, async () => {
      try {
        if (!(await people.isBot(reaction.user))) await inbound.reaction(event);
      } catch (error) {
        log.error({ err: error, messageId: event.messageId }, 'a vote was not taken in');
      }
    });
  }

  app.command(SLASH_COMMAND, async ({ command, ack, respond }) => {
    await ack();
    begin(readCommand(command), respond);
  });

  app.action(/.*/, async ({ body, ack, ...rest }) => {
    await ack();
    const asked = body.type === 'block_actions' ? readAction(body) : undefined;
    if (asked) begin(asked, body.type === 'block_actions' && body.response_url ? rest.respond : undefined);
  });

  app.view(/.*/, async ({ body, ack }) => {
    await ack();
    if (body.type === 'view_submission') begin(readSubmission(body));
  });

  app.shortcut(SHORTCUT, async ({ shortcut, ack, respond }) => {
    await ack();
    if (shortcut.type === 'message_action') begin(readShortcut(shortcut), respond);
  });

  app.event('app_home_opened', async ({ event }) => {
    if (event.tab !== 'home') return;
    const origin: Origin = { team, user: event.user, home: true };
    inFlight.track(drawHome(origin, event.channel));
  });

  async function drawHome(origin: Origin, channel: string): Promise<void> {
    const reply = await ask({ ...origin, channel }, { kind: 'action', id: 'home' });
    const message = 'message' in reply ? reply.message : undefined;
    if (message) await attempt('home was not drawn', answers.publishHome(origin.user, message));
  }

  app.event('link_shared', async ({ event }) => {
    // While a person types, Slack shares links of the composer too; it has no message that could unfurl.
    if (unfurl && event.source !== 'composer') inFlight.track(unfurlLinks(event));
  });

  async function unfurlLinks({ user, channel, message_ts: ts, links }: types.LinkSharedEvent): Promise<void> {
    const unfurls: Record<string, { blocks: types.KnownBlock[] }> = {};
    for (const { url } of links.slice(0, MOST_UNFURLS)) {
      const id = parsePaperId(url);
      if (id === undefined) continue;
      const reply = await ask({ team, user, channel }, { kind: 'line', text: `show ${id}` });
      if (reply.kind !== 'message' || reply.message.kind !== 'card') continue;
      // Buttons in an unfurl would act on a message that is not ours.
      unfurls[url] = { blocks: renderBlocks({ ...reply.message, actions: [] }) };
    }
    if (Object.keys(unfurls).length === 0) return;
    await attempt(
      'links were not unfurled',
      web.call('chat.unfurl', (client) => client.chat.unfurl({ channel, ts, unfurls })),
    );
  }

  /** The acknowledgement is out; the rest may take its time. */
  function begin({ origin, interaction }: Asked, respond?: RespondFn): void {
    inFlight.track(
      ask(origin, interaction).then((reply) => attempt('answer was not given', give(origin, reply, respond))),
    );
  }

  async function give(origin: Origin, reply: Reply, respond: RespondFn | undefined): Promise<void> {
    try {
      await answers.give(origin, reply, respond);
    } catch (error) {
      // A failure of the form or file that was to be the answer is told in words.
      await answers.give(origin, failure(error, 'the answer could not be delivered'), respond);
    }
  }

  async function ask(origin: Origin, interaction: Interaction): Promise<Reply> {
    try {
      const patience = inbound.opensForm(interaction) ? ASKER_FORM_MS : ASKER_MS;
      const channel = origin.channel ?? (await directMessages(origin.user));
      const asker = await people.asker(team, origin.user, channel, patience);
      return await inbound.interact(asker, interaction);
    } catch (error) {
      return failure(error, 'the command broke off');
    }
  }

  function failure(error: unknown, what: string): Reply {
    const requestId = randomUUID().slice(0, 8);
    log.error({ err: error, requestId, code: slackCode(error) }, what);
    const fix = 'Please try again. If it happens again, tell whoever runs Paperboy the number below.';
    const message = { kind: 'notice', tone: 'error', title: 'Something went wrong', fix, requestId } as const;
    return { kind: 'message', message };
  }

  async function attempt(what: string, work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      log.error({ err: error }, what);
    }
  }
}

/** The same for every repetition: Slack numbers events, and hands each press and command a trigger of its own. */
function repetitionKey(body: AnyMiddlewareArgs['body']): string | undefined {
  const { event_id: event, trigger_id: trigger } = body as { event_id?: unknown; trigger_id?: unknown };
  if (typeof event === 'string') return event;
  return typeof trigger === 'string' ? trigger : undefined;
}

async function acknowledge(args: object): Promise<void> {
  if ('ack' in args && typeof args.ack === 'function') await args.ack();
}
