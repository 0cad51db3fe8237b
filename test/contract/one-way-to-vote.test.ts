import { describe, expect, it } from 'vitest';
import { renderMessage as renderDiscord } from '../../adapters/discord/render/render.ts';
import { renderMessage as renderSlack } from '../../adapters/slack/render/render.ts';
import { buildCardActions } from '../../src/core/command/card-actions.ts';
import { CHAT_LAYOUTS } from '../../src/core/schedule/subscription.ts';
import { readSampleDays } from '../../src/demo/day-files.ts';
import { parseList } from '../../src/sources/hugging-face/parse-list.ts';
import { composePosts } from '../support/recorded-posts.ts';

const files = readSampleDays();

/** What a press on anything in a message, or a choice in it, would run. */
function listIds(drawn: unknown): string[] {
  if (typeof drawn !== 'object' || drawn === null) return [];
  // A field of an embed has a name, and its value is text.
  const keys = 'name' in drawn ? [] : ['custom_id', 'action_id', 'value'];
  return Object.entries(drawn).flatMap(([key, value]) =>
    typeof value === 'string' && keys.includes(key) ? [value] : listIds(value),
  );
}

describe.each([
  ['Discord', renderDiscord],
  ['Slack', renderSlack],
] as const)('a digest on %s', (_, render) => {
  it.each(CHAT_LAYOUTS)('in the layout %s has reactions to vote with, and no buttons', (layout) => {
    const messages = files.days.flatMap((day) =>
      composePosts({ day, papers: parseList(files.read(day), 'recording').papers }, { layout }),
    );
    const ids = messages.flatMap((message) => listIds(render(message)));
    expect(ids).not.toEqual([]);
    expect(ids.filter((id) => id.includes('vote'))).toEqual([]);
  });

  it('would be caught with a button to vote with', () => {
    const [day = ''] = files.days;
    const { papers } = parseList(files.read(day), 'recording');
    const [card] = composePosts({ day, papers }, { layout: 'cards', count: 1 });
    if (card?.kind !== 'card') throw new Error('no card');
    const answer = { ...card, actions: buildCardActions(card.view.paper.id) };
    expect(listIds(render(answer)).filter((id) => id.includes('vote'))).toHaveLength(2);
  });
});
