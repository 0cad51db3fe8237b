import type { Person } from '../protocol.ts';
import { SlackBlocks } from './slack-blocks.tsx';

/** Text without blocks, in Slack's markup. */
export function SlackText({ text, people }: { readonly text: string; readonly people: readonly Person[] }) {
  if (!text) return null;
  const section = { type: 'section', text: { type: 'mrkdwn', text } };
  return <SlackBlocks blocks={[section]} people={people} onPress={() => undefined} />;
}
