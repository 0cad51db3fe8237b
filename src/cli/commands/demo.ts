import { InputError } from '../../core/base/errors.ts';
import type { ChannelId, TenantId } from '../../core/base/ids.ts';
import { DEFAULT_SUBSCRIPTION, type Layout } from '../../core/schedule/subscription.ts';
import { wordListsTrouble } from '../../jobs/papers/refresh.ts';
import { findNextDue } from '../../jobs/timing/next-due.ts';
import { type App, type DemoChoice, type DemoRig, EXIT, type PlaygroundRig } from '../base/app.ts';
import { problems, texts } from '../base/texts.ts';
import { findPrompt } from '../chat/find-prompt.ts';
import { DemoDays } from './demo-days.ts';

export interface DemoOptions extends DemoChoice {
  /** `--no-browser`: only the terminal, no page. */
  readonly browser: boolean;
  /** `--page`: the page also where nobody sits at the terminal; until the process is stopped. */
  readonly page?: boolean;
  /** `--no-open`: the address is printed and not opened. */
  readonly open: boolean;
  readonly port?: string;
}

/** When the process is asked to stop, and when either that or the person at the terminal ends the demo. */
export interface DemoEnds {
  readonly asked: Promise<void>;
  readonly left: Promise<void>;
}

const USUAL_PORT = 8137;

/** Posts an edition to this terminal, and beside it to a Discord and a Slack on a page, until the person leaves. */
export async function runDemo(app: App, options: DemoOptions, ends: DemoEnds): Promise<number> {
  const { demo: rig, refresh, tallies, print } = app;
  const prompt = findPrompt(app);
  const { platform: terminal } = prompt;
  if (!rig || !terminal) return EXIT.failed;
  const port = readPort(options.port);
  await subscribe(app, prompt.channel, prompt.tenant);
  const { lists } = await refresh.run();
  if (lists !== undefined) {
    print(texts.notRead({ why: lists.map(wordListsTrouble).join('; ') }));
    return EXIT.failed;
  }
  const days = new DemoDays(app, rig);
  await days.postNewest([prompt.channel]);
  // Before a line is answered: a search must find what the demo has.
  await days.readEarlier();
  print(texts.howToVote());
  print(texts.whatToType());
  print(await sayWhatThereIs(app, options.replay === undefined));
  await terminal.connection?.start(app.inbound);

  // Where lines come from a file or a pipe, they are answered and that is all, unless days were asked for that go by.
  const attended = app.isAttended || options.page === true;
  const playground = attended && options.browser ? openPage(app, rig, days, options, port) : undefined;
  if (attended || rig.speed > 1) void Promise.resolve(playground).then(() => days.start(rig.speed));
  // Without a terminal, only the page keeps the demo running.
  await (!app.isAttended && (await playground) ? ends.asked : ends.left);

  await days.stop();
  // Who leaves at once may leave while the page is still being opened.
  const opened = await playground;
  await tallies.flush();
  await Promise.all([...app.platforms.values()].map(({ connection }) => connection?.stop()));
  await opened?.close();
  return EXIT.ok;
}

/** So that nobody takes what the demo lacks for what does not exist. */
async function sayWhatThereIs({ store }: App, isBundled: boolean): Promise<string> {
  const papers = await store.papers.count();
  return [texts.demoHas({ papers }), ...(isBundled ? [texts.demoAbstracts()] : [])].join('\n');
}

/** What cannot be had is said in a sentence; the terminal goes on. */
async function openPage(
  app: App,
  rig: DemoRig,
  days: DemoDays,
  { open }: DemoOptions,
  port: number,
): Promise<PlaygroundRig | undefined> {
  let playground: PlaygroundRig | undefined;
  try {
    playground = await rig.openPlayground();
    const url = await playground.serve(days, port);
    const isAsWanted = port === 0 || url.endsWith(`:${port}`);
    await say(app, isAsWanted ? texts.seePage({ url }) : texts.seePageMoved({ url, port }));
    if (open && app.mayOpenBrowser) await playground.show(url);
    await settleIn(app, playground);
    await days.postNewest(playground.channels);
    // Where the days go by, five more posts a day would not be there before the next one.
    if (rig.speed === 1) await openForum(app, playground, days);
  } catch (error) {
    await say(app, sayWhyNoPage(error));
    app.log.warn({ err: error }, 'there is no playground');
    await playground?.close();
    return undefined;
  }
  return playground;
}

async function settleIn(app: App, { channels, tenants }: PlaygroundRig): Promise<void> {
  const { platform: terminal, tenant: here } = findPrompt(app);
  await Promise.all(
    [...app.platforms.values()]
      .filter((platform) => platform !== terminal)
      .map(({ connection }) => connection?.start(app.inbound)),
  );
  for (const tenant of tenants) await app.store.votes.link(here, tenant);
  for (const [i, channel] of channels.entries()) await subscribe(app, channel, tenants[i] ?? here);
}

/** The forum gets its posts after the channels, which one sees first. */
async function openForum(
  app: App,
  { forum, tenants: [tenant] }: PlaygroundRig,
  days: DemoDays,
): Promise<void> {
  await subscribe(app, forum, tenant ?? findPrompt(app).tenant, 'forum');
  await days.postNewest([forum]);
}

async function subscribe(
  { zone, store, clock }: App,
  channel: ChannelId,
  tenant: TenantId,
  layout: Layout = DEFAULT_SUBSCRIPTION.layout,
): Promise<void> {
  const now = clock.now();
  const schedule = { ...DEFAULT_SUBSCRIPTION, zone, layout };
  await store.subscriptions.put({
    ...schedule,
    ...{ channel, tenant, createdAt: now, nextDueAt: findNextDue(schedule, now) },
  });
}

/** A line that comes while a person may be typing. */
async function say(app: App, text: string): Promise<void> {
  const { platform, person } = findPrompt(app);
  await platform?.directMessages?.notify(person, { kind: 'notice', tone: 'info', title: text });
}

function sayWhyNoPage(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  if (code === 'ERR_MODULE_NOT_FOUND') return texts.noPagePackages();
  return texts.noPage({ why: message ?? texts.couldNotBeStarted() });
}

function readPort(text: string = String(USUAL_PORT)): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InputError(problems.portInvalid({ typed: text }));
}
