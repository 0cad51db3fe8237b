import { type PlatformName, splitChannel } from '../core/base/ids.ts';
import { utcDay } from '../core/paper/edition.ts';
import type { CheckLine } from '../core/platform/platform.ts';
import { type App, EXIT } from './app.ts';
import { wordForCommandLine } from './word-commands.ts';

/** Asks every platform and the papers source whether they answer; says what to do where they do not. */
export async function check(app: App): Promise<number> {
  const lines: CheckLine[] = [
    { ok: true, what: 'settings: every variable is valid' },
    await checkSource(app),
    ...(await checkModel(app)),
    ...(app.checkEmbedder ? [await app.checkEmbedder()] : []),
  ];
  const subscribed = (await app.store.subscriptions.list()).flatMap(({ channel, layout }) => {
    const at = splitChannel(channel);
    return at ? [{ ...at, layout }] : [];
  });
  for (const platform of app.platforms.values()) {
    const own = subscribed.filter((at) => at.platform === platform.name);
    const told = new Set<string>();
    for (const { id, layout } of [{ id: undefined, layout: undefined }, ...own]) {
      const about = id === undefined ? platform.name : `${platform.name}:${id}`;
      for (const line of (await platform.checks?.run(id, layout)) ?? []) {
        // What is about the token, a channel's check says once more.
        if (told.has(line.what)) continue;
        if (id === undefined) told.add(line.what);
        lines.push({ ...line, what: `${about}: ${line.what}` });
      }
    }
  }
  if (app.slackEvents) lines.push({ ok: true, what: `slack: ${app.slackEvents.says}` });
  for (const name of ['discord', 'slack'] as const)
    if (!app.platforms.has(name))
      lines.push(offLine(name, subscribed.filter((at) => at.platform === name).length));
  app.stopping.throwIfAborted();
  for (const { ok, what, fix } of lines) {
    app.print(`${ok ? 'ok ' : 'NO '} ${what}`);
    if (!ok && fix) app.print(`    ${wordForCommandLine(fix)}`);
  }
  // It is no reason to fail: the bot works.
  if (app.slackEvents?.warning) app.print(`Warning: ${app.slackEvents.warning}`);
  return lines.every(({ ok }) => ok) ? EXIT.ok : EXIT.refused;
}

/** A platform that is off is nothing amiss, unless somebody waits for posts there. */
function offLine(name: PlatformName, channels: number): CheckLine {
  const what = `${name}: off, because it has no token`;
  if (channels === 0) return { ok: true, what: `${what} (see .env.example)` };
  return {
    ok: false,
    what: `${what}, and ${channels === 1 ? 'a channel there is' : `${channels} channels there are`} subscribed`,
    fix: 'Set its token (see .env.example), or unsubscribe the channel: `subscriptions` names it.',
  };
}

async function checkModel({ checkModel: ask, store, clock }: App): Promise<CheckLine[]> {
  if (!ask) return [{ ok: true, what: 'model: none, summaries are made without (LLM_BASE_URL)' }];
  const { calls, inputTokens, outputTokens, cost } = await store.summaries.spend(utcDay(clock.now()));
  const spent = `${calls} calls, ${inputTokens} tokens read, ${outputTokens} written, cost ${cost.toFixed(4)}`;
  return [await ask(), { ok: true, what: `model: today ${spent}` }];
}

async function checkSource({ source, clock }: App): Promise<CheckLine> {
  try {
    const { papers, source: served } = await source.list({ kind: 'day', day: utcDay(clock.now()) });
    return { ok: true, what: `papers: ${served} answers (${papers.length} papers today)` };
  } catch (error) {
    const what = `papers: ${error instanceof Error ? error.message : error}`;
    return { ok: false, what, fix: 'Check the network and HF_BASE_URL.' };
  }
}
