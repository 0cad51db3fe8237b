import { type PlatformName, splitId } from '../../core/base/ids.ts';
import { utcDay } from '../../core/paper/edition.ts';
import type { CheckLine } from '../../core/platform/platform.ts';
import { type App, EXIT } from '../base/app.ts';
import { texts } from '../base/texts.ts';
import { wordForCommandLine } from '../chat/word-commands.ts';

type CheckApp = Pick<
  App,
  | 'store'
  | 'source'
  | 'clock'
  | 'platforms'
  | 'slackEvents'
  | 'platformInfo'
  | 'checkModel'
  | 'checkEmbedder'
  | 'stopping'
  | 'print'
>;

/** The platform itself. */
const NO_CHANNEL = { id: undefined, channel: undefined, layout: undefined };

/** Asks every platform and the papers source whether they answer; says what to do where they do not. */
export async function check(app: CheckApp): Promise<number> {
  const lines: CheckLine[] = [
    { ok: true, what: texts.settingsValid() },
    await checkSource(app),
    ...(await checkModel(app)),
    ...(app.checkEmbedder ? [await app.checkEmbedder()] : []),
    ...(await checkPlatforms(app)),
  ];
  app.stopping.throwIfAborted();
  for (const { ok, what, fix } of lines) {
    app.print(`${ok ? 'ok ' : 'NO '} ${what}`);
    if (!ok && fix) app.print(`    ${wordForCommandLine(fix)}`);
  }
  // It is no reason to fail: the bot works.
  if (app.slackEvents?.warning) app.print(texts.warning({ text: app.slackEvents.warning }));
  return lines.every(({ ok }) => ok) ? EXIT.ok : EXIT.refused;
}

async function checkPlatforms({
  store,
  platforms,
  platformInfo,
  slackEvents,
}: CheckApp): Promise<CheckLine[]> {
  const lines: CheckLine[] = [];
  const subscribed = (await store.subscriptions.list()).map(({ channel, layout }) => ({
    ...splitId(channel),
    ...{ channel, layout },
  }));
  for (const platform of platforms.values()) {
    const own = subscribed.filter((at) => at.platform === platform.name);
    const seen = new Set<string>();
    for (const { id, channel, layout } of [NO_CHANNEL, ...own]) {
      const about = channel ?? platform.name;
      for (const line of (await platform.checks?.run(id, layout)) ?? []) {
        // What is about the token, a channel's check says once more.
        if (seen.has(line.what)) continue;
        if (id === undefined) seen.add(line.what);
        lines.push({ ...line, what: `${about}: ${line.what}` });
      }
    }
  }
  if (slackEvents) lines.push({ ok: true, what: `slack: ${slackEvents.says}` });
  for (const { name, tokens } of platformInfo)
    if (tokens.length > 0 && !platforms.has(name))
      lines.push(offLine(name, subscribed.filter((at) => at.platform === name).length));
  return lines;
}

/** A platform that is off is nothing amiss, unless somebody waits for posts there. */
function offLine(platform: PlatformName, channels: number): CheckLine {
  if (channels === 0) return { ok: true, what: texts.platformOff({ platform }) };
  return {
    ok: false,
    what: texts.platformOffWaited({ platform, channels }),
    fix: texts.platformOffFix(),
  };
}

async function checkModel({ checkModel: ask, store, clock }: CheckApp): Promise<CheckLine[]> {
  if (!ask) return [{ ok: true, what: texts.noModel() }];
  const { calls, inputTokens, outputTokens, cost } = await store.summaries.spend(utcDay(clock.now()));
  const spent = { calls, read: inputTokens, written: outputTokens, cost: cost.toFixed(4) };
  return [await ask(), { ok: true, what: texts.modelSpent(spent) }];
}

async function checkSource({ source, clock }: CheckApp): Promise<CheckLine> {
  try {
    const { papers, source: served } = await source.list({ kind: 'day', day: utcDay(clock.now()) });
    return { ok: true, what: texts.sourceAnswers({ source: served, papers: papers.length }) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, what: texts.sourceFails({ why }), fix: texts.sourceFix() };
  }
}
