interface Button {
  readonly type: string;
  readonly action_id: string;
  readonly text?: { readonly text: string };
  /** Of one of two feedback buttons. */
  readonly value?: string;
  /** Of a select. */
  readonly options?: ReadonlyArray<{ readonly text: { readonly text: string }; readonly value: string }>;
}

/** The option of a select that bears a label or a value, as Slack sends that it was chosen. */
export function chosenIn(elements: readonly Button[], label: string): object | undefined {
  for (const { type, action_id, options = [] } of elements) {
    const option = options.find(({ value, text }) => value === label || text.text === label);
    if (option) return { type, action_id, selected_option: option };
  }
  return undefined;
}

export function listButtons(blocks: unknown): Button[] {
  if (!Array.isArray(blocks)) return [];
  return (blocks as Holder[]).flatMap(({ type, elements = [], child_blocks, actions = [] }) => {
    if (type === 'container') return listButtons(child_blocks);
    if (type === 'carousel') return listButtons(elements);
    if (type === 'card') return actions;
    if (type === 'context_actions') return elements.flatMap(listFeedback);
    return type === 'actions' ? elements : [];
  });
}

/** A block with buttons, or with blocks that have them. */
interface Holder {
  readonly type: string;
  readonly elements?: Array<Button & FeedbackButtons>;
  readonly child_blocks?: unknown;
  readonly actions?: Button[];
}

interface FeedbackButtons {
  readonly positive_button?: Pick<Button, 'text' | 'value'>;
  readonly negative_button?: Pick<Button, 'text' | 'value'>;
}

/** Both buttons of one element: a press names the element's action, and the value and text of the button. */
function listFeedback({ type, action_id, ...both }: Button & FeedbackButtons): Button[] {
  return [both.positive_button, both.negative_button].flatMap((one) =>
    one ? [{ type, action_id, ...one }] : [],
  );
}
