import { toUtcDay } from '../../core/base/calendar.ts';
import { type PlatformName, splitId } from '../../core/base/ids.ts';
import { canDraw } from '../../core/platform/can-draw.ts';
import type { CheckLine } from '../../core/platform/platform.ts';
import { type App, EXIT } from '../base/app.ts';
import { findings } from '../base/check-texts.ts';
import { texts } from '../base/texts.ts';
import { wordForCommandLine } from '../chat/word-commands.ts';

type CheckApp = Pick<
  App,
  | 'store'
  | 'source'
  | 'clock'
  | 'platforms'
  | 'slackEvents'
  | 'alertChannel'
  | 'platformInfo'
  | 'checkModel'
  | 'checkEmbedder'
  | 'stopping'
  | 'print'
>;

/** The platform itself. */
const NO_CHANNEL = {
  id: undefined,
  tenant: undefined,
  channel: undefined,
  layout: undefined,
  wanted: undefined,
};

/** A line of the check, with the platform or channel that it is about. */
interface Found extends CheckLine {
  readonly about?: string;
}

/** Asks every platform and the papers source whether they answer; says what to do where they do not. */
export async function check(app: CheckApp): Promise<number> {
  const lines: Found[] = [
    { ok: true, finding: findings.settingsValid() },
    await checkSource(app),
    ...(await checkModel(app)),
    ...(app.checkEmbedder ? [await app.checkEmbedder()] : []),
    ...(await checkPlatforms(app)),
  ];
  app.stopping.throwIfAborted();
  for (const { ok, about, finding } of lines) {
    const what = wordForCommandLine(finding.what());
    app.print(`${ok ? 'ok ' : 'NO '} ${about === undefined ? what : `${about}: ${what}`}`);
    const fix = ok ? undefined : finding.fix();
    if (fix) app.print(`    ${wordForCommandLine(fix)}`);
  }
  // It is no reason to fail: the bot works.
  if (app.slackEvents?.warning) app.print(texts.warning({ text: app.slackEvents.warning }));
  return lines.every(({ ok }) => ok) ? EXIT.ok : EXIT.refused;
}

async function checkPlatforms(app: CheckApp): Promise<Found[]> {
  const { store, platforms, platformInfo, slackEvents, alertChannel } = app;
  const lines: Found[] = [];
  const subscribed = (await store.subscriptions.list()).map(
    ({ channel, layout, mention, isCrossposted }) => ({
      ...splitId(channel),
      ...{ channel, layout, wanted: { mention, isCrossposted } },
    }),
  );
  const forAlerts = alertChannel ? [{ ...NO_CHANNEL, ...splitId(alertChannel), channel: alertChannel }] : [];
  for (const platform of platforms.values()) {
    const own = [...subscribed, ...forAlerts].filter((at) => at.platform === platform.name);
    const known = new Set<string>();
    for (const { id, tenant, channel, layout, wanted } of [NO_CHANNEL, ...own]) {
      const about = channel ?? platform.name;
      for (const line of (await platform.checks?.run(id, layout, wanted, tenant)) ?? []) {
        const key = JSON.stringify([line.finding.code, line.finding.values]);
        // A channel's check repeats what is about the token.
        if (known.has(key)) continue;
        if (id === undefined) known.add(key);
        lines.push({ ...line, about });
      }
      if (layout !== undefined && !canDraw(platform, layout))
        lines.push({ ok: true, finding: findings.layoutNotDrawn({ layout }), about });
    }
  }
  if (slackEvents) lines.push({ ok: true, finding: findings.slackEvents({ way: slackEvents.says }) });
  for (const { name, tokens } of platformInfo) {
    const [setting] = tokens;
    if (setting !== undefined && !platforms.has(name))
      lines.push(toOffLine(name, setting, subscribed.filter((at) => at.platform === name).length));
  }
  return lines;
}

/** A platform that is off is nothing amiss, unless somebody waits for posts there. */
function toOffLine(platform: PlatformName, setting: string, channels: number): CheckLine {
  if (channels === 0) return { ok: true, finding: findings.platformOff({ platform, setting }) };
  return { ok: false, finding: findings.platformOffWaited({ platform, setting, channels }) };
}

async function checkModel({ checkModel: ask, store, clock }: CheckApp): Promise<CheckLine[]> {
  if (!ask) return [{ ok: true, finding: findings.noModel() }];
  const { calls, inputTokens, outputTokens, cost } = await store.summaries.sumSpend(toUtcDay(clock.now()));
  const spent = { calls, read: inputTokens, written: outputTokens, cost: cost.toFixed(4) };
  return [await ask(), { ok: true, finding: findings.modelSpent(spent) }];
}

async function checkSource({ source, clock }: CheckApp): Promise<CheckLine> {
  try {
    const { papers, source: served } = await source.list({ kind: 'day', day: toUtcDay(clock.now()) });
    return { ok: true, finding: findings.sourceAnswers({ source: served, papers: papers.length }) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, finding: findings.sourceFails({ why }) };
  }
}
