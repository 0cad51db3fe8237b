import type { App } from '@slack/bolt';
import { withTimeout } from '../../../src/core/async/with-timeout.ts';
import { speakEnglish } from '../../../src/core/base/language.ts';
import type { Log } from '../../../src/core/base/log.ts';
import type { Interaction } from '../../../src/core/message/interaction.ts';
import type { Inbound } from '../../../src/core/platform/inbound.ts';
import type { TaskTracker } from '../../shared/task-tracker.ts';
import { toSlackChannelId, toSlackPersonId, toSlackTenantId } from '../api/ids.ts';
import type { People } from '../api/people.ts';
import type { Web } from '../api/web.ts';
import type { Workspaces } from '../api/workspaces.ts';
import { findTypedBlock, renderOptions, VALUE } from '../render/render-field.ts';
import type { Answers } from './answers.ts';
import type { Conversation } from './conversation.ts';
import type { SlackSuggestion } from './event-schema.ts';
import { measureAge } from './guard-app.ts';
import { drawHome } from './home.ts';
import { type Origin, readSubmission, readSuggestion } from './inbound.ts';
import { createLateForm, drawQuestion, type LateForm } from './late-form.ts';

export interface FormsOptions {
  readonly inbound: Inbound;
  readonly workspaces: Workspaces;
  readonly people: Pick<People, 'findLocale'>;
  readonly answers: Answers;
  readonly conversation: Conversation;
  readonly web: Web;
  readonly tasks: TaskTracker;
  readonly log: Log;
}

export type Ack = () => Promise<void>;

/** Slack waits 3 s for the acknowledgment. What takes longer than this is answered in a view that says so first. */
const ANSWER_MS = 2200;
/** The form was opened a moment ago, and Slack asked about the person then. */
const LOCALE_MS = 200;
/** For all that comes before the form is answered: enough of Slack's time must be left. */
const PREPARE_MS = 1000;

/** An acknowledgment that Slack does not get, because the socket just closed, is no reason not to answer. */
export async function acknowledge(ack: Ack, log: Log): Promise<void> {
  try {
    await ack();
  } catch (error) {
    log.warn({ err: error }, 'Slack did not get an acknowledgment');
  }
}

/** Takes forms that were sent off: errors and questions are shown in the form, everything else in the channel. */
export function handleForms(app: App, options: FormsOptions): void {
  const { conversation, tasks, log } = options;

  app.options<'block_suggestion'>({ type: 'block_suggestion', action_id: VALUE }, async ({ body, ack }) => {
    // Of what Slack sends only what our schema names has come here.
    const { origin, completion } = readSuggestion(body as SlackSuggestion);
    const choices = await conversation.complete(origin, completion);
    await acknowledge(() => ack({ options: renderOptions(choices) }), log);
  });

  app.view(/.*/, async ({ body, ack, context }) => {
    if (body.type !== 'view_submission') return acknowledge(ack, log);
    const { origin, interaction } = readSubmission(body);
    const { validationErrors, late } = await prepare(options, origin, interaction);
    if (Object.keys(validationErrors).length > 0) {
      const errors = toErrors(validationErrors, Object.keys(body.view.state.values));
      return acknowledge(() => ack({ response_action: 'errors', errors }), log);
    }
    const asking = conversation.ask(origin, interaction);
    const answered = await withTimeout(asking, ANSWER_MS - measureAge(context), () => undefined);
    const isForm = interaction.kind === 'form';
    // Over the form it can be closed again; in place of a question that no longer holds there is nothing to go back to.
    const response_action = isForm ? 'push' : 'update';
    if (!answered) {
      await acknowledge(() => ack({ response_action, view: late.waitingView }), log);
      tasks.track(asking.then(late.bring).then(() => updateHomeTab(options, origin)));
      return;
    }
    const { reply, speak } = answered;
    const view = speak(() => drawQuestion(reply, origin));
    if (view) return acknowledge(() => ack({ response_action, view }), log);
    await acknowledge(() => (isForm ? ack() : ack({ response_action: 'clear' })), log);
    tasks.track(speak(() => conversation.give(origin, reply)).then(() => updateHomeTab(options, origin)));
  });
}

/** What is ready before a form is answered: there is no time for it later. */
interface Prepared {
  /** What is wrong with its fields, by name. */
  readonly validationErrors: Readonly<Record<string, string>>;
  readonly late: LateForm;
}

async function prepare(options: FormsOptions, origin: Origin, interaction: Interaction): Promise<Prepared> {
  const { inbound, log } = options;
  const preparing = inReadersLanguage(options, origin, async (workspace) => {
    const reader = {
      platform: 'slack',
      person: toSlackPersonId(workspace, origin.user),
      tenant: toSlackTenantId(workspace),
    } as const;
    const validationErrors = interaction.kind === 'form' ? inbound.validateForm(interaction, reader) : {};
    return { validationErrors, late: createLateForm(options, origin) };
  });
  // Fields that are not checked here are checked when the form is answered.
  const skipChecks = () => ({
    validationErrors: {},
    late: speakEnglish(() => createLateForm(options, origin)),
  });
  return withTimeout(preparing, PREPARE_MS, skipChecks).catch((err: unknown) => {
    log.warn({ err, user: origin.user }, 'the fields of a form were not checked');
    return skipChecks();
  });
}

/** The same errors by block: Slack shows each below the block that it names. */
function toErrors(
  validationErrors: Readonly<Record<string, string>>,
  blocks: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(validationErrors).map(([field, error]) => [findTypedBlock(field, blocks), error]),
  );
}

/** The Home tab, where the form was opened there: it shows what the form changes. */
async function updateHomeTab(options: FormsOptions, { team, user, isFromHome }: Origin): Promise<void> {
  if (isFromHome) await drawHome(options, { team, user, view: true });
}

/** In the language of whoever filled the form in, where Slack has said that before. */
async function inReadersLanguage<T>(
  { inbound, workspaces, people }: Pick<FormsOptions, 'inbound' | 'workspaces' | 'people'>,
  { team, user, channel }: Origin,
  work: (workspace: string) => Promise<T>,
): Promise<T> {
  const workspace = await workspaces.resolve(undefined, team);
  const locale = await people.findLocale(user, LOCALE_MS);
  if (locale === undefined && channel === undefined) return work(workspace);
  const reader = {
    ...(channel === undefined ? {} : { channelId: toSlackChannelId(workspace, channel) }),
    ...(locale === undefined ? {} : { locale }),
  };
  return inbound.runInLanguageOf(reader, () => work(workspace));
}
