import type { types } from '@slack/bolt';
import { buildPostActions } from '../../../src/core/command/card-actions.ts';
import type { Action, Overview, PaperView } from '../../../src/core/message/message.ts';
import { listOverviewEntries } from '../../../src/core/message/overview.ts';
import { wordNumberedTitle } from '../../../src/core/message/paper-title.ts';
import { type SafeText, toManyLines, toOneLine } from '../../../src/core/message/safe-text.ts';
import { listPaperLinks, toPaperPage, toTeaser } from '../../../src/core/paper/paper-links.ts';
import type { Room } from '../../shared/fit.ts';
import { texts } from '../texts/messages.ts';
import type { PlainCard, Safe, SafeBlock } from './blocks.ts';
import { LIMITS } from './limits.ts';
import { context, plain, renderActionRows, wordFactLine } from './render-parts.ts';

/**
 * Each paper of an overview as a container that opens in place. Its parts are sections and not rich text: the reference lists
 * rich text among a container's blocks, but `blocks.validate` was seen to refuse it (abdolence/slack-morphism-rust, SlackContainerBlock).
 */
export function renderFolded(message: Overview, room: Room): SafeBlock[] {
  return listOverviewEntries(message).map((view) => renderContainer(view, message.language, room));
}

/** Beside the three other buttons. */
const LINKS = 2;

function renderContainer(view: PaperView, language: string, room: Room): Safe<types.ContainerBlock> {
  const { summary } = view;
  const finding = toOneLine(summary?.line ?? '', LIMITS.containerText);
  const text = toManyLines(summary?.text ?? view.paper.abstract, Math.min(LIMITS.sectionText, room(700)));
  return {
    type: 'container',
    title: plain(wordNumberedTitle(view, TITLE_LENGTH), LIMITS.containerText),
    ...(finding ? { subtitle: plain(finding, LIMITS.containerText) } : {}),
    is_collapsible: true,
    default_collapsed: true,
    child_blocks: [
      ...(text ? [renderSection(text)] : []),
      ...context(
        [summary ? `— ${summary.by}` : undefined, wordFactLine(view, language), findReason(view)],
        room,
      ),
      ...renderActionRows([...buildPostActions(view.paper.id), ...listLinks(view)], view.paper.id),
    ],
  };
}

/** The papers of an overview as cards in a row, each with picture, finding and buttons. */
export function renderCarousel(message: Overview, room: Room): SafeBlock[] {
  const elements = listOverviewEntries(message).map((view) => renderPlainCard(view, message.language, room));
  return elements.length > 0 ? [{ type: 'carousel', elements }] : [];
}

function renderPlainCard(view: PaperView, language: string, room: Room): PlainCard {
  const { paper, summary } = view;
  const picture = toTeaser(paper);
  const page = toPaperPage(paper);
  const line = wordFactLine(view, language);
  const finding = toOneLine(
    summary?.line ?? summary?.text ?? paper.abstract,
    Math.min(LIMITS.cardBody, room(200)),
  );
  const alt = toOneLine(texts.teaser({ title: wordNumberedTitle({ paper }, TITLE_LENGTH) }), LIMITS.cardBody);
  const [actions] = renderActionRows(
    [
      ...(page ? [{ kind: 'link', url: page, label: texts.read() } as const] : []),
      ...buildPostActions(paper.id),
    ].slice(0, LIMITS.cardButtons),
    paper.id,
  );
  return {
    type: 'card',
    ...(picture !== undefined && picture.length <= LIMITS.url
      ? { hero_image: { type: 'image', image_url: picture, alt_text: alt } }
      : {}),
    title: plain(wordNumberedTitle(view, TITLE_LENGTH), LIMITS.containerText),
    ...(line ? { subtitle: plain(line, LIMITS.containerText) } : {}),
    ...(finding ? { body: plain(finding, LIMITS.cardBody) } : {}),
    ...(actions ? { actions: actions.elements as Array<Safe<types.Button>> } : {}),
  };
}

/** Longer than any container's text: what is cut there has one ellipsis. */
const TITLE_LENGTH = 1_000;

function renderSection(text: SafeText): Safe<types.SectionBlock> {
  return { type: 'section', text: { type: 'plain_text', text, emoji: false } };
}

/** As buttons, because the title of a container is no link; with the others they are one row. */
function listLinks({ paper }: PaperView): Action[] {
  const page = toPaperPage(paper);
  const others = listPaperLinks(paper).filter(({ kind }) => kind === 'code' || kind === 'arxiv');
  const all = [...(page ? [{ label: texts.read(), url: page }] : []), ...others.reverse()];
  return all.slice(0, LINKS).map(({ label, url }) => ({ kind: 'link', label, url }));
}

function findReason({ why: reason }: PaperView): string | undefined {
  return reason ? texts.why({ reason }) : undefined;
}
