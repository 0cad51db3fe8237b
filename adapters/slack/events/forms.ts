import type { App } from '@slack/bolt';
import { withTimeout } from '../../../src/core/async/with-timeout.ts';
import type { Log } from '../../../src/core/base/log.ts';
import { findQuestion } from '../../../src/core/command/confirmation.ts';
import type { FilledForm, Reply } from '../../../src/core/message/interaction.ts';
import type { Inbound } from '../../../src/core/platform/inbound.ts';
import type { TaskTracker } from '../../shared/task-tracker.ts';
import { toSlackPersonId, toSlackTenantId } from '../api/ids.ts';
import type { People } from '../api/people.ts';
import type { Workspaces } from '../api/workspaces.ts';
import { renderOptions, VALUE } from '../render/render-field.ts';
import { renderQuestionView } from '../render/render-form.ts';
import type { Conversation } from './conversation.ts';
import type { SlackSuggestion } from './event-schema.ts';
import { type Asked, type Origin, packOrigin, readSubmission, readSuggestion } from './inbound.ts';

export interface FormsOptions {
  readonly inbound: Inbound;
  readonly workspaces: Workspaces;
  readonly people: Pick<People, 'findLocale'>;
  readonly conversation: Conversation;
  readonly tasks: TaskTracker;
  readonly log: Log;
}

export type Ack = () => Promise<void>;

/** Slack waits 3 s for the acknowledgment. What takes longer than this is answered in the channel. */
const ANSWER_MS = 2200;
/** The form was opened a moment ago, and Slack asked about the person then. */
const LOCALE_MS = 200;

/** An acknowledgment that Slack does not get, because the socket just closed, is no reason not to answer. */
export async function acknowledge(ack: Ack, log: Log): Promise<void> {
  try {
    await ack();
  } catch (error) {
    log.warn({ err: error }, 'Slack did not get an acknowledgment');
  }
}

/** Takes forms that were sent off: mistakes and questions are shown in the form, everything else in the channel. */
export function handleForms(app: App, options: FormsOptions): void {
  const { conversation, tasks, log } = options;

  app.options<'block_suggestion'>({ type: 'block_suggestion', action_id: VALUE }, async ({ body, ack }) => {
    // Of what Slack sends only what our schema names has come here.
    const { origin, completion } = readSuggestion(body as SlackSuggestion);
    const choices = await conversation.complete(origin, completion);
    await acknowledge(() => ack({ options: renderOptions(choices) }), log);
  });

  app.view(/.*/, async ({ body, ack }) => {
    if (body.type !== 'view_submission') return acknowledge(ack, log);
    const { origin, interaction } = readSubmission(body);
    const isForm = interaction.kind === 'form';
    const errors = isForm ? await findErrors(options, origin, interaction) : {};
    if (Object.keys(errors).length > 0)
      return acknowledge(() => ack({ response_action: 'errors', errors }), log);
    const asking = conversation.ask(origin, interaction);
    const answered = await withTimeout(asking, ANSWER_MS, () => undefined);
    const view = answered?.speak(() => toView(answered.reply, origin));
    if (view) {
      // Over the form it can be closed again; in place of a question that no longer holds there is nothing to go back to.
      return acknowledge(() => ack({ response_action: isForm ? 'push' : 'update', view }), log);
    }
    await acknowledge(() => (isForm ? ack() : ack({ response_action: 'clear' })), log);
    tasks.track(asking.then(({ reply, speak }) => speak(() => conversation.give(origin, reply))));
  });
}

/** What is wrong with its fields, in the language of whoever filled it in, where Slack has said that before. */
async function findErrors(
  { inbound, workspaces, people }: FormsOptions,
  { team, user, channel }: Origin,
  form: FilledForm,
): Promise<Readonly<Record<string, string>>> {
  const workspace = await workspaces.of(undefined, team);
  const person = toSlackPersonId(workspace, user);
  const locale = await people.findLocale(user, LOCALE_MS);
  const tenant = toSlackTenantId(workspace);
  const check = async () => inbound.validateForm(form, { platform: 'slack', person, tenant });
  if (locale === undefined && channel === undefined) return check();
  const reader = { tenant, channel: channel ?? '', ...(locale ? { locale } : {}) };
  return inbound.runInLanguageOf(reader, check);
}

/** The question that an answer asks, as a view; nothing where there is none, or none yet. */
function toView(reply: Reply, origin: Asked['origin']) {
  const message = 'message' in reply ? reply.message : undefined;
  const question = message && findQuestion(message);
  return question && renderQuestionView(question, packOrigin(origin));
}
