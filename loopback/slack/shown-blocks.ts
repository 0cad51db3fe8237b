import { asJson } from './violations.ts';

/**
 * What Slack adds to a picture when it shows a message, and refuses as "invalid additional property" when it is sent
 * (https://github.com/slackapi/bolt-js/issues/1841).
 */
export const ADDED_TO_PICTURES = {
  fallback: '800x420px image',
  image_bytes: 61_275,
  image_height: 420,
  image_width: 800,
  is_animated: false,
} as const;

/** https://docs.slack.dev/reference/block-kit/composition-objects/text-object: `emoji` escapes "into the colon emoji format". */
const NAMES: Readonly<Record<string, string>> = { '👍': ':+1:', '👎': ':-1:' };

/** The blocks of a message as Slack describes them to apps. */
export function describeBlocks(blocks: readonly unknown[]): unknown[] {
  return blocks.map((block) => {
    const json = asJson(block);
    if (json.type === 'image') return { ...json, ...ADDED_TO_PICTURES };
    if (json.type !== 'actions' || !Array.isArray(json.elements)) return block;
    return { ...json, elements: json.elements.map(describeElement) };
  });
}

function describeElement(element: unknown): unknown {
  const json = asJson(element);
  const text = asJson(json.text);
  if (text.emoji !== true) return element;
  const named = Object.entries(NAMES).reduce(
    (read, [sign, name]) => read.replaceAll(sign, name),
    String(text.text),
  );
  return { ...json, text: { ...text, text: named } };
}
