import type { Hono } from 'hono';
import { html } from 'hono/html';
import { inTurns } from '../../core/async/in-turns.ts';
import { isDay } from '../../core/base/calendar.ts';
import type { Day } from '../../core/base/time.ts';
import { formatDay } from '../../core/paper/format.ts';
import type { PublicChannel } from '../../core/store/public-channel-store.ts';
import { countTally, type Tally } from '../../core/vote/vote.ts';
import type { PageDeps } from '../base/deps.ts';
import { LANGUAGE } from '../base/language.ts';
import type { WebEnv } from '../base/middleware.ts';
import { CHANNELS_PATH, MAX_PUBLIC_CHANNELS, toChannelPath, toSignUpPath } from '../base/site.ts';
import { addFeed } from '../feeds/add-feed.ts';
import type { FeedContent } from '../feeds/feed.ts';
import { findLastChange } from '../feeds/paper-feeds.ts';
import type { Html, PageFrame } from '../html/page.ts';
import { sendPage } from '../html/send-page.ts';
import { renderDayLinks } from '../papers/day-pages.ts';
import { renderPapersInList } from '../papers/paper-html.ts';
import { texts as pageTexts } from '../texts/pages.ts';
import { texts } from '../texts/papers.ts';
import { type PostedDay, readDay, readNewestDays } from './channel-days.ts';

/** What was posted in channels that chose to be public, and in no other. */
export function addChannelPages(app: Hono<WebEnv>, frame: PageFrame, deps: PageDeps): void {
  const { store, site } = deps;
  app.get(CHANNELS_PATH, async (c) => {
    const channels = await store.publicChannels.list(MAX_PUBLIC_CHANNELS);
    const body =
      channels.length === 0
        ? html`<p>${texts.noChannels()}</p>`
        : html`<p>${texts.channelsIntro()}</p>
<ul>${channels.map(({ name }) => html`<li><a href="${site.link(toChannelPath(name))}">${name}</a></li>`)}</ul>`;
    return sendPage(c, frame, { title: texts.channels(), body, path: CHANNELS_PATH });
  });
  addFeed(app, deps, `${CHANNELS_PATH}/:name`, async (c) => {
    const channel = await store.publicChannels.find(c.req.param('name') ?? '');
    return channel && buildChannelFeed(deps, channel);
  });
  app.get(`${CHANNELS_PATH}/:name`, async (c) => {
    const channel = await store.publicChannels.find(c.req.param('name'));
    return channel ? sendPage(c, frame, await renderNewestPage(deps, channel)) : c.notFound();
  });
  app.get(`${CHANNELS_PATH}/:name/:day`, async (c) => {
    const { name, day } = c.req.param();
    const channel = isDay(day) ? await store.publicChannels.find(name) : undefined;
    const page = channel && (await renderDayPage(deps, channel, day));
    return page ? sendPage(c, frame, page) : c.notFound();
  });
}

async function renderNewestPage(deps: PageDeps, channel: PublicChannel) {
  const { store, site } = deps;
  const { name } = channel;
  const path = toChannelPath(name);
  const { days, earlier } = await readNewestDays(store, channel);
  const lists = await listDays(deps, channel, days);
  const byMail = html`<p class="row"><a href="${site.link(toSignUpPath(name))}">${texts.channelByMail()}</a></p>`;
  const body = html`${deps.mail ? byMail : ''}${days.length === 0 ? html`<p>${texts.channelEmpty()}</p>` : ''}
${lists.map(
  ({ day, list }) =>
    html`<h2 class="day"><a href="${site.link(`${path}/${day}`)}">${formatDay(day, LANGUAGE)}</a></h2>${list}`,
)}
<nav class="days" aria-label="${texts.channel({ name })}">${renderDayLinks({ earlier }, (day) => site.link(`${path}/${day}`))}
<a href="${site.link(CHANNELS_PATH)}">${texts.allChannels()}</a></nav>`;
  const title = texts.channel({ name });
  return { title, body, path, description: texts.channelDescription({ name }), feed: { under: path } };
}

async function renderDayPage(deps: PageDeps, channel: PublicChannel, day: string) {
  const { store, site } = deps;
  const { name } = channel;
  const posted = await readDay(store, channel, day);
  if (!posted) return undefined;
  const [only] = await listDays(deps, channel, [posted]);
  const path = toChannelPath(name);
  const body = html`<nav class="days" aria-label="${texts.channel({ name })}">${renderDayLinks(posted, (other) => site.link(`${path}/${other}`))}
<a href="${site.link(path)}">${texts.newestOfChannel()}</a></nav>
${only?.list ?? ''}`;
  return {
    title: texts.channelDay({ name, day: formatDay(day, LANGUAGE) }),
    ...{ body, path: `${path}/${day}`, feed: { under: path } },
    description: texts.channelDescription({ name }),
  };
}

/** The papers of each of these days, with their votes: all are read at once. */
async function listDays(
  deps: PageDeps,
  channel: PublicChannel,
  days: readonly PostedDay[],
): Promise<Array<{ readonly day: Day; readonly list: readonly Html[] }>> {
  const ids = [...new Set(days.flatMap(({ papers }) => papers.map(({ paperId }) => paperId)))];
  const votes = await readVotes(deps, channel, ids);
  const shown = new Map((await deps.store.papers.findMany(ids)).map((paper) => [paper.id, paper]));
  return inTurns(days, async ({ day, papers }) => {
    const ofDay = new Set(papers.flatMap(({ paperId }) => shown.get(paperId) ?? []));
    return { day, list: await renderPapersInList([...ofDay], deps, votes) };
  });
}

/** What the people of this channel's server or workspace, and of those linked with it, voted in public. */
async function readVotes(
  { store }: PageDeps,
  { tenant }: PublicChannel,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Tally>> {
  if (tenant === undefined) return new Map();
  const community = new Set(await store.votes.listCommunity(tenant));
  const votes = await store.publicChannels.listVotes(ids);
  return countTally(votes.filter((vote) => community.has(vote.tenant)));
}

/** The papers of the newest days, each at the time it was posted. */
async function buildChannelFeed(deps: PageDeps, channel: PublicChannel): Promise<FeedContent> {
  const { store } = deps;
  const { days } = await readNewestDays(store, channel);
  const posted = days.flatMap(({ papers }) => papers);
  // A paper that was posted twice is news when it came first.
  const firstPosted = new Map(posted.map(({ paperId, slot }) => [paperId, slot]));
  const papers = await store.papers.findMany([...firstPosted.keys()]);
  const path = toChannelPath(channel.name);
  return {
    title: `${pageTexts.siteName()}: ${texts.channel({ name: channel.name })}`,
    ...{ home: path, address: { under: path } },
    listed: papers.map((paper) => [paper, firstPosted.get(paper.id) ?? 0]),
    changedAt: Math.max(await findLastChange(deps), ...posted.map(({ sentAt }) => sentAt)),
  };
}
