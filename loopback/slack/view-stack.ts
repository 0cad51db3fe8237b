import { checkView } from './payload-check.ts';
import type { OpenView, SlackState } from './state.ts';
import type { Violation } from './violations.ts';

/** https://docs.slack.dev/surfaces/modals: "up to 3 views at a time" */
const MAX_VIEWS = 3;

/**
 * Does with a person's modals what the bot said when it acknowledged a submission:
 * https://docs.slack.dev/surfaces/modals#updating_response
 */
export function answerView(state: SlackState, submitted: OpenView, answer: unknown): Violation[] {
  const { response_action: action, view } = readAnswer(answer);
  const stack = state.views.filter(({ user, isClosed }) => user === submitted.user && !isClosed);
  switch (action) {
    case 'errors':
      return [];
    case 'clear':
      for (const one of stack) one.isClosed = true;
      return [];
    case 'update':
    case 'push': {
      if (!view) return [{ code: 'invalid_blocks', where: `${action}: no view` }];
      if (action === 'update') submitted.view = view;
      else state.views.push({ id: `V${state.nextTs()}`, user: submitted.user, view });
      const isTooDeep = action === 'push' && stack.length >= MAX_VIEWS;
      return [
        ...checkView(view),
        ...(isTooDeep ? [{ code: 'view_too_large', where: `push: over ${MAX_VIEWS} views` } as const] : []),
      ];
    }
    default:
      submitted.isClosed = true;
      return [];
  }
}

interface ViewAnswer {
  readonly response_action?: string;
  readonly view?: Record<string, unknown>;
}

/** Over the socket it comes as a value, by HTTP as text, which is often empty. */
function readAnswer(answer: unknown): ViewAnswer {
  const parsed = typeof answer === 'string' && answer !== '' ? JSON.parse(answer) : answer;
  return typeof parsed === 'object' && parsed !== null ? parsed : {};
}

/** The modal that `views.update` names: https://docs.slack.dev/reference/methods/views.update */
export function findOpenView(
  state: SlackState,
  { view_id, external_id }: Readonly<Record<string, unknown>>,
): OpenView | undefined {
  return state.views.find(
    ({ id, view, isClosed }) =>
      !isClosed && (view_id === undefined ? view.external_id === external_id : id === view_id),
  );
}

/** A person closes the modal that they see; what is below it is seen again, unless the modal says otherwise. */
export function closeView(state: SlackState, user: string): void {
  const stack = state.views.filter((one) => one.user === user && !one.isClosed);
  const top = stack.at(-1);
  for (const one of top?.view.clear_on_close === true ? stack : stack.slice(-1)) one.isClosed = true;
}
