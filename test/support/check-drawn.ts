import { renderAnswer, renderTrimmedAnswer } from '../../adapters/discord/components/render-answer.ts';
import { renderMessage as renderDiscord, renderTrimmed } from '../../adapters/discord/render/render.ts';
import { createCommandWording } from '../../adapters/discord/render/word-commands.ts';
import { renderMessage as renderSlack, renderText } from '../../adapters/slack/render/render.ts';
import { wordAsMentions } from '../../adapters/slack/render/word-commands.ts';
import { commands } from '../../commands/index.ts';
import { translations } from '../../languages/index.ts';
import { checkMessage } from '../../loopback/slack/payload-check.ts';
import { createLanguages } from '../../src/core/base/languages.ts';
import type { Message, PaperView } from '../../src/core/message/message.ts';
import { listCardLinks } from '../../src/core/paper/paper-links.ts';
import { findChoicesFaults, findFormFaults } from './check-form.ts';
import { forumFaults, refusedByDiscord } from './check-forum-post.ts';
import { findWorkObjectFaults } from './check-work-object.ts';
import { answerTrees, discordTrees } from './discord-tree.ts';
import { type Drawn, faultsIn, linksIn, listNodes, readText } from './drawn-tree.ts';
import type { HostileMessage, HostileShown } from './hostile-message.ts';
import { CHANNELS, COMMAND_ID } from './hostile-text.ts';
import {
  countChannels,
  listAddresses,
  listLinkedViews,
  listMentioned,
  listPages,
  type PlatformName,
  writeAddress,
} from './intended.ts';
import { BOT, blockTrees, parseMrkdwn } from './slack-tree.ts';
import { unseenIn } from './unseen.ts';

const { speak } = createLanguages(translations);
const wordCommands = createCommandWording(commands, () => COMMAND_ID);

/** Draws what a platform gets, a message with its layout and without, and lists what is not as it is meant. */
export function findFaults(hostile: HostileShown, platform: PlatformName): string[] {
  return speak(hostile.language, () => {
    if ('form' in hostile) return findFormFaults(hostile.form, platform);
    if ('choices' in hostile) return findChoicesFaults(hostile.choices, platform);
    if ('answer' in hostile) return findWorkObjectFaults(hostile);
    return platform === 'discord' ? discordFaults(hostile) : slackFaults(hostile.message);
  });
}

function discordFaults({ message, forum }: HostileMessage): string[] {
  const payload = renderDiscord(wordCommands(message));
  const plain = renderTrimmed({ message: wordCommands(message), asText: true });
  const roles = listMentioned(message, 'discord');
  const allowed = JSON.stringify({ parse: [], ...(roles.length > 0 ? { roles } : {}) });
  // The title of a summary is linked by the embed itself.
  const pages = message.kind === 'summary' ? [] : listPages(message);
  const meant = { message, pages, buttons: [], roles, platform: 'discord' } as const;
  return [
    ...[payload, plain].flatMap((drawn) => [...unseenIn(drawn), ...refusedByDiscord('message', drawn)]),
    ...[payload, plain].flatMap(({ allowed_mentions: may }) =>
      JSON.stringify(may) === allowed ? [] : [`may mention ${JSON.stringify(may)}`],
    ),
    ...treeFaults(discordTrees(payload), meant),
    ...treeFaults(discordTrees(plain), { ...meant, pages: listPages(message) }).map(asText),
    ...forumFaults(message, forum),
    ...answerFaults(message).map((fault) => `as an answer: ${fault}`),
  ];
}

/** A message as the answer to a person, which mentions nobody whatever it says, and has one heading: its title. */
function answerFaults(message: Message): string[] {
  const worded = wordCommands(message);
  const [payload, plain] = [renderAnswer(worded), renderTrimmedAnswer({ message: worded, asText: true })];
  const meant = { message, pages: listPages(message), buttons: [], roles: [], platform: 'discord' } as const;
  const trees = answerTrees(payload);
  const headings = (read: readonly Drawn[][]): number =>
    listNodes(read.flat(), 'style').filter(({ style }) => style === 'heading').length;
  return [
    ...[payload, plain].flatMap((drawn) => [...unseenIn(drawn), ...refusedByDiscord('followUp', drawn)]),
    ...[payload, plain].flatMap(({ allowed_mentions: may }) =>
      JSON.stringify(may) === '{"parse":[]}' ? [] : [`may mention ${JSON.stringify(may)}`],
    ),
    ...treeFaults(trees, meant),
    ...treeFaults(answerTrees(plain), meant).map(asText),
    ...(headings(trees) === 1 ? [] : [`${headings(trees)} headings`]),
    ...(headings(answerTrees(plain)) === 0 ? [] : ['a heading in plain text']),
  ];
}

function slackFaults(message: Message): string[] {
  // As in a thread, where a command begins with a mention of the bot.
  const payload = renderSlack(wordAsMentions(message, BOT));
  const plain = renderText(message);
  const fallback = parseMrkdwn(payload.text).filter(({ kind }) => kind !== 'text');
  const pages = listPages(message);
  // Where each paper has buttons of its own, one of them leads to its page.
  const bySpecial = message.kind === 'overview' && message.style !== undefined;
  const roles = listMentioned(message, 'slack');
  const meant = { message, roles, platform: 'slack' } as const;
  return [
    ...[payload, plain].flatMap(unseenIn),
    ...[payload, { text: plain.text }].flatMap((drawn) =>
      checkMessage(drawn).map(({ code, where }) => `refused as ${code}: ${where}`),
    ),
    // A notification links nothing, whatever it says.
    ...fallback.flatMap((node) =>
      node.kind === 'link' && isAutomatic(node) ? [] : [`${node.kind} in the fallback`],
    ),
    ...treeFaults(blockTrees(payload.blocks), {
      ...meant,
      ...(bySpecial ? { pages: [], buttons: pages } : { pages, buttons: [] }),
    }),
    ...treeFaults([parseMrkdwn(plain.text)], { ...meant, pages, buttons: [], roles: [] }).map(asText),
  ];
}

const asText = (fault: string): string => `as text: ${fault}`;
/** What the parser links by itself has no words of its own. */
const isAutomatic = (link: Extract<Drawn, { kind: 'link' }>): boolean => link.inner.length === 0;

interface Meant {
  readonly message: Message;
  readonly platform: PlatformName;
  /** The pages of papers to which titles lead, in their order, and those to which buttons lead. */
  readonly pages: readonly string[];
  readonly buttons: readonly string[];
  readonly roles: readonly string[];
}

const PAGE = 'https://huggingface.co/papers/';

function treeFaults(trees: readonly Drawn[][], meant: Meant): string[] {
  const { message, platform } = meant;
  const nodes = trees.flat();
  const links = linksIn(nodes);
  const buttons = listNodes(nodes, 'button');
  const own = ownLabels(message);
  const led = links.filter((link) => link.target.startsWith(PAGE) && !own.has(readText(link.inner)));
  const pressed = buttons.filter(({ target }) => target.startsWith(PAGE));
  const allowed = new Set([...listPages(message), ...listAddresses(message)].map(withoutStars));
  const channels = listNodes(nodes, 'channel').map(({ id }) => id);
  const roles = listNodes(nodes, 'role').map(({ id }) => id);
  return [
    ...trees.flatMap((tree) => faultsIn(tree)),
    ...[...links, ...buttons]
      .filter(({ target }) => !allowed.has(withoutStars(target)))
      .map(({ target }) => `a link to ${target}`),
    ...unlike('links', listTargets(led), meant.pages),
    ...unlike('buttons', listTargets(pressed), meant.buttons),
    ...unlike('mentions of roles', roles, meant.roles),
    ...led.flatMap((link, i) => labelFaults(readText(link.inner), listLinkedViews(message)[i])),
    ...channels.filter((id) => id !== CHANNELS[platform]),
    ...listNodes(nodes, 'command').flatMap(({ id }) => (id === COMMAND_ID ? [] : [`the command ${id}`])),
    ...(channels.length > countChannels(message, platform) ? ['a channel that nobody named'] : []),
    ...ownLinkFaults(nodes, message),
  ];
}

const listTargets = (links: ReadonlyArray<{ readonly target: string }>): string[] =>
  links.map(({ target }) => target);

function unlike(what: string, found: readonly string[], meant: readonly string[]): string[] {
  return found.join() === meant.join() ? [] : [`${what} ${found.join()} instead of ${meant.join()}`];
}

/** A title is linked with its own words, from its first on. A link without words shows its address. */
function labelFaults(label: string, view: PaperView | undefined): string[] {
  if (label === '' || label.startsWith(PAGE)) return [];
  // What is cut in the middle of `https` is not known for it any more.
  const read = label.endsWith('…') ? listLetters(label).slice(0, -5) : listLetters(label);
  return listLetters(view?.paper.title ?? '').startsWith(read) && /^T\d+x/.test(label)
    ? []
    : [`a title is linked as ${label}`];
}

/** What the links of a card are called: `PDF`, `2 models`. */
function ownLabels(message: Message): ReadonlySet<string> {
  const view = 'view' in message ? message.view : undefined;
  return new Set(view ? listCardLinks(view.paper).map(({ label }) => label) : []);
}

/** The links of a paper lead where their names say: those of a card, and those of each paper that has buttons of its own. */
function ownLinkFaults(nodes: readonly Drawn[], message: Message): string[] {
  if ('view' in message) return misleading(nodes, message.view);
  if (message.kind !== 'overview' || message.style === undefined) return [];
  const parts = listNodes(nodes, 'style').filter(({ style }) => style === 'container' || style === 'card');
  return parts.flatMap(({ inner }, i) => misleading(inner, message.entries[i]));
}

function misleading(nodes: readonly Drawn[], view: PaperView | undefined): string[] {
  if (!view) return ['a paper that is not in the message'];
  const own = new Map(
    listCardLinks(view.paper).map(({ label, url }) => [label, withoutStars(writeAddress(url) ?? '')]),
  );
  return [...linksIn(nodes), ...listNodes(nodes, 'button')].flatMap(({ target, inner }) => {
    const url = own.get(readText(inner));
    return url === undefined || url === withoutStars(target) ? [] : [`${readText(inner)} leads to ${target}`];
  });
}

const withoutStars = (url: string): string => url.replaceAll('*', '%2A');

/** Letters and digits alone: what is left of a text where brackets, schemes and dots are drawn as others that look alike. */
function listLetters(text: string): string {
  return text.replace(/https?|ftp/g, '').replace(/[^\p{L}\p{N}]|\p{Default_Ignorable_Code_Point}/gu, '');
}
